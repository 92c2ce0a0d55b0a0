using System.Collections.Generic;
using BenchmarkDotNet.Attributes;

namespace JitGen.Benchmarks;

/// <summary>Nanoseconds per call, by BenchmarkDotNet.</summary>
public class CallBenchmarks
{
    private const int Calls = 10_000;

    private CallLoop _loop = _ => 0;

    /// <summary>The formulas.</summary>
    public static IEnumerable<string> Formulas
    {
        get
        {
            foreach (CallCase entry in CallLoops.All)
            {
                yield return entry.Name;
            }
        }
    }

    /// <summary>The ways to call one.</summary>
    public static IEnumerable<string> Variants => CallLoops.VariantNames;

    [ParamsSource(nameof(Formulas))]
    public string Formula { get; set; } = "";

    [ParamsSource(nameof(Variants))]
    public string Variant { get; set; } = "";

    [GlobalSetup]
    public void FindLoop()
    {
        foreach (CallCase entry in CallLoops.All)
        {
            for (int i = 0; i < entry.Loops.Length; i++)
            {
                if (entry.Name == Formula && CallLoops.VariantNames[i] == Variant)
                {
                    _loop = entry.Loops[i];
                }
            }
        }
    }

    [Benchmark(OperationsPerInvoke = Calls)]
    public double Call() => _loop(Calls);
}
