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
using JitGen.Differential.Tests.Corpus;
using JitGen.Testing;

namespace JitGen.Differential.Tests.Mathematics;

/// <summary>
/// What mathematical functions are called with. The calls are the same in every run of the tests, on every machine: results of
/// them are hashed, and the hashes are committed.
/// </summary>
internal static class FunctionArguments
{
    /// <summary>Of how many floats one is an argument, of a function of one, unless <c>JITGEN_FLOATS=64</c> says so.</summary>
    public const int UsualStride = 1024;

    private const int RunLength = 1 << 14;
    private const int FewLength = 1 << 11;
    private const int RandomRuns = 12;
    private const int SeedOfAll = 2;
    private const int SeedOfOwn = 1 << 20;

    public static int Stride { get; } = int.Parse(
        Environment.GetEnvironmentVariable("JITGEN_FLOATS") ?? UsualStride.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    /// <summary>The functions that formulas can call, and those of fast precision that stand for them.</summary>
    public static IEnumerable<MathFunction> Functions { get; } =
    [
        .. from function in MathFunctions.All
           where MathematicalNames.Unary.Concat(MathematicalNames.Binary).Contains(MathematicalNames.Of(function))
           from either in new[] { function, function.Fast }
           where either is not null
           select either,
    ];

    /// <summary>The types that there is a function for.</summary>
    public static IEnumerable<ElementType> TypesOf(MathFunction function) =>
        new[] { ElementType.Single, ElementType.Double }.Where(type => type == ElementType.Single ? function.IsOfSingle : function.IsOfDouble);

    /// <summary>The call that says how the function is written.</summary>
    public static SpanFormula Formula(MathFunction function, ElementType type)
    {
        string keyword = ElementTypes.Keyword(type);
        Parameter[] parameters =
        [
            .. new[] { "x", "y" }.Take(function.Arity).Select(name => new Parameter(name, type, ParameterKind.ReadOnlySpan)),
            new Parameter("r", type, ParameterKind.Span),
        ];
        MathFunction strict = StrictOf(function);
        string name = MathematicalNames.Of(strict);
        string text = $"{name}({string.Join(", ", parameters.Take(function.Arity).Select(parameter => parameter.Name))})";
        return SpanFormula.Parse($"{name} {keyword}", $"void ({string.Join(", ", parameters.Select(p => (p.Kind == ParameterKind.Span ? "ref " : "in ") + keyword + " " + p.Name))})", text)
            with { MathPrecision = strict == function ? Compiler.MathPrecision.Strict : Compiler.MathPrecision.Fast };
    }

    /// <summary>The function that one of fast precision stands for; any other one itself.</summary>
    public static MathFunction StrictOf(MathFunction function) => MathFunctions.All.FirstOrDefault(other => other.Fast == function) ?? function;

    /// <summary>
    /// What is special about the function itself: arguments of its special values, and those whose results are put right one by one,
    /// with their neighbours.
    /// </summary>
    public static SpanRun Own(MathFunction function, ElementType type)
    {
        ulong[][] rows = [.. SpecialValues.Of(StrictOf(function).Name).Select(row => row.Arguments(type == ElementType.Single))];
        ulong[][] arguments = [.. Enumerable.Range(0, function.Arity).Select(n => rows.Select(row => row[n]).ToArray())];
        IEnumerable<ulong> corrected = Corrected(function, type);
        return Run(type, [[.. arguments[0], .. corrected], .. arguments.Skip(1).Select(others => others.Concat(corrected).ToArray())], SeedOfOwn);
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

    /// <summary>Floats from all blocks of 2^24, in their order.</summary>
    public static IEnumerable<SpanRun> Floats() => EveryStride().Select((run, n) => Run(ElementType.Single, [run], n + SeedOfAll));

    /// <summary>Whether a call is one of <see cref="Floats"/>, which other calls of floats of the same length are not.</summary>
    public static bool IsOfFloats(SpanRun run) => run.Seed >= SeedOfAll && run.Seed < SeedOfAll + FloatRuns;

    /// <summary>All arguments: those that <see cref="Few"/> gives, every 1024th float, random ones, those that are hard to round.</summary>
    public static IEnumerable<SpanRun> All(MathFunction function, ElementType type)
    {
        int seed = SeedOfAll;
        IEnumerable<ulong[][]> runs = function.Arity == 1 && type == ElementType.Single
            ? EveryStride().Select(run => new[] { run })
            : Enumerable.Range(0, RandomRuns).Select(n => Enumerable.Range(0, function.Arity).Select(k => Random(type, RunLength, 10 + n * 2 + k)).ToArray());
        IEnumerable<ulong[][]> hard = Hard(function, type);
        return Few(function, type).Concat(runs.Concat(hard).Select(arguments => Run(type, arguments, seed++)));
    }

    /// <summary>A call of arguments by operand.</summary>
    public static SpanRun Run(ElementType type, ulong[][] arguments, int seed)
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

    private static int FloatRuns => (int)((1L << 32) / Stride / RunLength);

    private static IEnumerable<ulong[]> EveryStride() =>
        from start in Enumerable.Range(0, FloatRuns)
        select Enumerable.Range(0, RunLength).Select(i => (ulong)FloatHash.Argument(Stride, (long)start * RunLength + i)).ToArray();

    private static ulong[] Special(ElementType type) => type == ElementType.Single ? [.. SpecialNumbers.Singles.Select(bits => (ulong)bits)] : [.. SpecialNumbers.Doubles];

    /// <summary>The constants that an operand is compared with for equality, and their neighbours.</summary>
    private static IEnumerable<ulong> Corrected(MathFunction function, ElementType type)
    {
        Function graph = function.Graph(ElementTypes.IrTypeOf(type));
        foreach (Value node in Enumerable.Range(0, graph.Count).Select(id => new Value(id)).Where(node => graph.OpcodeOf(node) == Opcode.EqF))
        {
            Value constant = graph.Operand(node, graph.OpcodeOf(graph.Operand(node, 0)) == Opcode.Constant ? 0 : 1);
            if (graph.OpcodeOf(constant) == Opcode.Constant)
            {
                double number = graph.TypeOf(constant) == IrType.F32
                    ? BitConverter.UInt32BitsToSingle((uint)graph.BitsOf(constant))
                    : BitConverter.UInt64BitsToDouble(graph.BitsOf(constant));
                ulong bits = BitsOf(type, number);
                yield return bits;
                yield return bits + 1;
                yield return bits - 1 & (type == ElementType.Single ? uint.MaxValue : ulong.MaxValue);
                yield return bits ^ (type == ElementType.Single ? 1UL << 31 : 1UL << 63);
            }
        }
    }

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

    public static ulong BitsOf(ElementType type, double number) =>
        type == ElementType.Single ? BitConverter.SingleToUInt32Bits((float)number) : BitConverter.DoubleToUInt64Bits(number);
}
