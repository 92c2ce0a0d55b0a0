using System;
using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace JitGen.CompilerServices;

/// <summary>
/// The operations of formulas that C# on .NET 8 either lacks, throws for, or leaves to the processor. Every method is total and
/// gives the same bits on every machine. What the base class library already defines exactly (<c>Math.Sqrt</c>,
/// <c>Math.Floor</c>, <c>BitOperations</c> ...) is called directly. For generated code only.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class ManagedMath
{
    /// <summary>The quotient, toward zero. A zero divisor gives 0, <c>MinValue / -1</c> gives MinValue.</summary>
    public static int Divide(int dividend, int divisor) =>
        divisor == 0 ? 0 : divisor == -1 ? unchecked(-dividend) : dividend / divisor;

    /// <inheritdoc cref="Divide(int, int)"/>
    public static long Divide(long dividend, long divisor) =>
        divisor == 0 ? 0 : divisor == -1 ? unchecked(-dividend) : dividend / divisor;

    /// <summary>The quotient. A zero divisor gives 0.</summary>
    public static uint Divide(uint dividend, uint divisor) => divisor == 0 ? 0 : dividend / divisor;

    /// <inheritdoc cref="Divide(uint, uint)"/>
    public static ulong Divide(ulong dividend, ulong divisor) => divisor == 0 ? 0 : dividend / divisor;

    /// <summary>The remainder, with the sign of the dividend. A zero divisor gives the dividend, <c>MinValue % -1</c> gives 0.</summary>
    public static int Remainder(int dividend, int divisor) =>
        divisor == 0 ? dividend : divisor == -1 ? 0 : dividend % divisor;

    /// <inheritdoc cref="Remainder(int, int)"/>
    public static long Remainder(long dividend, long divisor) =>
        divisor == 0 ? dividend : divisor == -1 ? 0 : dividend % divisor;

    /// <summary>The remainder. A zero divisor gives the dividend.</summary>
    public static uint Remainder(uint dividend, uint divisor) => divisor == 0 ? dividend : dividend % divisor;

    /// <inheritdoc cref="Remainder(uint, uint)"/>
    public static ulong Remainder(ulong dividend, ulong divisor) => divisor == 0 ? dividend : dividend % divisor;

    /// <summary>The absolute value; of MinValue it is MinValue.</summary>
    public static int Abs(int value) => unchecked(value < 0 ? -value : value);

    /// <inheritdoc cref="Abs(int)"/>
    public static long Abs(long value) => unchecked(value < 0 ? -value : value);

    /// <summary>The number of zeros below the lowest one; the width for zero.</summary>
    public static int TrailingZeroCount(uint value) => BitOperations.TrailingZeroCount(value);

    /// <inheritdoc cref="TrailingZeroCount(uint)"/>
    // Not inlined: of a constant, the JIT of .NET 10 makes a number of 64 bits, which then overflows where an int would wrap.
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int TrailingZeroCount(ulong value) => BitOperations.TrailingZeroCount(value);

    /// <summary>The upper half of the product of double width.</summary>
    public static int MultiplyHigh(int left, int right) => (int)(((long)left * right) >> 32);

    /// <inheritdoc cref="MultiplyHigh(int, int)"/>
    public static uint MultiplyHigh(uint left, uint right) => (uint)(((ulong)left * right) >> 32);

    /// <inheritdoc cref="MultiplyHigh(int, int)"/>
    public static long MultiplyHigh(long left, long right) => Math.BigMul(left, right, out _);

    /// <inheritdoc cref="MultiplyHigh(int, int)"/>
    public static ulong MultiplyHigh(ulong left, ulong right) => Math.BigMul(left, right, out _);

    /// <summary>Whether the sum does not fit the type.</summary>
    public static bool AddOverflows(int left, int right) => unchecked(left + right) != (long)left + right;

    /// <inheritdoc cref="AddOverflows(int, int)"/>
    public static bool AddOverflows(uint left, uint right) => unchecked(left + right) < left;

    /// <inheritdoc cref="AddOverflows(int, int)"/>
    public static bool AddOverflows(long left, long right)
    {
        // Operands of one sign, a sum of the other.
        long sum = unchecked(left + right);
        return ((left ^ sum) & (right ^ sum)) < 0;
    }

    /// <inheritdoc cref="AddOverflows(int, int)"/>
    public static bool AddOverflows(ulong left, ulong right) => unchecked(left + right) < left;

    /// <summary>Whether the difference does not fit the type.</summary>
    public static bool SubtractOverflows(int left, int right) => unchecked(left - right) != (long)left - right;

    /// <inheritdoc cref="SubtractOverflows(int, int)"/>
    public static bool SubtractOverflows(uint left, uint right) => left < right;

    /// <inheritdoc cref="SubtractOverflows(int, int)"/>
    public static bool SubtractOverflows(long left, long right)
    {
        // Operands of different signs, a difference with the sign of the right one.
        long difference = unchecked(left - right);
        return ((left ^ right) & (left ^ difference)) < 0;
    }

    /// <inheritdoc cref="SubtractOverflows(int, int)"/>
    public static bool SubtractOverflows(ulong left, ulong right) => left < right;

    /// <summary>Whether the product does not fit the type.</summary>
    public static bool MultiplyOverflows(int left, int right) => unchecked(left * right) != (long)left * right;

    /// <inheritdoc cref="MultiplyOverflows(int, int)"/>
    public static bool MultiplyOverflows(uint left, uint right) => (ulong)left * right > uint.MaxValue;

    /// <inheritdoc cref="MultiplyOverflows(int, int)"/>
    public static bool MultiplyOverflows(long left, long right)
    {
        // The upper half of a product that fits is the sign of the lower half.
        long high = Math.BigMul(left, right, out long low);
        return high != low >> 63;
    }

    /// <inheritdoc cref="MultiplyOverflows(int, int)"/>
    public static bool MultiplyOverflows(ulong left, ulong right) => Math.BigMul(left, right, out _) != 0;
}
