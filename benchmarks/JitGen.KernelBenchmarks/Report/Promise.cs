using System;
using System.Collections.Generic;
using JitGen.KernelBenchmarks.Contenders;
using JitGen.KernelBenchmarks.Measuring;

namespace JitGen.KernelBenchmarks.Report;

/// <summary>What is promised of arrays: the time of one contender, as a multiple of the fastest of some others.</summary>
/// <param name="Text">In words.</param>
/// <param name="Contender">What is promised to be fast.</param>
/// <param name="References">What it is compared with.</param>
/// <param name="Limit">The highest ratio that keeps the promise.</param>
/// <param name="Applies">The kernels that it is about.</param>
internal sealed record Promise(string Text, string Contender, string[] References, double Limit, Func<Kernel, bool> Applies)
{
    private static readonly string[] s_strict = [ContenderNames.GccStrict, ContenderNames.ClangStrict];
    private static readonly string[] s_default = [ContenderNames.GccDefault, ContenderNames.ClangDefault];
    private static readonly string[] s_tensors = [ContenderNames.Tensors, ContenderNames.TensorBlocks];
    private static readonly string[] s_clangFast = [ContenderNames.ClangFast];
    private static readonly string[] s_gccFast = [ContenderNames.GccFast];
    private static readonly string[] s_sequential = [ContenderNames.Scalar, ContenderNames.GccStrict];
    private static readonly string[] s_clangV3 = [ContenderNames.ClangV3Strict];
    private static readonly string[] s_scalar = [ContenderNames.Scalar];

    private static readonly Func<Kernel, bool> s_compared =
        Named("saxpy", "polynomial", "hypot", "mandelbrot", "clamp", "where", "blend");

    /// <summary>What is promised of arrays in the first-level cache.</summary>
    public static IReadOnlyList<Promise> InCache { get; } =
    [
        new("Strict, the better of strict gcc and strict clang", ContenderNames.V4, s_strict, 1.05, s_compared),
        new(
            "Strict, the better of default gcc and clang, which contract",
            ContenderNames.V4, s_default, 1.10, kernel => s_compared(kernel) && kernel.Name != "polynomial"),
        new("Strict, the same on the polynomial", ContenderNames.V4, s_default, 1.50, Named("polynomial")),
        new("Fast, clang -ffast-math without estimates", ContenderNames.V4Fast, s_clangFast, 1.05, s_compared),
        new("dot and sum, Strict, clang -ffast-math", ContenderNames.V4, s_clangFast, 1.05, Named("dot", "sum")),
        new("cosine similarity, Strict, clang -ffast-math", ContenderNames.V4, s_clangFast, 1.25, Named("cosine")),
        new("never slower than TensorPrimitives", ContenderNames.V4, s_tensors, 1.00, static kernel => kernel.TensorPasses is 1 or 2),
        new("half the time of TensorPrimitives' three or more passes", ContenderNames.V4, s_tensors, 0.50, static kernel => kernel.TensorPasses > 2),
        new(
            "8 times as fast as the scalar C# loop, f32",
            ContenderNames.V4, s_scalar, 1 / 8.0, static kernel => IsSingle(kernel) && kernel.Name is not ("mandelbrot" or "onePole")),
        new("4 times as fast on Mandelbrot", ContenderNames.V4, s_scalar, 1 / 4.0, static kernel => IsSingle(kernel) && kernel.Name == "mandelbrot"),
        new("one-pole filter, Strict, C# and strict gcc", ContenderNames.V4, s_sequential, 1.00, Named("onePole")),
        new("one-pole filter, Fast, 8 times as fast as gcc -ffast-math, f32", ContenderNames.V4Fast, s_gccFast, 1 / 8.0, OfType(Element.Single, "onePole")),
        new("x64-v3, strict clang -march=x86-64-v3", ContenderNames.V3, s_clangV3, 1.10, static kernel => !kernel.IsReduction),
    ];

    /// <summary>What is promised of arrays in memory.</summary>
    public static IReadOnlyList<Promise> InMemory { get; } =
    [
        new("in memory, gcc -O3", ContenderNames.Formula, [ContenderNames.GccDefault], 0.80, Named("saxpy", "polynomial", "hypot", "clamp")),
    ];

    /// <summary>What is promised of mathematical functions.</summary>
    public static IReadOnlyList<Promise> OfFunctions { get; } =
    [
        .. OfFunctionsAt("x64-v4", ContenderNames.V4, ContenderNames.V4Fast, ContenderNames.Sleef, ContenderNames.Libmvec),
        .. OfFunctionsAt("x64-v3", ContenderNames.V3, ContenderNames.V3Fast, ContenderNames.SleefV3, ContenderNames.LibmvecV3),
        new("TensorPrimitives", ContenderNames.V4, s_tensors, 0.80, OfType(Element.Double, "blackScholes")),
        new("8 times as fast as scalar C#", ContenderNames.V4, s_scalar, 1 / 8.0, OfType(Element.Double, "blackScholes")),
    ];

    /// <summary>Whether the promise is about the geometric mean of the ratios, not about each of them.</summary>
    public bool IsOfMean { get; private init; }

    /// <summary>The ratio for each kernel that the promise is about and that was measured.</summary>
    public List<(Kernel Kernel, double Ratio)> Ratios(Results results)
    {
        var ratios = new List<(Kernel, double)>();
        foreach (Kernel kernel in results.Kernels)
        {
            if (Applies(kernel) && results.Time(kernel, Contender) is { } time && results.Best(kernel, References) is { } reference)
            {
                ratios.Add((kernel, time / reference));
            }
        }

        return ratios;
    }

    private static Promise[] OfFunctionsAt(string level, string strict, string fast, string sleef, string libmvec) =>
    [
        new($"{level}, SLEEF, f32, mean", strict, [sleef], 1.00, OfType(Element.Single, "exp", "log", "sin", "tanh", "pow")) { IsOfMean = true },
        new($"{level}, SLEEF, f64, mean", strict, [sleef], 0.85, OfType(Element.Double, "exp", "log", "sin")) { IsOfMean = true },
        new($"{level}, fast functions, libmvec", fast, [libmvec], 1.00, OfType(Element.Single, "exp", "log", "sin", "sigmoid")),
    ];

    private static bool IsSingle(Kernel kernel) => kernel.Type == Element.Single;

    private static Func<Kernel, bool> OfType(Element type, params string[] names) =>
        kernel => kernel.Type == type && Array.IndexOf(names, kernel.Name) >= 0;

    private static Func<Kernel, bool> Named(params string[] names) => kernel => Array.IndexOf(names, kernel.Name) >= 0;
}
