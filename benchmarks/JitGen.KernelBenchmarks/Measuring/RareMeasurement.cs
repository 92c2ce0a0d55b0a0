using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using JitGen.KernelBenchmarks.Functions;

namespace JitGen.KernelBenchmarks.Measuring;

/// <summary>
/// Arrays in which elements take a rare path, which native code leaves to managed code: beside the same method in a process
/// without native code.
/// </summary>
internal static class RareMeasurement
{
    /// <summary>The first argument of this measurement, and of the processes that measure.</summary>
    public const string Argument = "rare";
    public const string ChildArgument = "--child-rare";

    /// <summary>The largest ratio of the times of an array of rare elements only.</summary>
    private const double Promise = 1.5;
    private const int Count = 4096;
    private const int Processes = 5;
    private const int Runs = 60;

    /// <summary>One of so many elements is rare; none for 0.</summary>
    private static readonly int[] s_spacings = [1, 2, 8, 64, 1000, 0];

    /// <summary>Measures in processes with and without native code by turns, and prints the ratios. Returns the exit code.</summary>
    public static int Run()
    {
        var native = new Dictionary<string, double>();
        var managed = new Dictionary<string, double>();
        for (int n = 0; n < Processes; n++)
        {
            MeasureInProcess("on", native);
            MeasureInProcess("off", managed);
        }

        bool isKept = true;
        foreach ((string name, double time) in native)
        {
            bool isPromised = name.EndsWith(" 1", StringComparison.Ordinal);
            isKept &= !isPromised || time / managed[name] <= Promise;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{name,-16} native {time,8:F2} ns per element, managed fallback {managed[name],8:F2}, ratio {time / managed[name]:F2}{(isPromised ? $" (promise {Promise})" : "")}"));
        }

        return isKept ? 0 : 1;
    }

    /// <summary>Measures in this process, and prints a line for each function and spacing.</summary>
    public static void Measure()
    {
        var floats = new float[Count];
        var doubles = new double[Count];
        var floatResults = new float[Count];
        var doubleResults = new double[Count];
        foreach (int spacing in s_spacings)
        {
            var random = new Random(1);
            for (int i = 0; i < Count; i++)
            {
                bool isRare = spacing > 0 && i % spacing == spacing - 1;
                doubles[i] = (1 + random.NextDouble()) * (isRare ? 1e20 : 1);
                floats[i] = (float)doubles[i];
            }

            Print("sin_f32", spacing, () => FunctionFormulas.Sin(floats, floatResults));
            Print("sin_f64", spacing, () => FunctionFormulas.Sin(doubles, doubleResults));
        }
    }

    private static void Print(string name, int spacing, Action run)
    {
        double best = double.MaxValue;
        for (int i = 0; i < Runs; i++)
        {
            long start = Stopwatch.GetTimestamp();
            run();
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalNanoseconds / Count);
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name} {spacing} {best:F4}"));
    }

    private static void MeasureInProcess(string memory, Dictionary<string, double> best)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        start.Environment["JITGEN_MEMORY"] = memory;
        start.Environment["DOTNET_TieredPGO"] = "0";
        start.Environment["DOTNET_TieredCompilation"] = "0";
        if (Environment.GetCommandLineArgs()[0] is var program && program.EndsWith(".dll", StringComparison.Ordinal)
            && Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
        {
            start.ArgumentList.Add(program);
        }

        start.ArgumentList.Add(ChildArgument);
        using Process process = Process.Start(start)!;
        while (process.StandardOutput.ReadLine() is { } line)
        {
            int space = line.LastIndexOf(' ');
            double time = double.Parse(line[space..], CultureInfo.InvariantCulture);
            best[line[..space]] = Math.Min(time, best.GetValueOrDefault(line[..space], double.MaxValue));
        }

        process.WaitForExit();
    }
}
