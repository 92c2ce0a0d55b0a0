using System;
using System.Collections.Generic;
using System.Linq;
using Iced.Intel;
using JitGen.Compiler.Emission;
using JitGen.Compiler.IR;
using JitGen.Compiler.Lowering;
using JitGen.Compiler.Machine;
using JitGen.Compiler.Targets;

namespace JitGen.Compiler.Tests.Targets.X64;

/// <summary>A graph compiled as it is, not simplified before, so that every opcode meets every other.</summary>
internal sealed class CompiledGraph
{
    private CompiledGraph(Function function, Target target, MethodCode code, MachineFunction allocated, IReadOnlyList<ListingLine> listing)
    {
        Function = function;
        Target = target;
        Code = code;
        Allocated = allocated;
        Listing = listing;
        Instructions = Disassembly.Decode(code.Bytes, code.InstructionBytes);
    }

    public Function Function { get; }

    public Target Target { get; }

    public MethodCode Code { get; }

    /// <summary>What was emitted.</summary>
    public MachineFunction Allocated { get; }

    public IReadOnlyList<ListingLine> Listing { get; }

    /// <summary>The instructions, decoded.</summary>
    public List<Instruction> Instructions { get; }

    public static CompiledGraph Compile(Function function, Target target, OptimizationLevel level)
    {
        LoweredFunction lowered = Legalizer.Legalize(function, target.Backend);
        var signature = new ScalarSignature(function.Parameters, lowered.Result.Type, lowered.SideExits.Count > 0);
        MachineFunction allocated = Compilation.Allocate(Compilation.Select(lowered, signature, target, level), target, level);
        var listing = new List<ListingLine>();
        return new CompiledGraph(function, target, target.Backend.Emit(allocated, target, listing), allocated, listing);
    }

    public override string ToString() =>
        JitGen.Compiler.IR.Printer.Print(Function) + "\n" + string.Join('\n', Listing.Select(line => $"{line.Offset:x4}  {line.Text}"));

    /// <summary>Why the outcome of a call is wrong; null if it is right.</summary>
    public static string? Compare(Function function, ulong[] arguments, ulong? actual)
    {
        var interpreter = new Interpreter(function);
        Outcome expected = interpreter.Run(arguments);
        if (HasUnobservableDivision(function, interpreter))
        {
            return null;
        }

        if (actual is not { } bits)
        {
            return expected.Trap is null && !MayLeaveWithoutTrap(function) ? "leaves without a trap" : null;
        }

        if (expected.Trap is { } trap)
        {
            return $"does not leave for {trap}";
        }

        IrType type = ElementTypes.IrTypeOf(function.Results[0].Type);
        bool isEqual = bits == expected.Result || (IsNaN(type, bits) && IsNaN(type, expected.Result));
        return isEqual ? null : $"gives 0x{bits:x}, not 0x{expected.Result:x}";
    }

    /// <summary>
    /// Whether there is a division that C# would let throw: without its trap, which random graphs lack, the result is unspecified.
    /// </summary>
    private static bool HasUnobservableDivision(Function function, Interpreter interpreter)
    {
        for (int id = 0; id < function.Count; id++)
        {
            var node = new Value(id);
            ulong divisor = interpreter.BitsOf(function.Operand(node, 1));
            bool isMinimum = interpreter.BitsOf(function.Operand(node, 0)) == 1UL << (Function.Width(function.TypeOf(node)) - 1);
            bool isUnobservable = function.OpcodeOf(node) switch
            {
                Opcode.DivS or Opcode.RemS => divisor == 0 || (isMinimum && divisor == Function.Mask(function.TypeOf(node))),
                Opcode.DivU or Opcode.RemU => divisor == 0,
                _ => false,
            };
            if (isUnobservable)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What native code does not compute itself may leave without a trap.</summary>
    private static bool MayLeaveWithoutTrap(Function function) =>
        Enumerable.Range(0, function.Count).Any(id => function.OpcodeOf(new Value(id)) is Opcode.Rare or Opcode.RemF);

    private static bool IsNaN(IrType type, ulong bits) => type switch
    {
        IrType.F32 => float.IsNaN(BitConverter.UInt32BitsToSingle((uint)bits)),
        IrType.F64 => double.IsNaN(BitConverter.UInt64BitsToDouble(bits)),
        _ => false,
    };
}
