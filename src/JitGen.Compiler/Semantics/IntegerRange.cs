using System.Globalization;
using JitGen.Compiler.IR;

namespace JitGen.Compiler.Semantics;

/// <summary>The values of an integer type, from <paramref name="Min"/> to <paramref name="Max"/>.</summary>
internal readonly record struct IntegerRange(long Min, ulong Max)
{
    public static IntegerRange Of(ElementType type)
    {
        int bits = ElementTypes.Bits(type);
        return ElementTypes.IsSigned(type)
            ? new IntegerRange(-1L << (bits - 1), (1UL << (bits - 1)) - 1)
            : new IntegerRange(0, ulong.MaxValue >> (64 - bits));
    }

    /// <summary>Whether an integer constant, of any type, is in the range.</summary>
    public bool Contains(ConstantValue constant)
    {
        long value = SignedValue(constant);
        return ElementTypes.IsSigned(constant.Type) && value < 0 ? value >= Min : (ulong)value <= Max;
    }

    public override string ToString() => string.Format(CultureInfo.InvariantCulture, "{0} to {1}", Min, Max);

    /// <summary>The value of an integer constant as a C# literal, a type suffix left out.</summary>
    public static string Format(ConstantValue constant) => constant.Type == ElementType.UInt64
        ? constant.Bits.ToString(CultureInfo.InvariantCulture)
        : SignedValue(constant).ToString(CultureInfo.InvariantCulture);

    /// <summary>The value of an integer constant, sign-extended if its type is signed; that of a large ulong wraps.</summary>
    public static long SignedValue(ConstantValue constant) =>
        ElementTypes.IrTypeOf(constant.Type) == IrType.I64 ? (long)constant.Bits
        : ElementTypes.IsSigned(constant.Type) ? (int)constant.Bits
        : (uint)constant.Bits;
}
