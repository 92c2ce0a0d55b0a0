using JitGen.Compiler.IR;
using JitGen.Compiler.Lowering;
using JitGen.Compiler.Machine;
using Float = JitGen.Compiler.Targets.X64.FloatingInstructions;
using Int = JitGen.Compiler.Targets.X64.IntegerInstructions;

namespace JitGen.Compiler.Targets.X64;

/// <summary>
/// Instruction selection for x64: which instructions compute a node. Conventions of all parts:
/// <list type="bullet">
/// <item><description>A condition is 0 or 1 in a 32-bit register.</description></item>
/// <item><description>Every instruction with a 32-bit result clears the upper half of the register, so a value of 32 bits that
/// an instruction computed is also its own zero extension.</description></item>
/// <item><description>Flags are set and used within one Lower call, with nothing but moves between.</description></item>
/// </list>
/// </summary>
internal sealed partial class X64Selector : Selector
{
    public X64Selector(Schedule schedule, ScalarSignature signature, Target target, OptimizationLevel level)
        : base(schedule, signature, target, level)
    {
    }

    /// <summary>Whether nodes may be parts of their users' instructions.</summary>
    private bool Folds => Level != OptimizationLevel.None;

    protected override void LowerReturn(Value result)
    {
        IrType type = Function.TypeOf(result);
        Emit((IsFloating(type) ? ControlInstructions.ReturnFloating : ControlInstructions.Return).For(IsWide(type)), Read(result));
    }

    protected override void LowerParameterLoad(Register into, NativeType type, Operand address)
    {
        bool floating = type is NativeType.Single or NativeType.Double;
        bool wide = type is not (NativeType.Int32 or NativeType.Single);
        Emit((floating ? Float.Load : Int.Mov).For(wide), into, address);
    }

    protected override void Lower(Value value)
    {
        Value a = Function.Operand(value, 0);
        Value b = Function.Operand(value, 1);
        switch (Function.OpcodeOf(value))
        {
            case Opcode.Constant:
                EmitConstant(Use(value), Function.TypeOf(value), Function.BitsOf(value));
                break;
            case Opcode.Add or Opcode.Sub or Opcode.Shl or Opcode.Mul:
                LowerSum(value, a, b);
                break;
            case Opcode.MulHighS or Opcode.MulHighU:
                LowerWideProduct(value);
                break;
            case Opcode.DivS or Opcode.DivU or Opcode.RemS or Opcode.RemU:
                LowerDivision(value);
                break;
            case Opcode.And or Opcode.Or or Opcode.Xor:
                LowerBitwise(value, a, b);
                break;
            case Opcode.Neg:
                Emit(Int.Neg.For(IsWide(value)), Use(value), Read(a));
                break;
            case Opcode.Not:
                LowerNot(value, a);
                break;
            case Opcode.ShrS or Opcode.ShrU:
                LowerShift(value, a, b);
                break;
            case Opcode.RotL or Opcode.RotR:
                LowerRotation(value, a, b);
                break;
            case Opcode.PopCount:
                Emit(Int.Popcnt.For(IsWide(a)), Use(value), ReadOrMemory(a));
                break;
            case Opcode.LeadingZeros:
                Emit(Int.Lzcnt.For(IsWide(a)), Use(value), ReadOrMemory(a));
                break;
            case Opcode.TrailingZeros:
                Emit(Int.Tzcnt.For(IsWide(a)), Use(value), ReadOrMemory(a));
                break;
            case Opcode.MinS or Opcode.MinU or Opcode.MaxS or Opcode.MaxU:
                LowerExtremum(value, a, b);
                break;
            case Opcode.AbsS:
                LowerAbsolute(value, a);
                break;
            case Opcode.SignExtend8 or Opcode.SignExtend16 or Opcode.ZeroExtend8 or Opcode.ZeroExtend16:
                LowerNarrow(value, a);
                break;
            case Opcode.SignExtend32:
                LowerSignExtend(value, a);
                break;
            case Opcode.ZeroExtend32:
                Emit(Int.ZeroExtend32, Use(value), ReadOrMemory(a));
                break;
            case Opcode.Truncate:
                Emit(Int.Mov.Narrow, Use(value), Read(a));
                break;
            case Opcode.AddF or Opcode.SubF or Opcode.MulF or Opcode.DivF:
                LowerFloatingArithmetic(value, a, b);
                break;
            case Opcode.FmaF:
                LowerFused(value);
                break;
            case Opcode.SqrtF:
                Emit(Float.Sqrt.For(IsWide(value)), Use(value), Read(a));
                break;
            case Opcode.NegF:
                LowerNegation(value, a);
                break;
            case Opcode.AbsF:
                Emit(Float.And, Use(value), Read(a), MagnitudeMask(value));
                break;
            case Opcode.CopySignF:
                LowerCopySign(value, a, b);
                break;
            case Opcode.MinF:
                LowerMinimum(value, a, b);
                break;
            case Opcode.MaxF:
                LowerMaximum(value, a, b);
                break;
            case Opcode.FloorF or Opcode.CeilingF or Opcode.TruncateF or Opcode.RoundEvenF:
                LowerRounding(value, a);
                break;
            case Opcode.IntToFloatS:
                LowerIntegerToFloating(value, a);
                break;
            case Opcode.FloatToIntS:
                LowerFloatingToSigned(value, a);
                break;
            case Opcode.FloatToIntU:
                LowerFloatingToUnsigned(value, a);
                break;
            case Opcode.Promote:
                Emit(Float.FloatToDouble, Use(value), Read(a));
                break;
            case Opcode.Demote:
                Emit(Float.DoubleToFloat, Use(value), Read(a));
                break;
            case Opcode.Bitcast:
                LowerBitcast(value, a);
                break;
            case Opcode.Select:
                LowerSelect(value);
                break;
            default:
                LowerCondition(value);
                break;
        }
    }

