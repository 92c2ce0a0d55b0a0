using System;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using JitGen.Compiler.Functions;
using JitGen.Compiler.IR;
using JitGen.Differential.Tests.Arrays.Corpus;
using JitGen.Differential.Tests.Arrays.Engines;

namespace JitGen.Differential.Tests.Mathematics;

/// <summary>
/// The slow engines compute the committed bits of floats: the interpreter, and the managed fallback where the processor cannot
/// multiply and add at once.
/// </summary>
public class FloatHashTests
{
    private const int BatchLength = 64;

    public static TheoryData<string> Functions =>
        [.. FunctionArguments.Functions.Where(function => function.Arity == 1 && File.Exists(FloatHashes.FileOf(function))).Select(function => function.Name)];

    [Theory]
    [MemberData(nameof(Functions))]
    public void OfTheInterpreter(string name)
    {
        MathFunction function = MathFunctions.All.Single(function => function.Name == name);
        Function graph = function.Graph(IrType.F32);
        Check(function, batch => [.. batch.AsParallel().AsOrdered().Select(run => Interpret(graph, MemoryMarshal.Cast<byte, uint>(run.Contents[0]!)))]);
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void WithoutFusedMultiplyAdd(string name)
    {
        MathFunction function = MathFunctions.All.Single(function => function.Name == name);
        SpanFormula formula = FunctionArguments.Formula(function, ElementType.Single);
        var engine = new SpanFallbackEngine(hasFusedMultiplyAdd: false);
        Check(function, batch => Array.ConvertAll(
            engine.Run([new SpanCase(formula, batch)])[0], answer => MemoryMarshal.Cast<byte, uint>(answer.Contents[^1]!).ToArray()));
    }

    private static uint[] Interpret(Function graph, ReadOnlySpan<uint> arguments)
    {
        var interpreter = new Interpreter(graph);
        var results = new uint[arguments.Length];
        ulong[] x = new ulong[1];
        for (int i = 0; i < results.Length; i++)
        {
            x[0] = arguments[i];
            results[i] = (uint)interpreter.Run(x).Result;
        }

        return results;
    }

    private static void Check(MathFunction function, Func<SpanRun[], uint[][]> evaluate)
    {
        var hashes = new FloatHashes(function, FunctionArguments.Stride);
        foreach (SpanRun[] batch in FunctionArguments.Floats().Chunk(BatchLength))
        {
            Array.ForEach(evaluate(batch), results => hashes.Add(results));
        }

        hashes.Check();
    }
}
