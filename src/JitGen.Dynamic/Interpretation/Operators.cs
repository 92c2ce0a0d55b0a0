using System;
using System.Numerics;
using JitGen.CompilerServices;

namespace JitGen.Dynamic.Interpretation;

/// <summary>What a block operation does with each element.</summary>
internal interface IUnary<T, TResult>
{
    static abstract TResult Of(T a);
}

/// <inheritdoc cref="IUnary{T, TResult}"/>
internal interface IBinary<T, TResult>
{
    static abstract TResult Of(T a, T b);
}

/// <summary>A binary operation that the processor does for a whole vector.</summary>
internal interface IVectorBinary<T> : IBinary<T, T>
{
    static abstract Vector<T> Of(Vector<T> a, Vector<T> b);
}

// Arithmetic that vectors have. Integers wrap.
internal readonly struct Add<T> : IVectorBinary<T> where T : INumber<T>
{
    public static T Of(T a, T b) => unchecked(a + b);
    public static Vector<T> Of(Vector<T> a, Vector<T> b) => a + b;
}

internal readonly struct Sub<T> : IVectorBinary<T> where T : INumber<T>
{
    public static T Of(T a, T b) => unchecked(a - b);
    public static Vector<T> Of(Vector<T> a, Vector<T> b) => a - b;
}

internal readonly struct Mul<T> : IVectorBinary<T> where T : INumber<T>
{
    public static T Of(T a, T b) => unchecked(a * b);
    public static Vector<T> Of(Vector<T> a, Vector<T> b) => a * b;
}

internal readonly struct DivF<T> : IVectorBinary<T> where T : INumber<T>
{
    public static T Of(T a, T b) => a / b;
    public static Vector<T> Of(Vector<T> a, Vector<T> b) => a / b;
}

internal readonly struct And<T> : IVectorBinary<T> where T : IBitwiseOperators<T, T, T>
{
    public static T Of(T a, T b) => a & b;
    public static Vector<T> Of(Vector<T> a, Vector<T> b) => a & b;
}

internal readonly struct Or<T> : IVectorBinary<T> where T : IBitwiseOperators<T, T, T>
{
    public static T Of(T a, T b) => a | b;
    public static Vector<T> Of(Vector<T> a, Vector<T> b) => a | b;
}

internal readonly struct Xor<T> : IVectorBinary<T> where T : IBitwiseOperators<T, T, T>
{
    public static T Of(T a, T b) => a ^ b;
    public static Vector<T> Of(Vector<T> a, Vector<T> b) => a ^ b;
}

// Integers: division is total, as the opcodes are.
internal readonly struct DivS<T> : IBinary<T, T> where T : IBinaryInteger<T>
{
    public static T Of(T a, T b) => b == T.Zero ? T.Zero : b == -T.One ? unchecked(-a) : a / b;
}

internal readonly struct DivU<T> : IBinary<T, T> where T : IBinaryInteger<T>
{
    public static T Of(T a, T b) => b == T.Zero ? T.Zero : a / b;
}

internal readonly struct RemS<T> : IBinary<T, T> where T : IBinaryInteger<T>
{
    public static T Of(T a, T b) => b == T.Zero ? a : b == -T.One ? T.Zero : a % b;
}

internal readonly struct RemU<T> : IBinary<T, T> where T : IBinaryInteger<T>
{
    public static T Of(T a, T b) => b == T.Zero ? a : a % b;
}

internal readonly struct Neg<T> : IUnary<T, T> where T : IBinaryInteger<T>
{
    public static T Of(T a) => unchecked(-a);
}

internal readonly struct AbsS<T> : IUnary<T, T> where T : IBinaryInteger<T>
{
    public static T Of(T a) => T.IsNegative(a) ? unchecked(-a) : a;
}

internal readonly struct Not<T> : IUnary<T, T> where T : IBitwiseOperators<T, T, T>
{
    public static T Of(T a) => ~a;
}

internal readonly struct Min<T> : IBinary<T, T> where T : INumber<T>
{
    public static T Of(T a, T b) => a < b ? a : b;
}

internal readonly struct Max<T> : IBinary<T, T> where T : INumber<T>
{
    public static T Of(T a, T b) => a < b ? b : a;
}

internal readonly struct PopCount<T> : IUnary<T, int> where T : IBinaryInteger<T>
{
    public static int Of(T a) => int.CreateTruncating(T.PopCount(a));
}

internal readonly struct LeadingZeros<T> : IUnary<T, int> where T : IBinaryInteger<T>
{
    public static int Of(T a) => int.CreateTruncating(T.LeadingZeroCount(a));
}

internal readonly struct TrailingZeros<T> : IUnary<T, int> where T : IBinaryInteger<T>
{
    public static int Of(T a) => int.CreateTruncating(T.TrailingZeroCount(a));
}

// Comparisons; those of floating-point numbers are false if an operand is NaN, but for "not equal".
internal readonly struct Equal<T> : IBinary<T, bool> where T : IEqualityOperators<T, T, bool>
{
    public static bool Of(T a, T b) => a == b;
}

internal readonly struct NotEqual<T> : IBinary<T, bool> where T : IEqualityOperators<T, T, bool>
{
    public static bool Of(T a, T b) => a != b;
}

