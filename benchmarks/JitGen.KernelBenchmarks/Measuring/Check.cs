using System;
using System.Collections.Generic;
using JitGen.KernelBenchmarks.Contenders;

namespace JitGen.KernelBenchmarks.Measuring;

/// <summary>
/// Compares what the contenders compute before anything is timed: JitGen's strict code bit for bit with the definition (for a map,
/// the plain loop), and so every other contender that neither contracts nor reassociates; the rest roughly.
/// </summary>
internal static unsafe class Check
{
    private const double Tolerance = 1e-4;

    /// <summary>Throws if a contender computes something else.</summary>
    public static void Run(Kernel kernel, IReadOnlyList<Contender> contenders)
    {
        // Every remainder of every vector length, and unrolled loops with remainders.
        for (int count = 0; count <= 260; count++)
        {
            Run(kernel, contenders, count);
        }

        Run(kernel, contenders, 1024);
        Run(kernel, contenders, 1024 + 77);
    }

    private static void Run(Kernel kernel, IReadOnlyList<Contender> contenders, int count)
    {
        using var buffers = new Buffers(kernel, count);
        Operands operands = buffers.Operands;
        kernel.Defined(operands);
        byte[][] expected = Take(kernel, operands);
        foreach (Contender contender in contenders)
        {
            if (IsLeftOut(kernel, contender.Name, count))
            {
                continue;
            }

            contender.Repeat(operands, 1, 0);
            byte[][] actual = Take(kernel, operands);
            for (int i = 0; i < expected.Length; i++)
            {
                bool agree = HasDefinedBits(kernel, contender.Name)
                    ? expected[i].AsSpan().SequenceEqual(actual[i])
                    : AreClose(kernel.Outputs[i], expected[i], actual[i]);
                if (!agree)
                {
                    throw new InvalidOperationException(
                        $"{contender.Name} computes {kernel.Id} differently from the definition, for {count} elements.");
                }
            }
        }
    }

    /// <summary>Nothing has no maximum and no direction; the sums of a combination are not combined outside of the generated method; Tensors takes no sigmoids of nothing.</summary>
    private static bool IsLeftOut(Kernel kernel, string contender, int count) =>
        (count == 0 && kernel.Name is "max" or "cosine")
        || (count == 0 && kernel.Name == "sigmoid" && contender is ContenderNames.Tensors)
        || (kernel.Name == "cosine" && contender.StartsWith("jitgen-", StringComparison.Ordinal));

    private static bool HasDefinedBits(Kernel kernel, string contender)
    {
        bool isStrict = contender is ContenderNames.Formula or ContenderNames.V3 or ContenderNames.V4;
        bool isMapInOrder = contender is ContenderNames.Scalar or ContenderNames.Vectors or ContenderNames.Vectors512
            || contender.EndsWith("-strict", StringComparison.Ordinal);
        return isStrict || (isMapInOrder && !kernel.IsReduction && kernel.HasExactOperations);
    }

    private static byte[][] Take(Kernel kernel, in Operands operands)
    {
        byte*[] memory = [operands.Output0, operands.Output1];
        var results = new byte[kernel.Outputs.Count][];
        for (int i = 0; i < results.Length; i++)
        {
            int length = kernel.Outputs[i].Bytes * (kernel.IsReduction ? 1 : operands.Count);
            var span = new Span<byte>(memory[i], length);
            results[i] = span.ToArray();
            span.Clear();
        }

        return results;
    }

    private static bool AreClose(Element element, byte[] expected, byte[] actual)
    {
        for (int i = 0; i < expected.Length; i += element.Bytes)
        {
            (double e, double a) = element.Bytes switch
            {
                1 => (expected[i], actual[i]),
                4 => (BitConverter.ToSingle(expected, i), BitConverter.ToSingle(actual, i)),
                _ => (BitConverter.ToDouble(expected, i), BitConverter.ToDouble(actual, i)),
            };
            if (!(Math.Abs(e - a) <= Tolerance * Math.Max(1, Math.Abs(e))))
            {
                return false;
            }
        }

        return true;
    }
}
