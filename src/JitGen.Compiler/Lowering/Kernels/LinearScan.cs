using System.Collections.Generic;
using JitGen.Compiler.IR;
using JitGen.Compiler.Lowering.Lanes;
using JitGen.Compiler.Machine;

namespace JitGen.Compiler.Lowering.Kernels;

/// <summary>
/// A result y = c * y[i-1] + d, c the same for all elements, whose group is computed by a scan. Of d in n lanes, n a power of two,
/// <code>
///     t = d;  t += c * t moved up by 1 lane;  t += c^2 * t moved up by 2;  ...  t += c^(n/2) * t moved up by n/2
///     y = t + (c, c^2, ..., c^n) * last        last: the result before the group
///     last = t's last lane + c^n * last        all that the next group waits for
/// </code>
/// </summary>
/// <param name="Span">The parameter that y is.</param>
/// <param name="Update">The node that is stored, perhaps into other spans as well.</param>
/// <param name="Coefficient">c; none for 1.</param>
/// <param name="Addend">d.</param>
/// <param name="Type">The lanes of all.</param>
internal sealed record LinearScan(int Span, Value Update, Value Coefficient, Value Addend, IrType Type)
{
    /// <summary>
    /// The largest magnitude of c for which elements are computed so: powers of a larger one might overflow where the results do not.
    /// </summary>
    public const ulong LargestCoefficient = 2;

    /// <summary>c, c^2, c^4, ..., for each step of the scan, in all lanes.</summary>
    public List<Register> StepPowers { get; } = new();

    /// <summary>c to the power of the number of lanes, in all of them.</summary>
    public Register GroupPower { get; set; }

    /// <summary>The powers of c from the first on.</summary>
    public Register LanePowers { get; set; }

    /// <summary>The result before the group, in all lanes.</summary>
    public Register Last { get; set; }

    /// <summary>How many registers a scan keeps across sections, for groups of that size, beside that of the past result.</summary>
    public static int RegisterCount(int groupSize)
    {
        int count = 2;
        for (int step = 1; step < groupSize; step *= 2)
        {
            count++;
        }

        return count;
    }

    /// <summary>
    /// The scans that a recurrence consists of, apart from what depends on no past result or on results of the element alone; empty if it
    /// is not that simple.
    /// </summary>
    public static List<LinearScan> Find(VectorFunction kernel)
    {
        var scans = new List<LinearScan>();
        Function function = kernel.Function;
        int[] uses = CountUses(kernel);
        Uniforms uniforms = Uniforms.Of(kernel);
        for (int id = 0; id < function.Count; id++)
        {
            var node = new Value(id);
            int store = function.OpcodeOf(node) == Opcode.Element && function.OffsetOf(node) < 0
                ? kernel.Stores.FindIndex(candidate => candidate.Span == function.SpanOf(node))
                : -1;
            if (store < 0)
            {
                continue;
            }

            bool isOnlyTerm = function.OffsetOf(node) == -1 && uses[id] == 1 && kernel.Exit.IsNone;
            if (!isOnlyTerm || Match(function, uniforms, kernel.Stores[store].Value, node) is not { } scan)
            {
                return [];
            }

            scans.Add(scan);
        }

        return scans;
    }

    private static LinearScan? Match(Function function, Uniforms uniforms, Value update, Value past)
    {
        Value a = function.Operand(update, 0);
        Value b = function.Operand(update, 1);
        Value other = a == past ? b : a;
        bool isFused = function.OpcodeOf(update) == Opcode.FmaF;
        if ((a != past && b != past) || !(isFused || function.OpcodeOf(update) == Opcode.AddF) || (isFused && !uniforms.Contains(other)))
        {
            return null;
        }

        IrType type = function.TypeOf(update);
        return isFused
            ? new LinearScan(function.SpanOf(past), update, other, function.Operand(update, 2), type)
            : new LinearScan(function.SpanOf(past), update, Value.None, other, type);
    }

    private static int[] CountUses(VectorFunction kernel)
    {
        Function function = kernel.Function;
        int[] uses = new int[function.Count];
        for (int id = 0; id < uses.Length; id++)
        {
            for (int index = 0; index < OpcodeTable.Arity(function.OpcodeOf(new Value(id))); index++)
            {
                uses[function.Operand(new Value(id), index).Id]++;
            }
        }

        foreach (LaneStore store in kernel.Stores)
        {
            uses[store.Value.Id]++;
        }

        return uses;
    }
}
