using JitGen.Compiler.IR;
using JitGen.Compiler.Lowering;
using JitGen.Compiler.Machine;

namespace JitGen.Compiler.Targets.Arm64;

/// <summary>
/// Instruction selection. Each node that is wanted in a register chooses among the instructions that compute it, largest first: those
/// that also compute operands of which it is the only user.
/// <para>
/// A value of 32 bits is in a W register. The upper half of the X register is zero after every W instruction ("clean"); it is undefined
/// for a parameter and where a 64-bit value is read as its low half.
/// </para>
/// </summary>
internal sealed partial class Arm64Selector : Selector
{
    private const int DisplacementBits = 12;

    public Arm64Selector(Schedule schedule, ScalarSignature signature, Target target, OptimizationLevel level)
        : base(schedule, signature, target, level)
    {
    }

    private bool IsFull => Level != OptimizationLevel.None;

    protected override void LowerReturn(Value result)
    {
        IrType type = Function.TypeOf(result);
        Emit((IsFloating(type) ? ConditionInstructions.ReturnFloat : ConditionInstructions.Return)[type], Read(result));
    }

    protected override void LowerParameterLoad(Register into, NativeType type, Operand address)
    {
        bool wide = type is NativeType.Int64 or NativeType.Double or NativeType.Pointer;
        Sized load = type is NativeType.Single or NativeType.Double ? MemoryInstructions.LoadFloat : MemoryInstructions.Load;
        const long LowMask = (1 << DisplacementBits) - 1;
        if (address.Value > LowMask)
        {
            Register near = Code.NewVirtual(RegisterClass.Integer, 8);
            Emit(IntegerInstructions.AddImmediate.Wide, near, address.Base, Operand.Immediate(address.Value & ~LowMask));
            address = Operand.Memory(near, address.Value & LowMask);
        }

        Emit(load[wide], into, address);
    }

    protected override void Lower(Value value)
    {
        Opcode opcode = Function.OpcodeOf(value);
        Value a = Function.Operand(value, 0);
        Value b = Function.Operand(value, 1);
        IrType type = Function.TypeOf(value);
        Register into = Use(value);
        if (DirectInstructions.Find(opcode) is { } direct)
        {
            LowerDirect(direct[Function.TypeOf(a)], into, value);
            return;
        }

        switch (opcode)
        {
            case Opcode.Constant:
                LowerConstant(into, type, Function.BitsOf(value));
                break;
            case Opcode.Add:
                LowerAdd(into, type, a, b);
                break;
            case Opcode.Sub:
                LowerSub(into, type, a, b);
                break;
            case Opcode.Neg:
                LowerNeg(into, type, a);
                break;
            case Opcode.Mul:
                LowerMul(into, type, a, b);
                break;
            case Opcode.MulHighS or Opcode.MulHighU:
                LowerMulHigh(into, opcode, type, a, b, shift: 0);
                break;
            case Opcode.MinS or Opcode.MinU or Opcode.MaxS or Opcode.MaxU:
                LowerMinMax(into, opcode, type, a, b);
                break;
            case Opcode.AbsS:
                Emit(ConditionInstructions.CompareImmediate[type], Read(a), Operand.Immediate(0));
                Emit(ConditionInstructions.Negate[type], into, Read(a), Immediate(Condition.Minus));
                break;
            case Opcode.And or Opcode.Or when type == IrType.Bool && IsConditionChain(a, b):
                Emit(ConditionInstructions.Set.Narrow, into, Immediate(FlagsOfNode(value)));
                break;
            case Opcode.And or Opcode.Or or Opcode.Xor:
                LowerLogic(into, opcode, type, a, b);
                break;
            case Opcode.Not when type == IrType.Bool:
                LowerBoolNot(into, a);
                break;
            case Opcode.Not:
                LowerNot(into, type, a);
                break;
            case Opcode.Shl or Opcode.ShrS or Opcode.ShrU or Opcode.RotR:
                LowerShift(into, opcode, type, a, b);
                break;
            case Opcode.ZeroExtend8 or Opcode.ZeroExtend16:
                LowerMask(into, type, a, opcode == Opcode.ZeroExtend8 ? 8 : 16);
                break;
            case Opcode.SignExtend8 or Opcode.SignExtend16 or Opcode.SignExtend32:
                LowerSignExtension(into, type, a, ExtendedBits(opcode));
                break;
            case Opcode.ZeroExtend32:
                Emit(BitInstructions.FieldU.Wide, into, Read(a), Operand.Immediate(0), Operand.Immediate(32));
                break;
            case Opcode.Truncate:
                Emit(IntegerInstructions.Move.Narrow, into, Read(a));
                break;
            case Opcode.PopCount or Opcode.TrailingZeros:
                LowerBitCount(into, opcode, Function.TypeOf(a), a);
                break;
            case Opcode.Select:
                LowerSelect(into, type, a, b, Function.Operand(value, 2));
                break;
            case >= Opcode.AddF and <= Opcode.Bitcast:
                LowerFloating(into, opcode, type, a, b, Function.Operand(value, 2));
                break;
            default:
                LowerComparison(into, value);
                break;
        }
    }

    /// <summary>The register to read a value from. Conversions that change nothing in the register are left out.</summary>
    private Register Read(Value value)
    {
        while (IsFull && SourceOfFreeConversion(value) is { IsNone: false } source)
        {
            value = source;
        }

        return Use(value);
    }

