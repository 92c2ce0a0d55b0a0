using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Runtime.InteropServices;
using System.Text;

namespace JitGen.Benchmarks;

/// <summary>Measures everything and writes <c>docs/performance-scalar.md</c>.</summary>
internal sealed class PerformanceReport
{
    private const string Introduction =
        """
        # Performance of scalar formulas

        Made by `dotnet run -c Release --project benchmarks/JitGen.Benchmarks -- report`; do not edit. Times are medians;
        alternatives are measured in turn, so that ratios mean more than the times themselves.


        """;

    /// <summary>The measurements, by the name that selects one on the command line.</summary>
    private static readonly (string Name, Action<PerformanceReport, string> Measure)[] s_sections =
    [
        ("calls", (report, _) => report.WriteCalls()),
        ("compiler", (report, _) => report.WriteCompiler()),
        ("first-calls", (report, directory) => report.WriteFirstCalls(directory)),
        ("builds", (report, directory) => report.WriteBuildCost(directory)),
    ];

    private readonly StringBuilder _text = new();

    /// <summary>The names of the measurements.</summary>
    public static string[] SectionNames => Array.ConvertAll(s_sections, section => section.Name);

    /// <summary>Measures everything into the document; returns its path.</summary>
    public static string WriteDocument()
    {
        string path = Repository.Path("docs", "performance-scalar.md");
        File.WriteAllText(path, Introduction + Measure(SectionNames));
        return path;
    }

    /// <summary>The text of the named measurements.</summary>
    public static string Measure(string[] names)
    {
        var report = new PerformanceReport();
        DirectoryInfo directory = Directory.CreateTempSubdirectory("jitgen-benchmarks-");
        try
        {
            report.WriteMachine();
            foreach ((string name, Action<PerformanceReport, string> measure) in s_sections)
            {
                if (Array.IndexOf(names, name) >= 0)
                {
                    Console.Error.WriteLine($"{name} ...");
                    measure(report, directory.FullName);
                }
            }
        }
        finally
        {
            directory.Delete(recursive: true);
        }

        return report._text.ToString();
    }

    private void WriteMachine() =>
        Line($"Machine: {RuntimeInformation.ProcessArchitecture}, {Environment.ProcessorCount} processors, "
            + $"{(OperatingSystem.IsWindows() ? "Windows" : OperatingSystem.IsLinux() ? "Linux" : "another system")}, "
            + $"{RuntimeInformation.FrameworkDescription}; native target {NativeCode.Target}.");

    private void WriteCalls()
    {
        const int Calls = 20_000;
        Heading("A call");
        Line("Nanoseconds per call in a loop in which each call takes the result of the one before. The promise: at most 1.5 times");
        Line("a C# method that is not inlined. (After an unmanaged call the JIT polls for a garbage collection and keeps a result in");
        Line("memory meanwhile: that is what floating-point formulas pay in such a loop.)");
        Line("");
        Line("| formula | " + string.Join(" | ", CallLoops.VariantNames) + " | JitGen / C# method |");
        Line("| --- |" + string.Concat(System.Linq.Enumerable.Repeat(" ---: |", CallLoops.VariantNames.Count + 1)));
        foreach (CallCase entry in CallLoops.All)
        {
            var alternatives = new List<Action>();
            foreach (CallLoop loop in entry.Loops)
            {
                alternatives.Add(() => loop(Calls));
            }

            double[] times = Stopwatches.Interleaved(alternatives, Calls, rounds: 201);
            Line($"| {entry.Name} | {string.Join(" | ", Array.ConvertAll(times, time => Number(time, 2)))} | {Number(times[0] / times[2], 2)} |");
        }
    }

    private void WriteCompiler()
    {
        Heading("The compiler");
        var work = new CompilerWork();
        string[] targets = ["x64-v3-sysv", "x64-v3-win64", "arm64-aapcs64"];
        var alternatives = new List<Action> { () => work.BindAll() };
        foreach (string target in targets)
        {
            alternatives.Add(() => work.CompileAll(target));
        }

        double[] times = Stopwatches.Interleaved(alternatives, work.NodeCount, rounds: 501);
        Line("Nanoseconds per node of the graph, warm, without a listing. The aim: 150 from the graph to bytes.");
        Line("");
        Line("| stage | ns per node |");
        Line("| --- | ---: |");
        Line($"| text to graph | {Number(times[0], 0)} |");
        for (int i = 0; i < targets.Length; i++)
        {
            Line($"| graph to bytes, {targets[i]} | {Number(times[i + 1], 0)} |");
        }
    }

    private void WriteFirstCalls(string directory)
    {
        Heading("First calls");
        Line("Microseconds of the first call of three classes, one after the other, in a fresh process: a class of formulas maps its");
        Line("code then, and C# is compiled by the JIT then. The promise: the second class at most 200 and the third 100 under the");
        Line("JIT, 100 and 50 under NativeAOT.");
        Line("");
        Line("| process | first class | second | third |");
        Line("| --- | ---: | ---: | ---: |");
        foreach (bool aheadOfTime in (bool[])[false, true])
        {
            string name = aheadOfTime ? "NativeAOT" : "JIT";
            string folder = Path.Combine(directory, name);
            string? path = aheadOfTime
                ? PublishedProgram.AheadOfTime(FirstCalls.Project, folder)
                : PublishedProgram.ForJit(FirstCalls.Project, folder);
            if (path is not null)
            {
                var program = new FirstCalls(path);
                WriteRow($"JitGen, {name}", program.Measure("native"));
                WriteRow($"C#, {name}", program.Measure("managed"));
            }
            else
            {
                Line($"| {name} | not run: this machine cannot publish it | | |");
            }
        }

        void WriteRow(string name, FirstCallTimes times) =>
            Line($"| {name} | {Number(times.First, 0)} | {Number(times.Second, 0)} | {Number(times.Third, 0)} |");
    }

    private void WriteBuildCost(string directory)
    {
        Heading("The generator in a build");
        (double withFormulas, double inCSharp) = BuildCost.Measure(directory);
        Line($"A cold build of {BuildCost.Methods:N0} methods on 2 processors, without compiler server. The promise: at most 2.5 s more.");
        Line("");
        Line("| methods | seconds |");
        Line("| --- | ---: |");
        Line($"| in C# | {Number(inCSharp, 2)} |");
        Line($"| as formulas | {Number(withFormulas, 2)} |");
        Line($"| added by the formulas | {Number(withFormulas - inCSharp, 2)} |");
    }

    private void Heading(string text) => Line($"\n## {text}\n");

    private void Line(string text) => _text.Append(text).Append('\n');

    private static string Number(double value, int decimals) =>
        value.ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
