using System;
using JitGen.Compiler.IR;
using JitGen.Compiler.Lowering.Kernels;
using JitGen.Compiler.Machine;

namespace JitGen.Compiler.Targets.X64;

/// <summary>
/// Vector instruction selection for x64. Conventions of all parts:
/// <list type="bullet">
/// <item><description>A value fills the low part of a vector register; what is above its lanes is anything, and instructions of
/// less than 16 bytes are done as 16.</description></item>
/// <item><description>A condition is a bit per lane in a mask register on v4, where bits above the lanes are anything, and a lane of
/// ones or zeros on v3.</description></item>
/// <item><description>On v4 only instructions with an EVEX form are used for vectors: registers go up to 31.</description></item>
/// </list>
/// </summary>
internal sealed partial class X64VectorSelector : VectorSelector
{
    public X64VectorSelector(KernelPlan plan, Target target, OptimizationLevel level, ConstantPool constants, int exitLabel)
        : base(plan, target, level, constants, exitLabel)
    {
    }

    /// <summary>Whether nodes may be parts of their users' instructions.</summary>
    private bool Folds => Level != OptimizationLevel.None;

    private bool IsV4 => Target.Level == IsaLevel.X64V4;

    protected override void Lower(Value value)
    {
        Value a = Function.Operand(value, 0);
        Opcode opcode = Function.OpcodeOf(value);
        if (VectorOperationTable.Binary(opcode) is { } binary)
        {
            LowerBinary(value, binary, a, Function.Operand(value, 1));
            return;
        }

        switch (opcode)
        {
            case Opcode.Constant:
                EmitConstant(Use(value), Function.TypeOf(value), Function.BitsOf(value));
                break;
            case Opcode.Parameter:
                EmitBroadcast(Use(value), Function.TypeOf(value), Plan.Signature.ParameterOffset((int)Function.BitsOf(value)));
                break;
            case Opcode.Length:
                EmitBroadcast(Use(value), Function.TypeOf(value), Plan.Signature.LengthOffset);
                break;
            case Opcode.Element:
                LowerLoad(value);
                break;
            case Opcode.Index:
                LowerIndex(value);
                break;
            case Opcode.And or Opcode.Or or Opcode.Xor or Opcode.Not:
                LowerBitwise(value);
                break;
            case Opcode.Shl or Opcode.ShrU or Opcode.ShrS or Opcode.RotL:
                LowerShift(value, a, Function.BitsOf(Function.Operand(value, 1)));
                break;
            case Opcode.SqrtF or Opcode.RsqrtEstimateF or Opcode.AbsS or Opcode.LeadingZeros:
                LowerUnary(value, VectorOperationTable.Unary(opcode), a);
                break;
            case Opcode.NegF or Opcode.AbsF:
                LowerSign(value, a);
                break;
            case Opcode.FmaF:
                LowerFused(value);
                break;
            case Opcode.SpecialF:
                LowerSpecial(value, a, Function.Operand(value, 1), Function.Operand(value, 2));
                break;
            case Opcode.MaxF:
                LowerMaximum(value, a, Function.Operand(value, 1));
                break;
            case Opcode.FloorF or Opcode.CeilingF or Opcode.TruncateF or Opcode.RoundEvenF:
                LowerRounding(value, a);
                break;
            case Opcode.DivS or Opcode.DivU:
                LowerDivision(value, a, Function.Operand(value, 1));
                break;
            case Opcode.ExtendS or Opcode.ExtendU:
                LowerExtension(value, a);
                break;
            case Opcode.Narrow:
                LowerNarrowing(value, a);
                break;
            case Opcode.ConvertMask:
                LowerMaskConversion(value, a);
                break;
            case Opcode.Bitcast:
                Emit(VectorMoveInstructions.Move.For(BytesOf(value)), Use(value), Use(a));
                break;
            case Opcode.Select:
                LowerSelect(value);
                break;
            case Opcode.Eq or Opcode.Ne or Opcode.LtS or Opcode.LeS or Opcode.LtU or Opcode.LeU
                or Opcode.EqF or Opcode.NeF or Opcode.LtF or Opcode.LeF:
                EmitComparison(Use(value), value, negated: false, under: Register.None);
                break;
            default:
                LowerConversion(value, a);
                break;
        }
    }

    /// <summary>Bytes of a lane of a number, or of a mask in a vector register.</summary>
    private static int LaneBytes(IrType type) => IrTypes.Bits(type) / 8;

