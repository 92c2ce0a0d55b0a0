using JitGen.Compiler.IR;
using JitGen.Compiler.Lowering.Kernels;
using JitGen.Compiler.Machine;

namespace JitGen.Compiler.Targets.Arm64;

/// <summary>
/// Selection of vector code. A value's lanes fill the low bytes of a vector register, 16 or fewer; what is above them is undefined,
/// and no instruction lets it reach them. Widening therefore always reads low halves, and narrowing writes them.
/// </summary>
internal sealed partial class Arm64VectorSelector : VectorSelector
{
    public Arm64VectorSelector(KernelPlan plan, Target target, OptimizationLevel level, ConstantPool constants, int exitLabel)
        : base(plan, target, level, constants, exitLabel)
    {
    }

    private bool IsFull => Level != OptimizationLevel.None;

    protected override void Lower(Value value)
    {
        Opcode opcode = Function.OpcodeOf(value);
        IrType type = Function.TypeOf(value);
        Register into = Use(value);
        Value a = Function.Operand(value, 0);
        Value b = Function.Operand(value, 1);
        Value c = Function.Operand(value, 2);
        switch (opcode)
        {
            case Opcode.Constant:
                LowerConstant(into, type, Function.BitsOf(value));
                break;
            case Opcode.Parameter:
                LowerBroadcast(into, type, Plan.Signature.ParameterOffset((int)Function.BitsOf(value)));
                break;
            case Opcode.Length:
                LowerBroadcast(into, type, Plan.Signature.LengthOffset);
                break;
            case Opcode.Element:
                LowerLoadVector(into, AddressOf(value), AccessedBytes(type));
                break;
            case Opcode.Index:
                LowerIndex(into, type);
                break;
            case Opcode.Add or Opcode.Sub when TryMultiplyAdd(into, opcode, type, a, b):
            case Opcode.Add when TryShiftAdd(into, type, a, b):
            case Opcode.Mul or Opcode.Add or Opcode.Sub when TryLong(into, opcode, type, a, b):
            case Opcode.Or when TryRotate(into, type, a, b):
            case Opcode.And or Opcode.Or when TryComplement(into, opcode, type, a, b):
            case Opcode.Not when TryTest(into, a):
            case Opcode.AbsF when TryAbsDifference(into, type, a):
            case Opcode.Narrow when TryNarrowShifted(into, type, a) || TrySaturate(into, type, a):
            case Opcode.MulF when TryFixedPoint(into, type, a, b):
                break;
            case Opcode.MulLowS or Opcode.MulLowU:
                LowerMulLow(into, opcode, a, b);
                break;
            case Opcode.DivS or Opcode.DivU:
                LowerDivision(into, opcode, a, b);
                break;
            case Opcode.Shl or Opcode.ShrS or Opcode.ShrU:
                LowerShift(into, opcode, type, a, b);
                break;
            case Opcode.LaneShrS or Opcode.LaneShrU:
                LowerLaneShift(into, opcode, type, a, b);
                break;
            case Opcode.ExtendS or Opcode.ExtendU:
                Emit((opcode == Opcode.ExtendS ? VectorBits.WidenS : VectorBits.WidenU)[Narrow(a)], into, Use(a), Operand.Immediate(0));
                break;
            case Opcode.Narrow:
                Emit(VectorBits.Narrow[Half(type)], into, Use(a));
                break;
            case Opcode.ConvertMask:
                LowerConvertMask(into, type, a);
                break;
            case Opcode.FmaF:
                LowerFusedMultiplyAdd(into, type, a, b, c);
                break;
            case Opcode.FloatToIntS or Opcode.FloatToIntU:
                LowerFloatToInteger(into, opcode == Opcode.FloatToIntS, type, a);
                break;
            case Opcode.Promote:
                Emit(VectorFloats.Promote, into, Use(a));
                break;
            case Opcode.Demote:
                Emit(VectorFloats.Demote, into, Use(a));
                break;
            case Opcode.Bitcast:
                Emit(FloatingInstructions.MoveVector, into, Use(a));
                break;
            case Opcode.Select:
                LowerSelect(into, type, a, b, c);
                break;
            case >= Opcode.Eq and <= Opcode.LeF:
                LowerComparison(into, opcode, a, b);
                break;
            default:
                LowerDirect(into, opcode, type, a, b);
                break;
        }
    }

    private void LowerDirect(Register into, Opcode opcode, IrType type, Value a, Value b)
    {
        Arm64Instruction row = Row(VectorDirectInstructions.Find(opcode)!, type);
        if (b.IsNone)
        {
            Emit(row, into, Use(a));
        }
        else
        {
            Emit(row, into, Use(a), Use(b));
        }
    }

    /// <summary>The instruction for lanes of a type; of bitwise ones, which know no lanes, that for so many bytes.</summary>
    private Arm64Instruction Row(VectorRow row, IrType type)
    {
        Arrangement arrangement = ArrangementOf(type);
        return row[row.Has(arrangement) ? arrangement : BytesOf(type)];
    }

    /// <summary>How a register holds a group's lanes of a type.</summary>
    private Arrangement ArrangementOf(IrType type) => Arrangements.Of(IrTypes.Bits(type) / 8, SizeOf(type));

    /// <summary>The bytes that hold a group's lanes of a type.</summary>
    private Arrangement BytesOf(IrType type) => Arrangements.Of(1, SizeOf(type));

    /// <summary>The bytes of a group's lanes of a type.</summary>
    private int SizeOf(IrType type) => Plan.BytesOf(type);

    /// <summary>The low half of a register in lanes of the type of a value.</summary>
    private Arrangement Narrow(Value value) => Half(Function.TypeOf(value));

    /// <summary>The low half of a register in lanes of a type.</summary>
    private static Arrangement Half(IrType type) => Arrangements.Of(IrTypes.Bits(type) / 8, 8);

    /// <summary>The node has this opcode and this one user, and no register yet: it can become part of its user.</summary>
    private bool Folds(Value value, Opcode opcode) => Function.OpcodeOf(value) == opcode && CanFold(value);

    /// <summary>The value is zero in all lanes; at level None constants are values like others.</summary>
    private bool IsZero(Value value) => IsFull && Function.IsConstant(value) && Function.BitsOf(value) == 0;

    /// <summary>
    /// Appends an instruction that overwrites its second operand. Into a register that lives across sections it is computed elsewhere
    /// before, unless that is what it overwrites: others may read the register still.
    /// </summary>
    private void EmitTied(Arm64Instruction row, Register into, Register tied, Operand a, Operand b = default)
    {
        if (into.IsVirtual || into == tied)
        {
            Emit(row, into, tied, a, b);
            return;
        }

        Register result = NewVector();
        Emit(row, result, tied, a, b);
        Emit(FloatingInstructions.MoveVector, into, result);
    }
}
