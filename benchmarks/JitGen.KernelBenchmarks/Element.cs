using System;

namespace JitGen.KernelBenchmarks;

/// <summary>A type of elements.</summary>
/// <param name="Name">Its short name, such as <c>f32</c>.</param>
/// <param name="C">Its name in C.</param>
/// <param name="CSquareRoot">The square root of it in C, which no header has to declare.</param>
/// <param name="Bytes">Its size.</param>
internal sealed record Element(string Name, string C, string CSquareRoot, int Bytes)
{
    public static Element Byte { get; } = new("u8", "unsigned char", "", 1);

    public static Element Single { get; } = new("f32", "float", "__builtin_sqrtf", 4);

    public static Element Double { get; } = new("f64", "double", "__builtin_sqrt", 8);

    /// <summary>The row of a type.</summary>
    public static Element Of<T>() =>
        typeof(T) == typeof(byte) ? Byte
        : typeof(T) == typeof(float) ? Single
        : typeof(T) == typeof(double) ? Double
        : throw new NotSupportedException($"No kernel has elements of type {typeof(T)}.");
}
