using System.Collections.Generic;
using JitGen.KernelBenchmarks.Kernels;

namespace JitGen.KernelBenchmarks;

/// <summary>The kernels, in the order of the tables.</summary>
internal static class KernelCatalog
{
    public static IReadOnlyList<Kernel> All { get; } =
    [
        new Saxpy<float> { Formula = static (in o) => Formulas.Saxpy(o.X<float>(), o.Y<float>(), o.R<float>(), (float)o.Scalar0) },
        new Saxpy<double> { Formula = static (in o) => Formulas.Saxpy(o.X<double>(), o.Y<double>(), o.R<double>(), o.Scalar0) },
        new Polynomial<float> { Formula = static (in o) => Formulas.Polynomial(o.X<float>(), o.R<float>()) },
        new Polynomial<double> { Formula = static (in o) => Formulas.Polynomial(o.X<double>(), o.R<double>()) },
        new Hypot<float> { Formula = static (in o) => Formulas.Hypot(o.X<float>(), o.Y<float>(), o.R<float>()) },
        new Hypot<double> { Formula = static (in o) => Formulas.Hypot(o.X<double>(), o.Y<double>(), o.R<double>()) },
        new Mandelbrot<float>
        {
            Formula = static (in o) =>
                Formulas.Mandelbrot(o.X<float>(), o.Y<float>(), o.Z<float>(), o.W<float>(), o.R<float>(), o.Q<float>()),
        },
        new Mandelbrot<double>
        {
            Formula = static (in o) =>
                Formulas.Mandelbrot(o.X<double>(), o.Y<double>(), o.Z<double>(), o.W<double>(), o.R<double>(), o.Q<double>()),
        },
        new Clamp<float> { Formula = static (in o) => Formulas.Clamp(o.X<float>(), o.R<float>(), (float)o.Scalar0, (float)o.Scalar1) },
        new Clamp<double> { Formula = static (in o) => Formulas.Clamp(o.X<double>(), o.R<double>(), o.Scalar0, o.Scalar1) },
        new Where<float> { Formula = static (in o) => Formulas.Where(o.X<float>(), o.Y<float>(), o.R<float>()) },
        new Where<double> { Formula = static (in o) => Formulas.Where(o.X<double>(), o.Y<double>(), o.R<double>()) },
        new Blend { Formula = static (in o) => Formulas.Blend(o.X<byte>(), o.Y<byte>(), o.Z<byte>(), o.R<byte>()) },
        new Gain { Formula = static (in o) => Formulas.Gain(o.X<byte>(), o.Y<float>(), o.R<float>()) },
        new Stencil<float> { Formula = static (in o) => Formulas.Stencil(o.X<float>(), o.R<float>()) },
        new Stencil<double> { Formula = static (in o) => Formulas.Stencil(o.X<double>(), o.R<double>()) },
        new OnePole<float> { Formula = static (in o) => Formulas.OnePole(o.X<float>(), o.R<float>(), (float)o.Scalar0, (float)o.Scalar1) },
        new OnePole<double> { Formula = static (in o) => Formulas.OnePole(o.X<double>(), o.R<double>(), o.Scalar0, o.Scalar1) },
        new Dot<float> { Formula = static (in o) => o.Result<float>() = Formulas.Dot(o.X<float>(), o.Y<float>()) },
        new Dot<double> { Formula = static (in o) => o.Result<double>() = Formulas.Dot(o.X<double>(), o.Y<double>()) },
        new Sum<float> { Formula = static (in o) => o.Result<float>() = Formulas.Sum(o.X<float>()) },
        new Sum<double> { Formula = static (in o) => o.Result<double>() = Formulas.Sum(o.X<double>()) },
        new Maximum<float> { Formula = static (in o) => o.Result<float>() = Formulas.Max(o.X<float>()) },
        new Maximum<double> { Formula = static (in o) => o.Result<double>() = Formulas.Max(o.X<double>()) },
        new Cosine<float> { Formula = static (in o) => o.Result<float>() = Formulas.Cosine(o.X<float>(), o.Y<float>()) },
        new Cosine<double> { Formula = static (in o) => o.Result<double>() = Formulas.Cosine(o.X<double>(), o.Y<double>()) },
    ];
}
