namespace JitGen.CompilerServices;

/// <content>
/// Conversions between integers and floating point. C#'s own cast from floating point is undefined out of range before .NET 9, so
/// every cast here is made where its operand is known to fit.
/// </content>
public static partial class ManagedMath
{
    private const double TwoTo31 = 2147483648.0, TwoTo32 = 4294967296.0, TwoTo63 = 9223372036854775808.0, TwoTo64 = 18446744073709551616.0;

    /// <summary>Toward zero, saturating; NaN gives 0.</summary>
    public static int ToInt32(double value) =>
        value > -TwoTo31 - 1 && value < TwoTo31 ? (int)value
        : value > 0 ? int.MaxValue
        : value < 0 ? int.MinValue
        : 0;

    /// <inheritdoc cref="ToInt32(double)"/>
    public static int ToInt32(float value) => ToInt32((double)value);

    /// <inheritdoc cref="ToInt32(double)"/>
    public static uint ToUInt32(double value) =>
        value > -1 && value < TwoTo32 ? (uint)(long)value
        : value > 0 ? uint.MaxValue
        : 0;

    /// <inheritdoc cref="ToInt32(double)"/>
    public static uint ToUInt32(float value) => ToUInt32((double)value);

    /// <inheritdoc cref="ToInt32(double)"/>
    public static long ToInt64(double value) =>
        value >= -TwoTo63 && value < TwoTo63 ? (long)value
        : value > 0 ? long.MaxValue
        : value < 0 ? long.MinValue
        : 0;

    /// <inheritdoc cref="ToInt32(double)"/>
    public static long ToInt64(float value) => ToInt64((double)value);

    /// <inheritdoc cref="ToInt32(double)"/>
    public static ulong ToUInt64(double value) =>
        value > -1 && value < TwoTo63 ? (ulong)(long)value
        : value >= TwoTo63 && value < TwoTo64 ? (ulong)(long)(value - TwoTo63) + (1UL << 63)
        : value > 0 ? ulong.MaxValue
        : 0;

    /// <inheritdoc cref="ToInt32(double)"/>
    public static ulong ToUInt64(float value) => ToUInt64((double)value);

    /// <summary>To the nearest, ties to even, rounded once.</summary>
    public static float ToSingle(long value) =>
        value is >= -(1L << 53) and <= 1L << 53
            ? (float)(double)value
            : (float)(double)((value >> 11) | (Sticky((ulong)value) ? 1L : 0)) * 2048;

    /// <inheritdoc cref="ToSingle(long)"/>
    public static float ToSingle(ulong value) =>
        value <= 1UL << 53
            ? (float)(double)(long)value
            : (float)(double)(long)((value >> 11) | (Sticky(value) ? 1UL : 0)) * 2048;

    /// <summary>To the nearest, ties to even.</summary>
    // Both halves and the product are exact, so only the sum rounds.
    public static double ToDouble(ulong value) => ((double)(uint)(value >> 32) * TwoTo32) + (uint)value;

    /// <summary>
    /// Whether one of the 11 bits is set that have to go to make 64 bits fit a double. An odd last bit in their place keeps
    /// the later rounding to 24 bits from seeing a tie where there is none.
    /// </summary>
    private static bool Sticky(ulong value) => (value & 0x7FF) != 0;
}