    /// <summary>The register to read an integer from; for 0 the zero register.</summary>
    private Operand ReadOrZero(Value value) => TryConstant(value, out long constant) && constant == 0 ? Registers.Zero : Read(value);

    /// <summary>The value whose register holds <paramref name="value"/>, too, or none.</summary>
    private Value SourceOfFreeConversion(Value value)
    {
        Value a = Function.Operand(value, 0);
        switch (Function.OpcodeOf(value))
        {
            case Opcode.Truncate:
            case Opcode.ZeroExtend32 when IsClean(a):
            case Opcode.SignExtend32 when IsClean(a) && IsNonNegative(a):
            case Opcode.Shl or Opcode.ShrS or Opcode.ShrU or Opcode.RotR when TryShiftCount(value, out int count) && count == 0:
            case Opcode.Select when IsZeroOrOne(value) && (Function.TypeOf(value) != IrType.I64 || IsClean(a)):
                return a;
            default:
                return Value.None;
        }
    }

    /// <summary>
    /// Whether the value, of 32 bits, is in a register whose upper half is zero. The exceptions are where it is computed as 64 bits.
    /// </summary>
    private bool IsClean(Value value) => Function.OpcodeOf(value) switch
    {
        Opcode.Parameter => Signature.UsesArgumentBlock,
        Opcode.Truncate => false,
        Opcode.Mul => !Schedule.IsFused(value),
        Opcode.ShrS when Function.OpcodeOf(Function.Operand(value, 0)) == Opcode.MulHighS => false,
        _ => SourceOfFreeConversion(value) is { IsNone: true } || IsClean(Function.Operand(value, 0)),
    };

    /// <summary>Whether a value of 32 bits is plainly not negative.</summary>
    private bool IsNonNegative(Value value) => Function.OpcodeOf(value) switch
    {
        Opcode.ZeroExtend8 or Opcode.ZeroExtend16 or Opcode.PopCount or Opcode.LeadingZeros or Opcode.TrailingZeros => true,
        Opcode.ShrU => TryShiftCount(value, out int count) && count > 0,
        Opcode.And => TryConstant(Function.Operand(value, 1), out long mask) && mask >= 0,
        Opcode.Select => IsZeroOrOne(value),
        _ => false,
    };

    /// <summary>Whether the value is a condition as the number 1 or 0.</summary>
    private bool IsZeroOrOne(Value value) =>
        Function.OpcodeOf(value) == Opcode.Select && !IsFloating(Function.TypeOf(value))
        && TryConstant(Function.Operand(value, 1), out long first) && first == 1
        && TryConstant(Function.Operand(value, 2), out long second) && second == 0;

    /// <summary>The node has this opcode and this one user, and no register yet: it can become part of its user.</summary>
    private bool Folds(Value value, Opcode opcode) =>
        Function.OpcodeOf(value) == opcode && CanFold(value) && !Schedule.IsFused(value);

    /// <summary>The node has this opcode and no register yet: it is so cheap that each user may contain it.</summary>
    private bool Repeats(Value value, Opcode opcode) =>
        Function.OpcodeOf(value) == opcode && CanRepeat(value) && !Schedule.IsFused(value);

    /// <summary>The constant, sign-extended from its width; at level None constants are values like others.</summary>
    private bool TryConstant(Value value, out long constant)
    {
        ulong bits = Function.BitsOf(value);
        constant = Function.TypeOf(value) == IrType.I32 ? (int)bits : (long)bits;
        return IsFull && Function.IsConstant(value);
    }

    private void LowerDirect(Arm64Instruction row, Register into, Value value)
    {
        Value b = Function.Operand(value, 1);
        if (b.IsNone)
        {
            Emit(row, into, Read(Function.Operand(value, 0)));
        }
        else
        {
            Emit(row, into, Read(Function.Operand(value, 0)), Read(b));
        }
    }

    private void LowerConstant(Register into, IrType type, ulong bits)
    {
        if (IsFloating(type))
        {
            LowerFloatingConstant(into, type, bits);
            return;
        }

        bool wide = type == IrType.I64;
        ConstantMove move = ConstantMove.Find(bits, wide);
        if (move.Row is null)
        {
            Emit(MemoryInstructions.LoadLiteral.Wide, into, Operand.Constant(Code.Constants.Add(8, bits)));
        }
        else if (move.IsSingle)
        {
            Emit(move.Row, into, Operand.Immediate((long)bits));
        }
        else
        {
            Register start = NewInteger(wide);
            long halfword = (long)(bits >> move.KeepPosition & 0xFFFF);
            Emit(move.Row, start, Operand.Immediate((long)move.Start));
            bool keepsWide = move.Row.Operands[0].Size == 8;
            Emit(IntegerInstructions.MoveKeep[keepsWide], into, start, Operand.Immediate(halfword), Operand.Immediate(move.KeepPosition));
        }
    }

    private Register NewInteger(bool wide) => Code.NewVirtual(RegisterClass.Integer, wide ? 8 : 4);

    private static Operand Immediate(Condition condition) => Operand.Immediate((long)condition);

    private static bool IsFloating(IrType type) => type is IrType.F32 or IrType.F64;

    private static int Width(IrType type) => type == IrType.I64 ? 64 : 32;

    private static int ExtendedBits(Opcode extension) => extension switch
    {
        Opcode.SignExtend8 or Opcode.ZeroExtend8 => 8,
        Opcode.SignExtend16 or Opcode.ZeroExtend16 => 16,
        _ => 32,
    };
}