internal readonly struct Less<T> : IBinary<T, bool> where T : INumber<T>
{
    public static bool Of(T a, T b) => a < b;
}

internal readonly struct LessOrEqual<T> : IBinary<T, bool> where T : INumber<T>
{
    public static bool Of(T a, T b) => a <= b;
}

internal readonly struct NotBool : IUnary<byte, byte>
{
    public static byte Of(byte a) => (byte)(a ^ 1);
}

// Overflow of signed and unsigned sums and differences.
internal readonly struct AddOverflowS<T> : IBinary<T, bool> where T : IBinaryInteger<T>
{
    public static bool Of(T a, T b) => T.IsNegative((a ^ unchecked(a + b)) & (b ^ unchecked(a + b)));
}

internal readonly struct SubOverflowS<T> : IBinary<T, bool> where T : IBinaryInteger<T>
{
    public static bool Of(T a, T b) => T.IsNegative((a ^ b) & (a ^ unchecked(a - b)));
}

internal readonly struct AddOverflowU<T> : IBinary<T, bool> where T : IBinaryInteger<T>
{
    public static bool Of(T a, T b) => unchecked(a + b) < a;
}

// Floating point.
internal readonly struct MinF<T> : IBinary<T, T> where T : IFloatingPoint<T>
{
    public static T Of(T a, T b) => T.Min(a, b);
}

internal readonly struct MaxF<T> : IBinary<T, T> where T : IFloatingPoint<T>
{
    public static T Of(T a, T b) => T.Max(a, b);
}

internal readonly struct SqrtF<T> : IUnary<T, T> where T : IRootFunctions<T>
{
    public static T Of(T a) => T.Sqrt(a);
}

internal readonly struct NegF<T> : IUnary<T, T> where T : IFloatingPoint<T>
{
    public static T Of(T a) => -a;
}

internal readonly struct AbsF<T> : IUnary<T, T> where T : IFloatingPoint<T>
{
    public static T Of(T a) => T.Abs(a);
}

internal readonly struct FloorF<T> : IUnary<T, T> where T : IFloatingPoint<T>
{
    public static T Of(T a) => T.Floor(a);
}

internal readonly struct CeilingF<T> : IUnary<T, T> where T : IFloatingPoint<T>
{
    public static T Of(T a) => T.Ceiling(a);
}

internal readonly struct TruncateF<T> : IUnary<T, T> where T : IFloatingPoint<T>
{
    public static T Of(T a) => T.Truncate(a);
}

internal readonly struct RoundEvenF<T> : IUnary<T, T> where T : IFloatingPoint<T>
{
    public static T Of(T a) => T.Round(a, MidpointRounding.ToEven);
}

internal readonly struct CopySign64 : IBinary<double, double>
{
    public static double Of(double a, double b) => ManagedMath.CopySign(a, b);
}

internal readonly struct CopySign32 : IBinary<float, float>
{
    public static float Of(float a, float b) => ManagedMath.CopySign(a, b);
}

internal readonly struct Remainder64 : IBinary<double, double>
{
    public static double Of(double a, double b) => ManagedMath.Remainder(a, b);
}

internal readonly struct Remainder32 : IBinary<float, float>
{
    public static float Of(float a, float b) => ManagedMath.Remainder(a, b);
}

// Conversions.
internal readonly struct Convert<T, TResult> : IUnary<T, TResult> where T : INumber<T> where TResult : INumber<TResult>
{
    public static TResult Of(T a) => TResult.CreateTruncating(a);
}

internal readonly struct Narrow<T> : IUnary<int, int> where T : INumber<T>
{
    public static int Of(int a) => int.CreateTruncating(T.CreateTruncating(a));
}

internal readonly struct Int64ToSingle : IUnary<long, float>
{
    public static float Of(long a) => ManagedMath.ToSingle(a);
}

internal readonly struct UInt64ToSingle : IUnary<ulong, float>
{
    public static float Of(ulong a) => ManagedMath.ToSingle(a);
}

internal readonly struct UInt64ToDouble : IUnary<ulong, double>
{
    public static double Of(ulong a) => ManagedMath.ToDouble(a);
}

internal readonly struct DoubleToInt32 : IUnary<double, int>
{
    public static int Of(double a) => ManagedMath.ToInt32(a);
}

internal readonly struct DoubleToUInt32 : IUnary<double, uint>
{
    public static uint Of(double a) => ManagedMath.ToUInt32(a);
}

internal readonly struct DoubleToInt64 : IUnary<double, long>
{
    public static long Of(double a) => ManagedMath.ToInt64(a);
}

internal readonly struct DoubleToUInt64 : IUnary<double, ulong>
{
    public static ulong Of(double a) => ManagedMath.ToUInt64(a);
}

internal readonly struct SingleToInt32 : IUnary<float, int>
{
    public static int Of(float a) => ManagedMath.ToInt32(a);
}

internal readonly struct SingleToUInt32 : IUnary<float, uint>
{
    public static uint Of(float a) => ManagedMath.ToUInt32(a);
}

internal readonly struct SingleToInt64 : IUnary<float, long>
{
    public static long Of(float a) => ManagedMath.ToInt64(a);
}

internal readonly struct SingleToUInt64 : IUnary<float, ulong>
{
    public static ulong Of(float a) => ManagedMath.ToUInt64(a);
}
