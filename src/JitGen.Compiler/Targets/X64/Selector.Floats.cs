using JitGen.Compiler.IR;
using JitGen.Compiler.Machine;
using Float = JitGen.Compiler.Targets.X64.FloatingInstructions;

namespace JitGen.Compiler.Targets.X64;

/// <summary>Floating-point arithmetic.</summary>
internal sealed partial class X64Selector
{
    /// <summary>In the immediate of a rounding: no exception for a result that is not the operand.</summary>
    private const int Quiet = 8;

    private void LowerFloatingArithmetic(Value value, Value a, Value b)
    {
        Opcode opcode = Function.OpcodeOf(value);
        if (opcode is Opcode.AddF or Opcode.MulF && IsInMemory(a) && !IsInMemory(b))
        {
            (a, b) = (b, a);
        }

        InstructionPair row = opcode switch
        {
            Opcode.AddF => Float.Add,
            Opcode.SubF => Float.Sub,
            Opcode.MulF => Float.Mul,
            _ => Float.Div,
        };
        Emit(row.For(IsWide(value)), Use(value), Read(a), a == b ? Read(b) : ReadOrMemory(b));
    }

    /// <summary>Of a magnitude, by setting the sign.</summary>
    private void LowerNegation(Value value, Value a)
    {
        bool isMagnitude = CanFold(a) && Is(a, Opcode.AbsF);
        Emit(isMagnitude ? Float.Or : Float.Xor, Use(value), Read(isMagnitude ? Function.Operand(a, 0) : a), SignMask(value));
    }

    /// <summary>
    /// The form of a fused multiplication and addition by which operand may be overwritten and which is in memory; negations of
    /// a factor or of the addend are part of the instruction.
    /// </summary>
    private void LowerFused(Value value)
    {
        Value a = Function.Operand(value, 0);
        Value b = Function.Operand(value, 1);
        Value c = Function.Operand(value, 2);
        bool negatesProduct = StripNegation(ref a) ^ StripNegation(ref b);
        bool negatesAddend = StripNegation(ref c);
        FusedForms forms = negatesProduct
            ? (negatesAddend ? Float.FusedNegatedSub : Float.FusedNegatedAdd)
            : negatesAddend ? Float.FusedSub : Float.FusedAdd;
        if (IsInMemory(a) || (!IsInMemory(b) && IsUsed(a) && !IsUsed(b)))
        {
            (a, b) = (b, a);
        }

        // Now a is the factor to overwrite, and b the one that may be in memory.
        bool wide = IsWide(value);
        bool cIsFree = !IsInMemory(c) && !IsUsed(c) && c != a && c != b;
        if (IsInMemory(c) && !IsInMemory(a))
        {
            Emit(forms.Form213.For(wide), Use(value), Read(a), Read(b), ReadOrMemory(c));
        }
        else if (cIsFree)
        {
            Emit(forms.Form231.For(wide), Use(value), Read(c), Read(a), a == b ? Read(b) : ReadOrMemory(b));
        }
        else if (IsInMemory(b))
        {
            Emit(forms.Form132.For(wide), Use(value), Read(a), Read(c), ReadOrMemory(b));
        }
        else
        {
            Emit(forms.Form213.For(wide), Use(value), Read(a), Read(b), Read(c));
        }
    }

    /// <summary>Replaces a negation by its operand. Its sign bit matters to NaN results only, whose sign is free.</summary>
    private bool StripNegation(ref Value value)
    {
        if (!CanRepeat(value) || !Is(value, Opcode.NegF))
        {
            return false;
        }

        value = Function.Operand(value, 0);
        return true;
    }

    private void LowerRounding(Value value, Value a)
    {
        int mode = Function.OpcodeOf(value) switch
        {
            Opcode.RoundEvenF => 0,
            Opcode.FloorF => 1,
            Opcode.CeilingF => 2,
            _ => 3,
        };
        Emit(Float.Round.For(IsWide(value)), Use(value), Read(a), Operand.Immediate(Quiet | mode));
    }

    private Operand SignMask(Value value) => IsWide(value) ? Constant(16, 1UL << 63) : Constant(16, 1UL << 31);

