using System;
using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;

namespace JitGen.CompilerServices;

/// <summary>Throws what C# or the base class library throws in the same place: same type, same message. For generated code only.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Throw
{
    /// <summary>Integer division by zero.</summary>
    /// <exception cref="DivideByZeroException">Always.</exception>
    [DoesNotReturn]
    public static void DivideByZero() => throw new DivideByZeroException();

    /// <summary>A checked operation that overflows, or <c>MinValue / -1</c>.</summary>
    /// <exception cref="OverflowException">Always.</exception>
    [DoesNotReturn]
    public static void Overflow() => throw new OverflowException();

    /// <summary><c>Math.Abs</c> of the smallest value of a type.</summary>
    /// <exception cref="OverflowException">Always.</exception>
    [DoesNotReturn]
    public static void AbsOverflow()
    {
        _ = Math.Abs(int.MinValue);
        throw new OverflowException();
    }

    /// <summary><c>Math.Sign</c> of NaN.</summary>
    /// <exception cref="ArithmeticException">Always.</exception>
    [DoesNotReturn]
    public static void SignOfNaN()
    {
        _ = Math.Sign(double.NaN);
        throw new ArithmeticException();
    }

    /// <summary><c>Math.Clamp</c> with a lower bound above the upper one.</summary>
    /// <exception cref="ArgumentException">Always.</exception>
    [DoesNotReturn]
    public static void ClampRange<T>(T min, T max)
        where T : INumber<T>
    {
        _ = T.Clamp(min, min, max);
        throw new ArgumentException(null, nameof(min));
    }
}
