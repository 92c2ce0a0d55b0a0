using System;
using System.Collections.Generic;
using System.Runtime.CompilerServices;

namespace JitGen.KernelBenchmarks.Measuring;

/// <summary>A kernel whose calls are measured.</summary>
/// <param name="Kernel">The kernel.</param>
/// <param name="Nothing">Calls a method that is not inlined, takes the same spans and returns at once.</param>
internal sealed record CallCase(Kernel Kernel, Invocation Nothing);

/// <summary>The kernels whose calls are measured.</summary>
internal static class CallCatalog
{
    private static readonly Dictionary<string, Invocation> s_nothing = new()
    {
        ["saxpy_f32"] = static (in o) => Two(o.X<float>(), o.Y<float>(), o.R<float>(), (float)o.Scalar0),
        ["hypot_f32"] = static (in o) => Two(o.X<float>(), o.Y<float>(), o.R<float>()),
        ["mandelbrot_f32"] = static (in o) =>
            Four(o.X<float>(), o.Y<float>(), o.Z<float>(), o.W<float>(), o.R<float>(), o.Q<float>()),
        ["blend_u8"] = static (in o) => Three(o.X<byte>(), o.Y<byte>(), o.Z<byte>(), o.R<byte>()),
        ["dot_f32"] = static (in o) => o.Result<float>() = Reduce(o.X<float>(), o.Y<float>()),
    };

    /// <summary>Those of the kernels whose calls are measured.</summary>
    public static List<CallCase> Of(IReadOnlyList<Kernel> kernels)
    {
        var cases = new List<CallCase>();
        foreach (Kernel kernel in kernels)
        {
            if (s_nothing.TryGetValue(kernel.Id, out Invocation? nothing))
            {
                cases.Add(new CallCase(kernel, nothing));
            }
        }

        return cases;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Two(ReadOnlySpan<float> x, ReadOnlySpan<float> y, Span<float> r, float a)
    {
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Two(ReadOnlySpan<float> x, ReadOnlySpan<float> y, Span<float> r)
    {
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Three(ReadOnlySpan<byte> x, ReadOnlySpan<byte> y, ReadOnlySpan<byte> z, Span<byte> r)
    {
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Four(
        ReadOnlySpan<float> x, ReadOnlySpan<float> y, ReadOnlySpan<float> z, ReadOnlySpan<float> w, Span<float> r, Span<float> q)
    {
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static float Reduce(ReadOnlySpan<float> x, ReadOnlySpan<float> y) => 0;
}