    private Operand MagnitudeMask(Value value) => IsWide(value) ? Constant(16, ulong.MaxValue >> 1) : Constant(16, uint.MaxValue >> 1);

    /// <summary>The magnitude of a with the sign of b, which is cleared by a mask if b is NaN.</summary>
    private void LowerCopySign(Value value, Value a, Value b)
    {
        bool wide = IsWide(value);
        Register source = Read(b);
        Register sign = NewFloatingRegister(wide);
        if (CanBeNaN(b))
        {
            Register isNumber = NewFloatingRegister(wide);
            Register number = NewFloatingRegister(wide);
            Emit(Float.MaskOrdered.For(wide), isNumber, source, source);
            Emit(Float.And, number, isNumber, source);
            source = number;
        }

        Emit(Float.And, sign, source, SignMask(value));
        if (Folds && Function.IsConstant(a))
        {
            ulong magnitude = Function.BitsOf(a) & (wide ? ulong.MaxValue >> 1 : uint.MaxValue >> 1);
            Emit(Float.Or, Use(value), sign, Constant(16, magnitude));
            return;
        }

        Register absolute = NewFloatingRegister(wide);
        Emit(Float.And, absolute, Read(a), MagnitudeMask(value));
        Emit(Float.Or, Use(value), absolute, sign);
    }

    private bool CanBeNaN(Value value) => Function.OpcodeOf(value) is not (Opcode.IntToFloatS or Opcode.IntToFloatU);

    /// <summary>
    /// The instruction gives its second operand if one is NaN or both are zero. With both orders the bits of one result or the
    /// other have the NaN, respectively the sign of -0; everything else is equal in both.
    /// </summary>
    private void LowerMinimum(Value value, Value a, Value b)
    {
        bool wide = IsWide(value);
        const ulong NegativeZero = 1UL << 63;
        if (TryLowerExtremumOfConstant(value, a, b, Float.Min, wide ? NegativeZero : NegativeZero >> 32))
        {
            return;
        }

        Register first = NewFloatingRegister(wide);
        Register second = NewFloatingRegister(wide);
        Register x = Read(a);
        Register y = Read(b);
        Emit(Float.Min.For(wide), first, x, y);
        Emit(Float.Min.For(wide), second, y, x);
        Emit(Float.Or, Use(value), first, second);
    }

    /// <summary>Likewise: of two zeros the one without a sign is the intersection of both; NaN is made of a mask of all ones.</summary>
    private void LowerMaximum(Value value, Value a, Value b)
    {
        bool wide = IsWide(value);
        if (TryLowerExtremumOfConstant(value, a, b, Float.Max, 0))
        {
            return;
        }

        Register first = NewFloatingRegister(wide);
        Register second = NewFloatingRegister(wide);
        Register both = NewFloatingRegister(wide);
        Register isNaN = NewFloatingRegister(wide);
        Register x = Read(a);
        Register y = Read(b);
        Emit(Float.MaskUnordered.For(wide), isNaN, x, y);
        Emit(Float.Max.For(wide), first, x, y);
        Emit(Float.Max.For(wide), second, y, x);
        Emit(Float.And, both, first, second);
        Emit(Float.Or, Use(value), both, isNaN);
    }

    /// <summary>
    /// With a constant as the first operand the instruction alone is right: a NaN as second operand is its result, and so is a
    /// zero, which is wrong for one constant only.
    /// </summary>
    private bool TryLowerExtremumOfConstant(Value value, Value a, Value b, InstructionPair row, ulong wrong)
    {
        if (Function.IsConstant(a))
        {
            (a, b) = (b, a);
        }

        ulong infinity = IsWide(b) ? 0x7FF0_0000_0000_0000UL : 0x7F80_0000UL;
        ulong bits = Function.BitsOf(b);
        ulong magnitude = bits & (IsWide(b) ? ulong.MaxValue >> 1 : uint.MaxValue >> 1);
        if (!Folds || !Function.IsConstant(b) || bits == wrong || magnitude > infinity)
        {
            return false;
        }

        Emit(row.For(IsWide(value)), Use(value), Read(b), ReadOrMemory(a));
        return true;
    }
}
