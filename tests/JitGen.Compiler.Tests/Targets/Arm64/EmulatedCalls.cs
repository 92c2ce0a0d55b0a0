using System;
using System.Collections.Generic;
using System.Linq;
using JitGen.Compiler.IR;
using JitGen.Compiler.Lowering;
using JitGen.Compiler.Tests.IR;

namespace JitGen.Compiler.Tests.Targets.Arm64;

/// <summary>Calls of compiled functions with random arguments, under the emulator, compared with the interpreter.</summary>
internal sealed class EmulatedCalls
{
    private const int NoBailOut = 8;
    private const int RegistersPerFile = 8;

    private readonly Random _random;
    private readonly List<EmulatedMethod> _methods = [];
    private readonly List<(Function Function, ulong[] Arguments, Func<string> Describe)> _cases = [];

    public EmulatedCalls(int seed) => _random = new Random(seed);

    /// <summary>Adds calls of a method.</summary>
    /// <param name="function">What it computes.</param>
    /// <param name="signature">How it is called.</param>
    /// <param name="code">Its bytes.</param>
    /// <param name="calls">The number of calls.</param>
    /// <param name="describe">Describes the method if it fails.</param>
    public void Add(Function function, ScalarSignature signature, byte[] code, int calls, Func<string> describe)
    {
        var placed = new List<ulong[]>();
        for (int i = 0; i < calls; i++)
        {
            ulong[] arguments = RandomFunctions.Arguments(_random, function);
            _cases.Add((function, arguments, describe));
            placed.Add(Place(function, signature, arguments));
        }

        int bailOut = !signature.HasBailOut ? NoBailOut
            : signature.UsesArgumentBlock ? 1
            : function.Parameters.Count(parameter => !ElementTypes.IsFloating(parameter.Type));
        int blockWords = signature.UsesArgumentBlock ? function.Parameters.Count : 0;
        _methods.Add(new EmulatedMethod(code, blockWords, bailOut, placed));
    }

    /// <summary>Makes all calls and fails at the first wrong answer.</summary>
    public void Run()
    {
        if (Emulator.Run(_methods) is not { } answers)
        {
            return;
        }

        Assert.Equal(_cases.Count, answers.Count);
        for (int i = 0; i < answers.Count; i++)
        {
            (Function function, ulong[] arguments, Func<string> describe) = _cases[i];
            string? problem = Compare(function, new Interpreter(function).Run(arguments), answers[i]);
            if (problem is not null)
            {
                Assert.Fail($"{problem}\narguments: {string.Join(", ", arguments.Select(a => a.ToString("x")))}\n{describe()}");
            }
        }
    }

    /// <summary>The 16 argument registers and the block; bits that the convention leaves undefined are random.</summary>
    private ulong[] Place(Function function, ScalarSignature signature, ulong[] arguments)
    {
        var words = new ulong[2 * RegistersPerFile + (signature.UsesArgumentBlock ? arguments.Length : 0)];
        int integers = 0;
        int floats = RegistersPerFile;
        for (int i = 0; i < arguments.Length; i++)
        {
            ElementType type = function.Parameters[i].Type;
            bool isWide = type is ElementType.Int64 or ElementType.UInt64 or ElementType.Double;
            ulong junk = isWide ? 0 : (ulong)_random.NextInt64() << 32;
            int index = signature.UsesArgumentBlock ? 2 * RegistersPerFile + i : ElementTypes.IsFloating(type) ? floats++ : integers++;
            words[index] = arguments[i] | junk;
        }

        return words;
    }

    private static string? Compare(Function function, Outcome expected, EmulatedAnswer actual)
    {
        if (!actual.IsPreserved)
        {
            return "a register that the callee saves was changed";
        }

        if (actual.BailOutFlag > 1)
        {
            return "the bail-out flag is neither 0 nor 1";
        }

        if (expected.Trap is { } trap)
        {
            return actual.BailOutFlag == 1 ? null : $"no bail-out for {trap}";
        }

        // What the native code does not compute itself may leave without a trap.
        if (actual.BailOutFlag == 1)
        {
            return MayLeaveWithoutTrap(function) ? null : "bail-out without a trap";
        }

        ElementType type = function.Results[0].Type;
        IrType irType = ElementTypes.IrTypeOf(type);
        ulong mask = irType == IrType.Bool ? uint.MaxValue : Function.Mask(irType);
        ulong bits = (ElementTypes.IsFloating(type) ? actual.D0 : actual.X0) & mask;
        bool isEqual = bits == expected.Result || (IsNaN(irType, bits) && IsNaN(irType, expected.Result));
        return isEqual ? null : $"{bits:x} instead of {expected.Result:x}";
    }

    private static bool MayLeaveWithoutTrap(Function function) =>
        Enumerable.Range(0, function.Count).Any(id => function.OpcodeOf(new Value(id)) is Opcode.Rare or Opcode.RemF);

    private static bool IsNaN(IrType type, ulong bits) =>
        type == IrType.F32 ? float.IsNaN(BitConverter.UInt32BitsToSingle((uint)bits))
        : type == IrType.F64 && double.IsNaN(BitConverter.UInt64BitsToDouble(bits));
}
