using JitGen.Compiler.IR;

namespace JitGen.Compiler.Optimizer;

/// <summary>Rebuilds a function in its simplest form: same results, same exceptions, fewer and cheaper nodes.</summary>
internal static class Optimizer
{
    /// <summary>An optimized equivalent without dead nodes; the function itself is left as it is.</summary>
    /// <param name="function">The function.</param>
    /// <param name="mode">
    /// Whether elements of a kernel may be computed with fewer roundings than the text says; what finishes a reduction keeps to it,
    /// as a scalar formula does.
    /// </param>
    public static Function Optimize(Function function, FloatMode mode = FloatMode.Strict)
    {
        Function optimized = OptimizeGraph(function);
        if (mode == FloatMode.Fast && function.Shape != KernelShape.Scalar)
        {
            optimized = Rebuilder.Relax(optimized);
            if (optimized.Shape == KernelShape.Recurrence)
            {
                LinearRecurrences.Rewrite(optimized);
                optimized = Rebuilder.Simplify(optimized);
            }

            optimized = Rebuilder.Compact(optimized);
        }

        optimized.Finish = function.Finish is { } finish ? OptimizeGraph(finish) : null;
        return optimized;
    }

    private static Function OptimizeGraph(Function function)
    {
        Function simplified = Rebuilder.Simplify(function);
        Function reduced = HasReducibleNode(simplified) ? Rebuilder.ReduceStrength(simplified) : simplified;
        return Rebuilder.Compact(reduced);
    }

    private static bool HasReducibleNode(Function function)
    {
        for (int id = 0; id < function.Count; id++)
        {
            var node = new Value(id);
            Opcode opcode = function.OpcodeOf(node);
            if (StrengthReduction.Concerns(opcode) && StrengthReduction.Applies(function, opcode, function.Operand(node, 1)))
            {
                return true;
            }
        }

        return false;
    }
}
