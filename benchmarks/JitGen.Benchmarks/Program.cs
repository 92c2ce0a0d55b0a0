using System;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using JitGen.Benchmarks;

if (args is ["report"])
{
    Console.WriteLine($"The report is in {PerformanceReport.Write(Console.Out)}");
    return;
}

// In this process: a project that BenchmarkDotNet generates would not have the analyzer references.
IConfig config = DefaultConfig.Instance.AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance));
BenchmarkSwitcher.FromAssembly(typeof(CallBenchmarks).Assembly).Run(args, config);