    private int LaneBytes(Value value) => LaneBytes(Function.TypeOf(value));

    /// <summary>Bytes of a group's lanes.</summary>
    private int BytesOf(Value value) => Plan.BytesOf(Function.TypeOf(value));

    private bool Is(Value value, Opcode opcode) => Function.OpcodeOf(value) == opcode;

    /// <summary>The row of an operation on the lanes of a value.</summary>
    private X64Instruction RowFor(VectorOperation operation, Value value, Masking masking = Masking.None) =>
        operation.For(LaneBytes(value), BytesOf(value), masking);

    /// <summary>
    /// Whether an instruction may overwrite the value's register: nothing after it uses the value, and it does not live across
    /// sections.
    /// </summary>
    private bool IsLastUse(Value value) => !IsUsed(value) && !Plan.Uniforms.Contains(value);

    /// <summary>
    /// An instruction that overwrites operand 1. A register that lives across sections is not the allocator's to copy into, so what
    /// goes there is made elsewhere, unless it is overwritten itself.
    /// </summary>
    private void EmitTied(X64Instruction row, Register into, Register overwritten, Operand c, Operand d, Operand e = default)
    {
        if (into.IsVirtual || into == overwritten)
        {
            Emit(row, into, overwritten, c, d, e);
            return;
        }

        Register result = NewVector();
        Emit(row, result, overwritten, c, d, e);
        Emit(VectorMoveInstructions.Move.For(VectorBytes), into, result);
    }

    /// <summary>Whether <see cref="Source"/> costs no register.</summary>
    private bool IsInMemory(Value value) =>
        Folds && !IsUsed(value)
        && (IsFoldedConstant(value) || IsFoldedElement(value) || UniformMemory(value).Kind != OperandKind.None);

    private bool IsFoldedConstant(Value value) =>
        IsLooseConstant(value) && !IrTypes.IsMask(Function.TypeOf(value)) && Function.BitsOf(value) != 0;

    /// <summary>Of a single element the instruction repeats that one.</summary>
    private bool IsFoldedElement(Value value) =>
        Is(value, Opcode.Element) && CanFold(value)
        && (Kind == GroupKind.Single ? IsV4 && LaneBytes(value) >= sizeof(uint) : !IsPartial(Function.SpanOf(value)));

    /// <summary>An operand of an instruction: memory where the row takes it and the value needs no register, else a register.</summary>
    /// <param name="value">The value.</param>
    /// <param name="row">The row of the instruction.</param>
    /// <param name="operand">The index of the operand in the row.</param>
    private Operand Source(Value value, X64Instruction row, int operand)
    {
        OperandConstraint constraint = row.Operands[operand];
        if (!IsInMemory(value) || !constraint.Allows(OperandForms.Memory))
        {
            return Use(value);
        }

        if (IsFoldedConstant(value))
        {
            return ConstantSource(Function.TypeOf(value), Function.BitsOf(value), row, constraint.Size);
        }

        Operand uniform = UniformMemory(value);
        if (uniform.Kind == OperandKind.None && Kind == GroupKind.Single)
        {
            return row.BroadcastSize == LaneBytes(value) ? AddressOf(value) with { IsBroadcast = true } : Use(value);
        }

        return uniform.Kind != OperandKind.None ? uniform
            : BytesOf(value) == constraint.Size ? AddressOf(value)
            : Use(value);
    }

    /// <summary>A constant for all lanes as a memory operand, one element of it if the instruction can repeat that.</summary>
    private Operand ConstantSource(IrType type, ulong bits, X64Instruction row, int size)
    {
        ulong repeated = Repeat(type, bits);
        return IsV4 && row.BroadcastSize > 0
            ? Operand.Constant(Constants.Add(row.BroadcastSize, LowPart(repeated, row.BroadcastSize))) with { IsBroadcast = true }
            : Operand.Constant(Constants.Add(size, LowPart(repeated, size), repeated));
    }

    private static ulong LowPart(ulong bits, int size) => size == sizeof(uint) ? (uint)bits : bits;

    /// <summary>64 bits of lanes that all have the same bits.</summary>
    private static ulong Repeat(IrType type, ulong bits) => LaneBytes(type) switch
    {
        1 => bits * 0x0101010101010101,
        2 => bits * 0x0001000100010001,
        4 => bits * 0x0000000100000001,
        _ => bits,
    };

    private static InvalidOperationException NotSelected(string what) => new("The x64 vector selector has no instructions for " + what + ".");
}
