using BenchmarkDotNet.Attributes;

namespace JitGen.Benchmarks;

/// <summary>The compiler itself, warm, by BenchmarkDotNet: all formulas of <see cref="CompilerWork"/>, by target and level.</summary>
public class CompilerBenchmarks
{
    private readonly CompilerWork _work = new();

    [Params("x64-v3-sysv", "x64-v3-win64", "arm64-aapcs64")]
    public string Target { get; set; } = "";

    [Benchmark]
    public int Compile() => _work.CompileAll(Target);

    [Benchmark]
    public int Bind() => _work.BindAll();
}
