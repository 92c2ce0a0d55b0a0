using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using JitGen.KernelBenchmarks.Contenders;

namespace JitGen.KernelBenchmarks.Measuring;

/// <summary>The managed fallback beside the plain loop, in a process without native code.</summary>
internal static class FallbackMeasurement
{
    /// <summary>The first argument of the process that measures.</summary>
    public const string ChildArgument = "--child-fallback";

    private const int Count = 1024;

    /// <summary>Starts the process and reads what it measures: time of the fallback / time of the plain loop.</summary>
    public static List<(string Kernel, double Ratio)> Run()
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        start.Environment["JITGEN_MEMORY"] = "off";
        if (Environment.GetCommandLineArgs()[0] is var program && program.EndsWith(".dll", StringComparison.Ordinal)
            && System.IO.Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
        {
            start.ArgumentList.Add(program);
        }

        start.ArgumentList.Add(ChildArgument);
        using Process process = Process.Start(start)!;
        var ratios = new List<(string, double)>();
        while (process.StandardOutput.ReadLine() is { } line)
        {
            string[] parts = line.Split(' ');
            ratios.Add((parts[0], double.Parse(parts[1], CultureInfo.InvariantCulture)));
        }

        process.WaitForExit();
        return ratios;
    }

    /// <summary>Measures in this process and prints a line for each f32 kernel.</summary>
    public static void Measure()
    {
        var rounds = new Rounds(200, 10_000);
        foreach (Kernel kernel in KernelCatalog.All)
        {
            if (kernel.Type == Element.Single)
            {
                Contender[] contenders =
                    [Contender.Of(ContenderNames.Formula, kernel.Formula), Contender.Of(ContenderNames.Scalar, kernel.Scalar)];
                using var buffers = new Buffers(kernel, Count);
                Rounds.WarmUp(contenders, buffers.Operands);
                double[] times = rounds.Measure(contenders, buffers.Operands);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{kernel.Id} {times[0] / times[1]:F4}"));
            }
        }
    }
}
