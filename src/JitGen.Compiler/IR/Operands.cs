using JitGen.Compiler.IR.Numerics;

namespace JitGen.Compiler.IR;

/// <summary>The operands of one evaluation, as the rows of <see cref="OpcodeTable"/> read them.</summary>
internal readonly struct Operands
{
    public Operands(IrType from, IrType to, ulong a, ulong b, ulong c)
    {
        From = from;
        To = to;
        A = a;
        B = b;
        C = c;
    }

    /// <summary>The type of the first operand.</summary>
    public IrType From { get; }

    /// <summary>The type of the result.</summary>
    public IrType To { get; }

    // The bits, zero-extended to 64.
    public ulong A { get; }

    public ulong B { get; }

    public ulong C { get; }

    /// <summary>The width of the first operand in bits.</summary>
    public int Width => Function.Width(From);

    /// <summary>Whether the first operand has 64 bits.</summary>
    public bool IsWide => From is IrType.I64 or IrType.F64;

    /// <summary>The first operand as a signed number.</summary>
    public long SignedA => Signed(A);

    /// <summary>The second operand as a signed number of the first one's type.</summary>
    public long SignedB => Signed(B);

    /// <summary>The second operand as the count of a shift of the first.</summary>
    public int Count => (int)B & (Width - 1);

    /// <summary>The format of the first operand, a floating-point number.</summary>
    public BinaryFormat Format => BinaryFormat.Of(From);

    /// <summary>The first operand as a floating-point number.</summary>
    public double FloatA => ToDouble(A);

    /// <summary>The second operand as a floating-point number of the first one's type.</summary>
    public double FloatB => ToDouble(B);

    /// <summary>
    /// The bits of <paramref name="value"/> in the type of the result, every NaN as the same one: hosts differ in the NaNs
    /// they make, and compiled bytes must not. Rounding + - * / and sqrt of floats first to double, then to float gives
    /// the float nearest to the exact result, since 53 bits are at least twice 24 and two more.
    /// </summary>
    public ulong Float(double value) =>
        double.IsNaN(value) ? BinaryFormat.Of(To).QuietNaN : To == IrType.F32 ? FloatBits.Of((float)value) : FloatBits.Of(value);

    /// <summary>The bits of a condition.</summary>
    public static ulong Bool(bool value) => value ? 1UL : 0UL;

    private long Signed(ulong bits) => (long)(bits << (64 - Width)) >> (64 - Width);

    private double ToDouble(ulong bits) => From == IrType.F32 ? FloatBits.ToSingle(bits) : FloatBits.ToDouble(bits);
}
