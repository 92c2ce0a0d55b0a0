using System.Collections.Generic;

namespace JitGen.Benchmarks;

/// <summary>Makes <paramref name="count"/> calls; the result depends on all of them.</summary>
internal delegate double CallLoop(int count);

/// <summary>A formula, and a loop for each way to call it, in the order of <see cref="VariantNames"/>.</summary>
internal sealed record CallCase(string Name, CallLoop[] Loops);

/// <summary>
/// The loops in which calls are measured. Each call takes the result of the one before, so that none can be left out or
/// overlap with another. The other argument comes from a field, so that no compiler knows it.
/// </summary>
internal static class CallLoops
{
    private static readonly double s_factor = double.Parse("0.03125", System.Globalization.CultureInfo.InvariantCulture);

    public static IReadOnlyList<string> VariantNames { get; } =
        ["JitGen", "C# inlined", "C# method", "static delegate", "expression tree"];

    public static IReadOnlyList<CallCase> All { get; } =
    [
        new("Add",
        [
            n => { long x = 1; for (int i = 0; i < n; i++) { x = Kernels.Add(x, i); } return x; },
            n => { long x = 1; for (int i = 0; i < n; i++) { x = Inlined.Add(x, i); } return x; },
            n => { long x = 1; for (int i = 0; i < n; i++) { x = NotInlined.Add(x, i); } return x; },
            n => { long x = 1; for (int i = 0; i < n; i++) { x = Delegates.Add(x, i); } return x; },
            n => { long x = 1; for (int i = 0; i < n; i++) { x = Trees.Add(x, i); } return x; },
        ]),
        new("Hash",
        [
            n => { ulong x = 1; for (int i = 0; i < n; i++) { x = Kernels.Hash(x, i); } return x; },
            n => { ulong x = 1; for (int i = 0; i < n; i++) { x = Inlined.Hash(x, i); } return x; },
            n => { ulong x = 1; for (int i = 0; i < n; i++) { x = NotInlined.Hash(x, i); } return x; },
            n => { ulong x = 1; for (int i = 0; i < n; i++) { x = Delegates.Hash(x, i); } return x; },
            n => { ulong x = 1; for (int i = 0; i < n; i++) { x = Trees.Hash(x, i); } return x; },
        ]),
        new("Divide",
        [
            n => { long x = n; for (int i = 0; i < n; i++) { x = Kernels.Divide(x + n, i); } return x; },
            n => { long x = n; for (int i = 0; i < n; i++) { x = Inlined.Divide(x + n, i); } return x; },
            n => { long x = n; for (int i = 0; i < n; i++) { x = NotInlined.Divide(x + n, i); } return x; },
            n => { long x = n; for (int i = 0; i < n; i++) { x = Delegates.Divide(x + n, i); } return x; },
            n => { long x = n; for (int i = 0; i < n; i++) { x = Trees.Divide(x + n, i); } return x; },
        ]),
        new("Polynomial",
        [
            n => { double x = 1, y = s_factor; for (int i = 0; i < n; i++) { x = Kernels.Polynomial(x, y); } return x; },
            n => { double x = 1, y = s_factor; for (int i = 0; i < n; i++) { x = Inlined.Polynomial(x, y); } return x; },
            n => { double x = 1, y = s_factor; for (int i = 0; i < n; i++) { x = NotInlined.Polynomial(x, y); } return x; },
            n => { double x = 1, y = s_factor; for (int i = 0; i < n; i++) { x = Delegates.Polynomial(x, y); } return x; },
            n => { double x = 1, y = s_factor; for (int i = 0; i < n; i++) { x = Trees.Polynomial(x, y); } return x; },
        ]),
        new("Quotients",
        [
            n => { double x = 1, y = s_factor; for (int i = 0; i < n; i++) { x = Kernels.Quotients(x, y); } return x; },
            n => { double x = 1, y = s_factor; for (int i = 0; i < n; i++) { x = Inlined.Quotients(x, y); } return x; },
            n => { double x = 1, y = s_factor; for (int i = 0; i < n; i++) { x = NotInlined.Quotients(x, y); } return x; },
            n => { double x = 1, y = s_factor; for (int i = 0; i < n; i++) { x = Delegates.Quotients(x, y); } return x; },
            n => { double x = 1, y = s_factor; for (int i = 0; i < n; i++) { x = Trees.Quotients(x, y); } return x; },
        ]),
    ];
}
