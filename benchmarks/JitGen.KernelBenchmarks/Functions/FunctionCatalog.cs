using System.Collections.Generic;

namespace JitGen.KernelBenchmarks.Functions;

/// <summary>
/// The kernels of mathematical functions, in the order of the tables. Arguments are those of SLEEF's own benchmarks, but for those whose
/// results are no normal numbers, with which some libraries are much slower.
/// </summary>
internal static class FunctionCatalog
{
    /// <summary>Two pi, nearly.</summary>
    private const double Turn = 6.28;

    public static IReadOnlyList<Kernel> All { get; } =
    [
        new FunctionKernel<float, Exp>((-80, 80)) { Formula = static (in o) => FunctionFormulas.Exp(o.X<float>(), o.R<float>()) },
        new FunctionKernel<float, Log>((0, 1e38)) { Formula = static (in o) => FunctionFormulas.Log(o.X<float>(), o.R<float>()) },
        new FunctionKernel<float, Sin>((0, Turn)) { Formula = static (in o) => FunctionFormulas.Sin(o.X<float>(), o.R<float>()) },
        new FunctionKernel<float, Cos>((0, Turn)) { Formula = static (in o) => FunctionFormulas.Cos(o.X<float>(), o.R<float>()) },
        new FunctionKernel<float, Tanh>((-10, 10)) { Formula = static (in o) => FunctionFormulas.Tanh(o.X<float>(), o.R<float>()) },
        new FunctionKernel<float, Pow>((0.1, 30), (-20, 20))
        {
            Formula = static (in o) => FunctionFormulas.Pow(o.X<float>(), o.Y<float>(), o.R<float>()),
        },
        new FunctionKernel<float, Sigmoid>((-10, 10)) { Formula = static (in o) => FunctionFormulas.Sigmoid(o.X<float>(), o.R<float>()) },
        new FunctionKernel<double, Exp>((-700, 700)) { Formula = static (in o) => FunctionFormulas.Exp(o.X<double>(), o.R<double>()) },
        new FunctionKernel<double, Log>((0, 1e300)) { Formula = static (in o) => FunctionFormulas.Log(o.X<double>(), o.R<double>()) },
        new FunctionKernel<double, Sin>((0, Turn)) { Formula = static (in o) => FunctionFormulas.Sin(o.X<double>(), o.R<double>()) },
        new FunctionKernel<double, Cos>((0, Turn)) { Formula = static (in o) => FunctionFormulas.Cos(o.X<double>(), o.R<double>()) },
        new FunctionKernel<double, Pow>((0.1, 30), (-30, 30))
        {
            Formula = static (in o) => FunctionFormulas.Pow(o.X<double>(), o.Y<double>(), o.R<double>()),
        },
        new BlackScholes
        {
            Formula = static (in o) =>
                FunctionFormulas.BlackScholes(o.X<double>(), o.Y<double>(), o.Z<double>(), o.W<double>(), o.R<double>(), o.Scalar0),
        },
    ];
}
