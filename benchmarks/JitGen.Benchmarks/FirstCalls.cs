using System;
using System.Globalization;
using System.IO;
using System.Runtime.InteropServices;

namespace JitGen.Benchmarks;

/// <summary>What the first calls of three classes cost in a fresh process, in microseconds.</summary>
internal readonly record struct FirstCallTimes(double First, double Second, double Third);

/// <summary>Measures first calls: starts the program <c>JitGen.FirstCalls</c> many times and takes medians.</summary>
internal sealed class FirstCalls(string program)
{
    private const int Processes = 41;

    /// <summary>Publishes the program for the JIT, or compiled ahead of time; null if this machine cannot do that.</summary>
    public static FirstCalls? Publish(string directory, bool aheadOfTime)
    {
        string project = Repository.Path("benchmarks", "JitGen.FirstCalls");
        string[] arguments = ["publish", project, "-c", "Release", "-o", directory, "-r", RuntimeInformation.RuntimeIdentifier,
            aheadOfTime ? "-p:AheadOfTime=true" : "--no-self-contained"];
        if (aheadOfTime)
        {
            (int exitCode, _) = Repository.Run(Repository.Root, "dotnet", arguments);
            if (exitCode != 0)
            {
                return null;
            }
        }
        else
        {
            Repository.RunOrThrow(Repository.Root, "dotnet", arguments);
        }

        return new FirstCalls(Path.Combine(directory, OperatingSystem.IsWindows() ? "JitGen.FirstCalls.exe" : "JitGen.FirstCalls"));
    }

    /// <summary>The medians over many processes.</summary>
    /// <param name="kind">"native" for formulas, "managed" for the same methods in C#.</param>
    public FirstCallTimes Measure(string kind)
    {
        var times = new double[3][];
        for (int i = 0; i < times.Length; i++)
        {
            times[i] = new double[Processes];
        }

        for (int run = 0; run < Processes; run++)
        {
            string[] numbers = Repository.RunOrThrow(Repository.Root, program, kind).Split(' ');
            for (int i = 0; i < times.Length; i++)
            {
                times[i][run] = double.Parse(numbers[i], CultureInfo.InvariantCulture) / 1000;
            }
        }

        return new FirstCallTimes(Stopwatches.Median(times[0]), Stopwatches.Median(times[1]), Stopwatches.Median(times[2]));
    }
}
