using System;
using System.Collections.Generic;
using JitGen.Compiler;
using JitGen.Compiler.Emission;
using JitGen.Compiler.IR;
using JitGen.Compiler.Lowering;
using JitGen.Compiler.Machine;
using JitGen.Compiler.Targets;

namespace JitGen.Compiler.Tests.RegisterAllocation;

/// <summary>An architecture with six integer and four floating-point registers, and every kind of operand constraint.</summary>
internal sealed class ToyBackend : Backend
{
    public static readonly Register R0 = Register.Integer(0);
    public static readonly Register R1 = Register.Integer(1);
    public static readonly Register R2 = Register.Integer(2);
    public static readonly Register F0 = Register.Floating(0);

    private const OperandForms R = OperandForms.Register;
    private const OperandForms RM = OperandForms.Register | OperandForms.Memory;
    private const OperandForms M = OperandForms.Memory;

    private static readonly InstructionDescription s_moveInteger = new Toy("mov", InstructionTraits.Move, Write(R), Read(R));
    private static readonly InstructionDescription s_moveFloating = new Toy("fmov", InstructionTraits.Move, WriteF(R), ReadF(R));
    private static readonly InstructionDescription s_reloadInteger = new Toy("load", InstructionTraits.None, Write(R), Read(M));
    private static readonly InstructionDescription s_reloadFloating = new Toy("fload", InstructionTraits.None, WriteF(R), ReadF(M));
    private static readonly InstructionDescription s_spillInteger = new Toy("store", InstructionTraits.None, Write(M), Read(R));
    private static readonly InstructionDescription s_spillFloating = new Toy("fstore", InstructionTraits.None, WriteF(M), ReadF(R));

    public static readonly InstructionDescription Return = new Toy("ret", InstructionTraits.Return, Fixed(OperandAccess.Read, R0), Fixed(OperandAccess.Read, F0));
    public static readonly InstructionDescription Exit = new Toy("exit", InstructionTraits.SideExit, Read(RM));

    /// <summary>What random programs are made of; the first of each file is always possible.</summary>
    public static readonly InstructionDescription[] Operations =
    [
        new Toy("const", InstructionTraits.Rematerializable, Write(R), new(OperandAccess.Read, RegisterClass.Integer, 8, OperandForms.Immediate)),
        new Toy("fconst", InstructionTraits.Rematerializable, WriteF(R), new(OperandAccess.Read, RegisterClass.Floating, 8, OperandForms.Immediate)),
        s_moveInteger,
        s_moveFloating,
        new Toy("not", InstructionTraits.None, Write(R), Read(RM)),
        new Toy("sub3", InstructionTraits.None, Write(R), Read(R), Read(RM)),
        new Toy("madd", InstructionTraits.Commutes, Write(R), Read(R), Read(R), Read(RM)),
        new Toy("sub", InstructionTraits.None, Write(R), Tied(), Read(RM)),
        new Toy("add", InstructionTraits.Commutes, Write(R), Tied(), Read(RM)),
        new Toy("shift", InstructionTraits.None, Write(R), Tied(), Fixed(OperandAccess.Read, R1)),
        new Toy("div", InstructionTraits.None, Fixed(OperandAccess.Write, R0), Fixed(OperandAccess.Write, R2),
            Fixed(OperandAccess.Read, R0), Fixed(OperandAccess.Read, R2), Read(RM)),
        new Toy("extend", InstructionTraits.None, Fixed(OperandAccess.Write, R2), Fixed(OperandAccess.Read, R0)),
        new Toy("mulhi", InstructionTraits.None, Write(R), Fixed(OperandAccess.Read, R2), Read(RM)),
        new Toy("clobber", InstructionTraits.None, Write(R), Read(R), Fixed(OperandAccess.Write, R1), Fixed(OperandAccess.EarlyWrite, R2)),
        new Toy("early", InstructionTraits.None, new(OperandAccess.EarlyWrite, RegisterClass.Integer, 8, R), Read(R), Read(RM)),
        new Toy("two", InstructionTraits.None, Write(R), Write(R), Read(R)),
        new Toy("lea", InstructionTraits.None, Write(R), Read(M)),
        new Toy("fadd", InstructionTraits.Commutes, WriteF(R), ReadF(R), ReadF(RM)),
        new Toy("fma", InstructionTraits.None, WriteF(R), new(OperandAccess.Tied, RegisterClass.Floating, 8, R), ReadF(R), ReadF(RM)),
        new Toy("convert", InstructionTraits.None, WriteF(R), Read(RM)),
        new Toy("bits", InstructionTraits.None, Write(R), ReadF(R)),
    ];

    private static readonly CallingConvention s_convention = new()
    {
        Name = "toy",
        IntegerArguments = [R2, R1, Register.Integer(3)],
        FloatingArguments = [F0, Register.Floating(1)],
        Positional = false,
        StackArgumentOffset = 8,
        IntegerResult = R0,
        FloatingResult = F0,
        IntegerAllocation = [R0, R1, R2, Register.Integer(3), Register.Integer(4), Register.Integer(5)],
        FloatingAllocation = [F0, Register.Floating(1), Register.Floating(2), Register.Floating(3)],
        Saved = RegisterSet.Of(Register.Integer(4), Register.Integer(5)),
        RedZone = 0,
        HomeSpace = 0,
        NeedsUnwindInfo = false,
    };

    public static Target Target { get; } = new("toy", "Toy", Architecture.X64, IsaLevel.X64V3, s_convention, new ToyBackend());

    public override bool DivisionFaults => true;

    public override byte Padding => 0;

    public override IReadOnlyList<InstructionDescription> Instructions => Operations;

    public override InstructionDescription Move(RegisterClass registerClass, int size) =>
        registerClass == RegisterClass.Integer ? s_moveInteger : s_moveFloating;

    public override InstructionDescription Reload(RegisterClass registerClass, int size) =>
        registerClass == RegisterClass.Integer ? s_reloadInteger : s_reloadFloating;

    public override InstructionDescription Spill(RegisterClass registerClass, int size) =>
        registerClass == RegisterClass.Integer ? s_spillInteger : s_spillFloating;

    public override InstructionDescription? Untie(InstructionDescription description, Operand[] operands) => null;

    public override string RegisterName(Register register, int size) => register.ToString();

    public override Value Legalize(LegalizationContext context, Opcode opcode, IrType type, Value a, Value b, Value c) => Value.None;

    public override MachineFunction Select(Schedule schedule, ScalarSignature signature, Target target, OptimizationLevel level) =>
        throw new NotSupportedException();

    public override KernelBackend Kernels => throw new NotSupportedException();

    public override MethodCode Emit(MachineFunction function, Target target, List<ListingLine>? listing) => throw new NotSupportedException();

    private static OperandConstraint Write(OperandForms forms) => new(OperandAccess.Write, RegisterClass.Integer, 8, forms);

    private static OperandConstraint Read(OperandForms forms) => new(OperandAccess.Read, RegisterClass.Integer, 8, forms);

    private static OperandConstraint WriteF(OperandForms forms) => new(OperandAccess.Write, RegisterClass.Floating, 8, forms);

    private static OperandConstraint ReadF(OperandForms forms) => new(OperandAccess.Read, RegisterClass.Floating, 8, forms);

    private static OperandConstraint Tied() => new(OperandAccess.Tied, RegisterClass.Integer, 8, R);

    private static OperandConstraint Fixed(OperandAccess access, Register register) => new(access, register.PhysicalClass, 8, R, register);

    private sealed class Toy(string mnemonic, InstructionTraits traits, params OperandConstraint[] operands)
        : InstructionDescription(mnemonic, operands, traits);
}
