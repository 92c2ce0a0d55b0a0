using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Runtime.InteropServices;
using JitGen.Compiler.Functions;
using JitGen.Compiler.IR;
using JitGen.Differential.Tests.Arrays.Corpus;
using JitGen.Testing;

namespace JitGen.Differential.Tests.Mathematics;

/// <summary>
/// What mathematical functions are called with. The calls are the same in every run of the tests, on every machine: results of
/// them are hashed, and the hashes are committed.
/// </summary>
internal static class FunctionArguments
{
    /// <summary>Of all floats every 1024th is an argument of a function of one.</summary>
    private const int Stride = 1024;
    private const int RunLength = 1 << 14;
    private const int FewLength = 1 << 11;
    private const int RandomRuns = 12;

    /// <summary>The call that says how the function is written.</summary>
    public static SpanFormula Formula(MathFunction function, ElementType type)
    {
        string keyword = ElementTypes.Keyword(type);
        Parameter[] parameters =
        [
            .. new[] { "x", "y" }.Take(function.Arity).Select(name => new Parameter(name, type, ParameterKind.ReadOnlySpan)),
            new Parameter("r", type, ParameterKind.Span),
        ];
        string name = Corpus.MathematicalNames.Of(function);
        string text = $"{name}({string.Join(", ", parameters.Take(function.Arity).Select(parameter => parameter.Name))})";
        return SpanFormula.Parse($"{name} {keyword}", $"void ({string.Join(", ", parameters.Select(p => (p.Kind == ParameterKind.Span ? "ref " : "in ") + keyword + " " + p.Name))})", text);
    }

    /// <summary>Special arguments, in all pairs for a function of two, and a few others: for engines that take their time.</summary>
    public static SpanRun[] Few(MathFunction function, ElementType type)
    {
        ulong[] special = Special(type);
        ulong[][] arguments = function.Arity == 1
            ? [special]
            : [[.. special.SelectMany(x => special.Select(_ => x))], [.. special.SelectMany(_ => special)]];
        return [Run(type, arguments, 0), Run(type, [.. arguments.Select((_, n) => Random(type, FewLength, n + 1))], 1)];
    }

    /// <summary>All arguments: those that <see cref="Few"/> gives, every 1024th float, random ones, those that are hard to round.</summary>
    public static IEnumerable<SpanRun> All(MathFunction function, ElementType type)
    {
        int seed = 2;
        IEnumerable<ulong[][]> runs = function.Arity == 1 && type == ElementType.Single
            ? EveryStride().Select(run => new[] { run })
            : Enumerable.Range(0, RandomRuns).Select(n => Enumerable.Range(0, function.Arity).Select(k => Random(type, RunLength, 10 + n * 2 + k)).ToArray());
        IEnumerable<ulong[][]> hard = Hard(function, type);
        return Few(function, type).Concat(runs.Concat(hard).Select(arguments => Run(type, arguments, seed++)));
    }

    private static SpanRun Run(ElementType type, ulong[][] arguments, int seed)
    {
        int length = arguments[0].Length;
        byte[][] contents = [.. arguments.Select(values => Bytes(type, values)), new byte[length * SpanFormula.SizeOf(type)]];
        return new SpanRun
        {
            Length = length,
            Values = new ulong[contents.Length],
            Contents = contents,
            Homes = [.. Enumerable.Range(0, contents.Length)],
            Seed = seed,
        };
    }

    private static byte[] Bytes(ElementType type, ulong[] values) => type == ElementType.Single
        ? MemoryMarshal.AsBytes<uint>(Array.ConvertAll(values, value => (uint)value)).ToArray()
        : MemoryMarshal.AsBytes<ulong>(values).ToArray();

    /// <summary>The number of floats between two arguments varies, so that their low bits do.</summary>
    private static IEnumerable<ulong[]> EveryStride() =>
        from start in Enumerable.Range(0, (int)((1L << 32) / Stride / RunLength))
        select Enumerable.Range(0, RunLength).Select(i => Scatter((ulong)start * RunLength + (ulong)i)).ToArray();

    private static ulong Scatter(ulong index) => index * Stride + ((index * 0x9E3779B97F4A7C15) >> 54);

    private static ulong[] Special(ElementType type) => type == ElementType.Single ? [.. SpecialNumbers.Singles.Select(bits => (ulong)bits)] : [.. SpecialNumbers.Doubles];

    /// <summary>A third of any bits, a third near 1, a third within some hundreds.</summary>
    private static ulong[] Random(ElementType type, int length, int seed)
    {
        var random = new Random(seed);
        return
        [
            .. Enumerable.Range(0, length).Select(i => (i % 3) switch
            {
                0 => (ulong)random.NextInt64(long.MinValue, long.MaxValue) & (type == ElementType.Single ? uint.MaxValue : ulong.MaxValue),
                1 => BitsOf(type, (random.NextDouble() - 0.5) * 4),
                _ => BitsOf(type, (random.NextDouble() - 0.5) * 1600),
            }),
        ];
    }

    /// <summary>The committed list of arguments that are hard to round, if there is one.</summary>
    private static IEnumerable<ulong[][]> Hard(MathFunction function, ElementType type)
    {
        string name = (type == ElementType.Single ? "f32-" : "f64-") + function.Name.ToLowerInvariant() + ".txt.gz";
        string path = Path.Combine(ExternalEngine.RepositoryDirectory, "tests", "Data", "worst-cases", name);
        if (!File.Exists(path))
        {
            return [];
        }

        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        double[][] lines = [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('#')[0].Split(',').Take(function.Arity).Select(HexNumber.Parse).ToArray())];
        return [[.. Enumerable.Range(0, function.Arity).Select(n => lines.SelectMany(line => new[] { BitsOf(type, line[n]), BitsOf(type, n == 0 ? -line[n] : line[n]) }).ToArray())]];
    }

    private static ulong BitsOf(ElementType type, double number) =>
        type == ElementType.Single ? BitConverter.SingleToUInt32Bits((float)number) : BitConverter.DoubleToUInt64Bits(number);
}
