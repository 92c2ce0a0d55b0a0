using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Runtime.InteropServices;
using System.Threading.Tasks;
using JitGen.Compiler;
using JitGen.Compiler.Functions;
using JitGen.Compiler.IR;
using JitGen.Testing;

namespace JitGen.Accuracy;

/// <summary>Arguments of functions of doubles: lists of hard ones, random ones of every magnitude, dense sweeps.</summary>
internal static unsafe class DoubleRun
{
    private const int ChunkLength = 1 << 14;

    /// <summary>Where reductions of arguments round to another integer, or a function changes its way.</summary>
    public static IEnumerable<double> Boundaries { get; } =
        from k in Enumerable.Range(1, 64)
        from unit in new[] { Math.PI / 2, Math.PI / 4, Math.Log(2) / 2, Math.Log10(2) / 2, 0.25, 1 / Math.Sqrt(2) }
        from sign in new[] { 1, -1 }
        select sign * k * unit;

    /// <summary>The largest error over random arguments: half of them with any bits, half between -limit and limit.</summary>
    public static Report Random(MathFunction function, Reference reference, ElementType type, long count, double limit)
    {
        var native = new NativeFunction(function, type);
        Report total = default;
        object gate = new();
        Parallel.For(0, (count + ChunkLength - 1) / ChunkLength, index =>
        {
            var random = new Random((int)index + 1);
            Report report = Run(native, function, reference, type, ChunkLength, (double* x, double* y) =>
            {
                for (int i = 0; i < ChunkLength; i++)
                {
                    x[i] = Next(random, type, limit);
                    y[i] = function.Arity == 1 ? 0 : Next(random, type, limit);
                }
            });
            lock (gate)
            {
                total.Add(report);
            }
        });
        return total;
    }

    /// <summary>The largest error over a list: hexadecimal numbers, one a line, two with a comma between them, a comment behind; null if there is no list.</summary>
    public static Report? List(MathFunction function, Reference reference, ElementType type, string directory)
    {
        string path = Path.Combine(directory, (type == ElementType.Single ? "f32-" : "f64-") + function.Name.ToLowerInvariant() + ".txt.gz");
        if (!File.Exists(path))
        {
            return null;
        }

        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        var numbers = new List<(double X, double Y)>();
        while (reader.ReadLine() is { } line)
        {
            string[] words = line.Split('#')[0].Split(',');
            double x = HexNumber.Parse(words[0]);
            double y = function.Arity == 2 ? HexNumber.Parse(words[1]) : 0;
            numbers.Add((x, y));
            numbers.Add((-x, y));
        }

        return Run(new NativeFunction(function, type), function, reference, type, numbers.Count, (double* x, double* y) =>
        {
            for (int i = 0; i < numbers.Count; i++)
            {
                (x[i], y[i]) = numbers[i];
            }
        });
    }

    /// <summary>
    /// The largest error over the neighbours of some numbers, 2^14 in either direction. Of two operands, the other one is such that the
    /// powers of the first are between 2^-1024 and 2^1024.
    /// </summary>
    public static Report Sweep(MathFunction function, Reference reference, IEnumerable<double> centres)
    {
        var native = new NativeFunction(function, ElementType.Double);
        Report total = default;
        foreach (double centre in centres)
        {
            total.Add(Run(native, function, reference, ElementType.Double, 2 * ChunkLength, (double* x, double* y) =>
            {
                for (int i = 0; i < 2 * ChunkLength; i++)
                {
                    x[i] = BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(centre) + i - ChunkLength);
                    y[i] = (i % 129 - 64) * 16 / Math.Log2(Math.Abs(x[i]));
                }
            }));
        }

        return total;
    }

    private delegate void Filler(double* x, double* y);

    private static double Next(Random random, ElementType type, double limit)
    {
        if ((random.Next() & 1) != 0)
        {
            double even = (random.NextDouble() * 2 - 1) * limit;
            return type == ElementType.Single ? (float)even : even;
        }

        return type == ElementType.Single
            ? BitConverter.Int32BitsToSingle((int)random.NextInt64(1L << 32))
            : BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue));
    }

    private static Report Run(NativeFunction native, MathFunction function, Reference reference, ElementType type, int count, Filler fill)
    {
        double* x = (double*)NativeMemory.Alloc((nuint)count, 6 * sizeof(double));
        double* y = x + count;
        double* results = y + count;
        double* second = function.Arity == 1 ? null : y;
        fill(x, y);
        Report report;
        if (type == ElementType.Double)
        {
            native.Run(x, second, results, count);
            report = reference.MeasureDoubles(x, second, results, (ulong)count);
        }
        else
        {
            float* narrow = (float*)(results + count);
            float* narrowSecond = function.Arity == 1 ? null : narrow + count;
            for (int i = 0; i < count; i++)
            {
                narrow[i] = (float)x[i];
                narrow[count + i] = (float)y[i];
            }

            native.Run(narrow, narrowSecond, narrow + 2 * count, count);
            report = reference.MeasureFloats(narrow, narrowSecond, narrow + 2 * count, (ulong)count);
        }

        NativeMemory.Free(x);
        return report;
    }
}
