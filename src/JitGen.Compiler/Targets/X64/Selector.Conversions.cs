using JitGen.Compiler.IR;
using JitGen.Compiler.Machine;
using Float = JitGen.Compiler.Targets.X64.FloatingInstructions;
using Int = JitGen.Compiler.Targets.X64.IntegerInstructions;

namespace JitGen.Compiler.Targets.X64;

/// <summary>
/// Conversions between integers and floating-point numbers. The conversion to a signed integer gives the minimum for what does
/// not fit and for NaN, so what remains is to clear NaN and to saturate at the maximum.
/// </summary>
internal sealed partial class X64Selector
{
    private const ulong TwoToThe31Less1 = 0x41DF_FFFF_FFC0_0000;
    private const ulong TwoToThe32Less1 = 0x41EF_FFFF_FFE0_0000;
    private const ulong TwoToThe63 = 0x43E0_0000_0000_0000;
    private const ulong TwoToThe64 = 0x43F0_0000_0000_0000;
    private const ulong TwoToThe63Single = 0x5F00_0000;
    private const ulong TwoToThe64Single = 0x5F80_0000;

    private Register _zero;

    private void LowerBitcast(Value value, Value a)
    {
        if (IsFloating(Function.TypeOf(value)))
        {
            Emit(Float.FromInteger.For(IsWide(value)), Use(value), ReadOrMemory(a));
        }
        else
        {
            Emit(Float.ToInteger.For(IsWide(value)), Use(value), Read(a));
        }
    }

    private void LowerIntegerToFloating(Value value, Value a)
    {
        Register zero = Zero();
        InstructionPair row = IsWide(a) ? Float.Int64ToFloating : Float.Int32ToFloating;
        Emit(row.For(IsWide(value)), Use(value), zero, ReadOrMemory(a));
    }

    /// <summary>A register of zeros, one for all conversions that need it.</summary>
    private Register Zero()
    {
        if (!Folds)
        {
            Register own = NewFloatingRegister(true);
            Emit(Float.Zero, own);
            return own;
        }

        if (_zero.IsNone)
        {
            _zero = NewFloatingRegister(true);
        }

        return _zero;
    }

    protected override void LowerEntry()
    {
        if (!_zero.IsNone)
        {
            Emit(Float.Zero, _zero);
        }
    }

    private void LowerFloatingToSigned(Value value, Value a)
    {
        bool wide = IsWide(a);
        Register x = Read(a);
        Register isNumber = NewFloatingRegister(wide);
        Register number = NewFloatingRegister(wide);
        Emit(Float.MaskOrdered.For(wide), isNumber, x, x);
        Emit(Float.And, number, isNumber, x);
        if (!IsWide(value))
        {
            Register limited = NewFloatingRegister(true);
            Emit(Float.Min.Wide, limited, EmitPromoted(number, wide), Constant(8, TwoToThe31Less1));
            Emit(Float.FloatingToInt32.Wide, Use(value), limited);
            return;
        }

        // The minimum less one is the maximum.
        Register converted = NewRegister(true);
        Register maximum = NewRegister(true);
        Emit(Float.FloatingToInt64.For(wide), converted, number);
        Emit(Int.Lea.Wide, maximum, Operand.Memory(converted, -1));
        Emit(Float.Compare.For(wide), number, wide ? Constant(8, TwoToThe63) : Constant(4, TwoToThe63Single));
        Emit(Int.Cmov64[(int)Condition.AboveOrEqual], Use(value), converted, maximum);
    }

    private Register EmitPromoted(Register number, bool wide)
    {
        if (wide)
        {
            return number;
        }

        Register promoted = NewFloatingRegister(true);
        Emit(Float.FloatToDouble, promoted, number);
        return promoted;
    }

    /// <summary>The maximum with zero is zero for NaN too, since it is the second operand.</summary>
    private void LowerFloatingToUnsigned(Value value, Value a)
    {
        bool wide = IsWide(a);
        Register number = NewFloatingRegister(wide);
        Emit(Float.Max.For(wide), number, Read(a), wide ? Constant(8, 0) : Constant(4, 0));
        if (IsWide(value))
        {
            LowerNumberToUnsigned64(value, number, wide);
            return;
        }

        Register limited = NewFloatingRegister(true);
        Emit(Float.Min.Wide, limited, EmitPromoted(number, wide), Constant(8, TwoToThe32Less1));
        Emit(Float.FloatingToInt64.Wide, Use(value), limited);
    }

    /// <summary>
    /// A number that is not negative to ulong. From 2^63 on, the signed conversion gives 2^63, to which the conversion of the number
    /// less 2^63 is added; from 2^64 on, all bits are set.
    /// </summary>
    private void LowerNumberToUnsigned64(Value value, Register number, bool wide)
    {
        Register reduced = NewFloatingRegister(wide);
        Register low = NewRegister(true);
        Register rest = NewRegister(true);
        Register sum = NewRegister(true);
        Register converted = NewRegister(true);
        Register maximum = NewRegister(true);
        InstructionPair convert = Float.FloatingToInt64;
        Emit(convert.For(wide), low, number);
        Emit(Float.Sub.For(wide), reduced, number, wide ? Constant(8, TwoToThe63) : Constant(4, TwoToThe63Single));
        Emit(convert.For(wide), rest, reduced);
        Emit(Int.Lea.Wide, sum, Operand.Memory(low, rest, 0));
        Emit(Int.Test.Wide, low, low);
        Emit(Int.Cmov64[(int)Condition.Sign], converted, low, sum);
        Emit(Int.MovImmediateSigned, maximum, Operand.Immediate(-1));
        Emit(Float.Compare.For(wide), number, wide ? Constant(8, TwoToThe64) : Constant(4, TwoToThe64Single));
        Emit(Int.Cmov64[(int)Condition.AboveOrEqual], Use(value), converted, maximum);
    }
}
