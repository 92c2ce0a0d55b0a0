using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using JitGen.Compiler.Emission;
using JitGen.Compiler.IR;
using JitGen.Compiler.Lowering;
using JitGen.Compiler.Machine;
using JitGen.Compiler.RegisterAllocation;
using JitGen.Compiler.Targets;
using JitGen.Compiler.Targets.Arm64;
using JitGen.Compiler.Tests.IR;

namespace JitGen.Compiler.Tests.Targets.Arm64;

/// <summary>Random graphs, not simplified before, on both levels: the emulated code gives what the interpreter gives.</summary>
public class ExecutionTests
{
    private const int NoBailOut = 8;

    private static readonly Target s_target =
        new("arm64-aapcs64", "Arm64", Architecture.Arm64, IsaLevel.Armv8, CallingConventions.Aapcs64, Arm64Backend.Instance);

    [Theory]
    [InlineData(false, 1500, 1, 30)]
    [InlineData(true, 6000, 2, 30)]
    [InlineData(true, 6000, 3, 8)]
    [InlineData(true, 100, 4, 600)]
    public void EmulatedCodeGivesWhatTheInterpreterGives(bool full, int functions, int seed, int nodes)
    {
        OptimizationLevel level = full ? OptimizationLevel.Full : OptimizationLevel.None;
        var random = new Random(seed);
        var methods = new List<EmulatedMethod>();
        var cases = new List<(Function Function, ulong[] Arguments)>();
        for (int i = 0; i < functions; i++)
        {
            Function function = RandomFunctions.Create(random, random.Next(1, nodes));
            var calls = new List<ulong[]>();
            for (int k = 0; k < 6; k++)
            {
                ulong[] arguments = RandomFunctions.Arguments(random, function);
                cases.Add((function, arguments));
                calls.Add(PlaceArguments(random, function, arguments));
            }

            methods.Add(new EmulatedMethod(Compile(function, level, null), 0, BailOutRegister(function), calls));
        }

        if (Emulator.Run(methods) is not { } answers)
        {
            return;
        }

        for (int i = 0; i < answers.Count; i++)
        {
            (Function function, ulong[] arguments) = cases[i];
            string? problem = Compare(function, new Interpreter(function).Run(arguments), answers[i]);
            Assert.True(problem is null, problem is null ? "" : Describe(function, arguments, level, problem));
        }
    }

    /// <summary>The code of a function.</summary>
    private static byte[] Compile(Function function, OptimizationLevel level, List<ListingLine>? listing)
    {
        LoweredFunction lowered = Legalizer.Legalize(function, Arm64Backend.Instance);
        var signature = new ScalarSignature(function.Parameters, lowered.Result.Type, lowered.SideExits.Count > 0);
        MachineFunction code = Arm64Backend.Instance.Select(Schedule.Create(lowered), signature, s_target, level);
        MachineFunction allocated = level == OptimizationLevel.None
            ? NaiveAllocator.Allocate(code, s_target)
            : LinearScanAllocator.Allocate(code, s_target);
        return Arm64Backend.Instance.Emit(allocated, s_target, listing).Bytes;
    }

    private static bool HasBailOut(Function function) => Legalizer.Legalize(function, Arm64Backend.Instance).SideExits.Count > 0;

    private static int BailOutRegister(Function function) =>
        HasBailOut(function) ? function.Parameters.Count(p => !ElementTypes.IsFloating(p.Type)) : NoBailOut;

    /// <summary>The 16 argument registers; bits that the convention leaves undefined are random.</summary>
    private static ulong[] PlaceArguments(Random random, Function function, ulong[] arguments)
    {
        var registers = new ulong[16];
        int integers = 0;
        int floats = 8;
        for (int i = 0; i < arguments.Length; i++)
        {
            ElementType type = function.Parameters[i].Type;
            bool isWide = type is ElementType.Int64 or ElementType.UInt64 or ElementType.Double;
            ulong junk = isWide ? 0 : (ulong)random.NextInt64() << 32;
            registers[ElementTypes.IsFloating(type) ? floats++ : integers++] = arguments[i] | junk;
        }

        return registers;
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
        ulong bits = (ElementTypes.IsFloating(type) ? actual.D0 : actual.X0) & (irType == IrType.Bool ? uint.MaxValue : Function.Mask(irType));
        bool isEqual = bits == expected.Result || (IsNaN(irType, bits) && IsNaN(irType, expected.Result));
        return isEqual ? null : $"{bits:x} instead of {expected.Result:x}";
    }

    private static bool MayLeaveWithoutTrap(Function function) =>
        Enumerable.Range(0, function.Count).Any(id => function.OpcodeOf(new Value(id)) is Opcode.Rare or Opcode.RemF);

    private static bool IsNaN(IrType type, ulong bits) =>
        type == IrType.F32 ? float.IsNaN(BitConverter.UInt32BitsToSingle((uint)bits))
        : type == IrType.F64 && double.IsNaN(BitConverter.UInt64BitsToDouble(bits));

    private static string Describe(Function function, ulong[] arguments, OptimizationLevel level, string problem)
    {
        var listing = new List<ListingLine>();
        Compile(function, level, listing);
        var text = new StringBuilder();
        text.AppendLine(problem);
        text.AppendLine("arguments: " + string.Join(", ", arguments.Select(argument => argument.ToString("x", CultureInfo.InvariantCulture))));
        text.AppendLine(JitGen.Compiler.IR.Printer.Print(function));
        foreach (ListingLine line in listing)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{line.Offset:x4}  {line.Text}");
        }

        return text.ToString();
    }
}
