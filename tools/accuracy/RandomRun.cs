using System;
using System.Collections.Generic;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Runtime.InteropServices;
using System.Threading.Tasks;
using JitGen.Compiler.IR;
using JitGen.Testing;

namespace JitGen.Accuracy;

/// <summary>Functions of arguments of which there are too many to try all: lists of hard ones, random ones, dense sweeps.</summary>
/// <param name="native">The function as machine code.</param>
/// <param name="reference">What is right.</param>
internal sealed unsafe class RandomRun(NativeFunction native, Reference reference)
{
    private const int ChunkLength = 1 << 14;

    private delegate (double X, double Y) Filler(int index);

    /// <summary>The largest error over random arguments.</summary>
    public Report Random(ArgumentSource source, long count) => InParallel((count + ChunkLength - 1) / ChunkLength, chunk =>
    {
        var random = new Random((int)chunk + 1);
        return Run(ChunkLength, _ => source.Next(random));
    });

    /// <summary>The largest error over the neighbours of numbers, 2^14 in either direction.</summary>
    public Report Sweep(ArgumentSource source)
    {
        double[] centres = [.. source.Centres];
        return InParallel(centres.Length, n =>
        {
            var random = new Random((int)n);
            return Run(2 * ChunkLength, i => source.Neighbour(centres[n], i - ChunkLength, random));
        });
    }

    /// <summary>The largest error over a list: hexadecimal numbers, one a line, two with a comma between them, a comment behind; nothing if there is no list.</summary>
    public Report List(string directory)
    {
        string path = Path.Combine(directory, (native.Type == ElementType.Single ? "f32-" : "f64-") + native.Function.Name.ToLowerInvariant() + ".txt.gz");
        if (!File.Exists(path))
        {
            return default;
        }

        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        var numbers = new List<(double X, double Y)>();
        while (reader.ReadLine() is { } line)
        {
            string[] words = line.Split('#')[0].Split(',');
            double x = HexNumber.Parse(words[0]);
            double y = native.Function.Arity == 2 ? HexNumber.Parse(words[1]) : 0;
            numbers.Add((x, y));
            numbers.Add((-x, y));
        }

        return Run(numbers.Count, i => numbers[i]);
    }

    private static Report InParallel(long count, Func<long, Report> run)
    {
        Report total = default;
        object gate = new();
        Parallel.For(0, count, FloatRun.Parallelism, index =>
        {
            Report report = run(index);
            lock (gate)
            {
                total.Add(report);
            }
        });
        return total;
    }

    private Report Run(int count, Filler fill)
    {
        double* x = (double*)NativeMemory.Alloc((nuint)count, 3 * sizeof(double));
        double* y = x + count;
        double* second = native.Function.Arity == 1 ? null : y;
        for (int i = 0; i < count; i++)
        {
            (x[i], y[i]) = fill(i);
        }

        Report report = native.Type == ElementType.Double ? Doubles(x, second, y + count, count) : Floats(x, second, count);
        NativeMemory.Free(x);
        return report;
    }

    private Report Doubles(double* x, double* y, double* results, int count)
    {
        native.Run(x, y, results, count);
        return reference.MeasureDoubles(x, y, results, (ulong)count);
    }

    private Report Floats(double* x, double* y, int count)
    {
        float* narrow = (float*)NativeMemory.Alloc((nuint)count, 3 * sizeof(float));
        float* narrowSecond = y is null ? null : narrow + count;
        for (int i = 0; i < count; i++)
        {
            narrow[i] = (float)x[i];
            narrow[count + i] = y is null ? 0 : (float)y[i];
        }

        native.Run(narrow, narrowSecond, narrow + 2 * count, count);
        Report report = reference.MeasureFloats(narrow, narrowSecond, narrow + 2 * count, (ulong)count);
        NativeMemory.Free(narrow);
        return report;
    }
}