    private static bool IsWide(IrType type) => type is IrType.I64 or IrType.F64;

    private bool IsWide(Value value) => IsWide(Function.TypeOf(value));

    private static bool IsFloating(IrType type) => type is IrType.F32 or IrType.F64;

    private bool Is(Value value, Opcode opcode) => Function.OpcodeOf(value) == opcode;

    /// <summary>A constant's value with the sign of its type.</summary>
    private long SignedConstant(Value constant)
    {
        ulong bits = Function.BitsOf(constant);
        return unchecked(IsWide(constant) ? (long)bits : (int)bits);
    }

    /// <summary>Whether an integer is a constant that fits the usual immediate operand, sign-extended from 32 bits.</summary>
    private bool IsImmediate(Value value, out long immediate)
    {
        immediate = 0;
        if (!Folds || !Function.IsConstant(value) || IsFloating(Function.TypeOf(value)))
        {
            return false;
        }

        immediate = SignedConstant(value);
        return immediate == (int)immediate;
    }

    /// <summary>
    /// The node whose register holds the value too: a truncation is the low half of its operand, a zero extension what an
    /// instruction computed in 32 bits, and <c>c ? 1 : 0</c> is the condition.
    /// </summary>
    private Value Resolve(Value value)
    {
        while (Folds && !IsUsed(value))
        {
            Value operand = Function.Operand(value, 0);
            bool isSame = Function.OpcodeOf(value) switch
            {
                Opcode.Truncate => true,
                Opcode.ZeroExtend32 => HasZeroUpperHalf(operand),
                Opcode.Select => IsConditionAsInteger(value) && (!IsWide(value) || HasZeroUpperHalf(operand)),
                _ => false,
            };
            if (!isSame)
            {
                break;
            }

            value = operand;
        }

        return value;
    }

    private bool IsConditionAsInteger(Value select) =>
        !IsFloating(Function.TypeOf(select))
        && Function.IsConstant(Function.Operand(select, 1), 1) && Function.IsConstant(Function.Operand(select, 2), 0);

    /// <summary>Whether the register of a 32-bit value has zeros above: not parameters, which callers may leave dirty.</summary>
    private bool HasZeroUpperHalf(Value value) => Function.OpcodeOf(value) switch
    {
        Opcode.Parameter => Signature.UsesArgumentBlock,
        Opcode.Truncate => IsUpperHalf(Function.Operand(value, 0)),
        Opcode.Select => !IsConditionAsInteger(value) || HasZeroUpperHalf(Function.Operand(value, 0)),

        // By cl, which may be 0: then a rotation writes nothing.
        Opcode.RotL or Opcode.RotR => Function.IsConstant(Function.Operand(value, 1)),
        _ => true,
    };

    private bool IsUpperHalf(Value value) =>
        Is(value, Opcode.ShrU) && Function.IsConstant(Function.Operand(value, 1))
        && (Function.BitsOf(Function.Operand(value, 1)) & 63) >= 32;

    /// <summary>The register that holds a value.</summary>
    private Register Read(Value value) => Use(Resolve(value));

    /// <summary>A register, or, for what only this instruction reads, its place in the argument block.</summary>
    private Operand ReadOrMemory(Value value)
    {
        if (IsFloating(Function.TypeOf(value)) && Folds && Function.IsConstant(value))
        {
            return Constant(IsWide(value) ? 8 : 4, Function.BitsOf(value));
        }

        return Signature.UsesArgumentBlock && Is(value, Opcode.Parameter) && CanFold(value)
            ? Operand.Memory(ArgumentBlock, 8 * (long)Function.BitsOf(value))
            : Read(value);
    }

    /// <summary>Whether <see cref="ReadOrMemory"/> costs no register.</summary>
    private bool IsInMemory(Value value) =>
        (Folds && Function.IsConstant(value) && IsFloating(Function.TypeOf(value)))
        || (Signature.UsesArgumentBlock && Is(value, Opcode.Parameter) && CanFold(value));

    /// <summary>An immediate, memory or a register.</summary>
    private Operand Source(Value value) => IsImmediate(value, out long immediate) ? Operand.Immediate(immediate) : ReadOrMemory(value);

    /// <summary>A constant behind the code.</summary>
    private Operand Constant(int size, ulong low, ulong high = 0) => Operand.Constant(Code.Constants.Add(size, low, high));

    private Register NewRegister(bool wide) => Code.NewVirtual(RegisterClass.Integer, wide ? 8 : 4);

    private Register NewFloatingRegister(bool wide) => Code.NewVirtual(RegisterClass.Floating, wide ? 8 : 4);

    /// <summary>The shortest instruction that makes a constant; none of them touches the flags.</summary>
    private void EmitConstant(Register into, IrType type, ulong bits)
    {
        if (IsFloating(type))
        {
            bool wide = IsWide(type);
            if (bits == 0)
            {
                Emit(Float.Zero, into);
            }
            else
            {
                Emit(Float.LoadConstant.For(wide), into, Constant(wide ? 8 : 4, bits));
            }

            return;
        }

        long signed = unchecked((long)bits);
        X64Instruction row = bits <= uint.MaxValue ? Int.MovImmediate32
            : signed == (int)signed ? Int.MovImmediateSigned
            : Int.MovImmediate64;
        Emit(row, into, Operand.Immediate(bits <= uint.MaxValue ? unchecked((int)(uint)bits) : signed));
    }
}
