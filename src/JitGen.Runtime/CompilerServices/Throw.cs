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

    /// <summary>The minimum, maximum or mean of no elements, as LINQ has it.</summary>
    /// <exception cref="InvalidOperationException">Always.</exception>
    [DoesNotReturn]
    public static void EmptyReduction() => throw new InvalidOperationException("Sequence contains no elements");

    /// <summary>Inputs of different lengths, as TensorPrimitives has it.</summary>
    /// <exception cref="ArgumentException">Always.</exception>
    [DoesNotReturn]
    public static void LengthsDiffer() => throw new ArgumentException("Input span arguments must all have the same length.");

    /// <summary>A result shorter than the inputs, as TensorPrimitives has it.</summary>
    /// <param name="result">The name of the parameter.</param>
    /// <exception cref="ArgumentException">Always.</exception>
    [DoesNotReturn]
    public static void ResultTooShort(string result) => throw new ArgumentException("Destination is too short.", result);

    /// <summary>A result that overlaps an input and is not the same elements, as TensorPrimitives has it.</summary>
    /// <param name="result">The name of the parameter.</param>
    /// <exception cref="ArgumentException">Always.</exception>
    [DoesNotReturn]
    public static void ResultOverlapsInput(string result) => throw new ArgumentException(
        "The destination span may only overlap with an input span if the two spans start at the same memory location.", result);

    /// <summary>A result that overlaps an input of which neighbouring elements, or elements of another size, are read.</summary>
    /// <param name="result">The name of the parameter.</param>
    /// <exception cref="ArgumentException">Always.</exception>
    [DoesNotReturn]
    public static void ResultTouchesInput(string result) => throw new ArgumentException(
        "The destination span may not overlap with an input span of which neighbouring elements or elements of another size are read.", result);

    /// <summary>Two results that overlap, as TensorPrimitives has it.</summary>
    /// <exception cref="ArgumentException">Always.</exception>
    [DoesNotReturn]
    public static void ResultsOverlap() => throw new ArgumentException("Destination spans must not overlap with each other.");
}
