using System;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using JitGen.Benchmarks;

if (args is ["report", .. var sections])
{
    if (Array.Find(sections, name => Array.IndexOf(PerformanceReport.SectionNames, name) < 0) is { } wrong)
    {
        Console.Error.WriteLine($"There is no section '{wrong}'; there are {string.Join(", ", PerformanceReport.SectionNames)}.");
        return 2;
    }

    Console.WriteLine(sections is []
        ? $"The report is in {PerformanceReport.WriteDocument()}"
        : PerformanceReport.Measure(sections));
    return 0;
}

// In this process: a project that BenchmarkDotNet generates would not have the analyzer references.
IConfig config = DefaultConfig.Instance.AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance));
BenchmarkSwitcher.FromAssembly(typeof(CallBenchmarks).Assembly).Run(args, config);
return 0;
