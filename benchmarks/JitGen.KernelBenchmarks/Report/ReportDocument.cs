using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Runtime.InteropServices;
using System.Text;
using JitGen.Benchmarks;
using JitGen.KernelBenchmarks.Measuring;

namespace JitGen.KernelBenchmarks.Report;

/// <summary>The text of a report in <c>docs</c>, part by part, as the parts are measured.</summary>
internal abstract class ReportDocument
{
    private readonly string _file;
    private readonly StringBuilder _text;
    private readonly List<Verdict> _verdicts = [];

    /// <summary>The drawings that the text shows, by file name.</summary>
    private readonly Dictionary<string, string> _drawings = [];

    /// <param name="file">The name of the report's file.</param>
    /// <param name="introduction">What it begins with.</param>
    protected ReportDocument(string file, string introduction)
    {
        _file = file;
        _text = new StringBuilder(introduction);
        Line($"Machine: {RuntimeInformation.ProcessArchitecture}, {Processor()}, {Environment.ProcessorCount} processors, "
            + $"{RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}.");
    }

    /// <summary>Whether every promise that was measured is kept.</summary>
    public bool AllKept => _verdicts.TrueForAll(static verdict => verdict.IsKept);

    /// <summary>The whole text, the promises at its end.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(_text.ToString());
        text.Append("\n## Promises\n\nTimes relative to what they are promised against.\n\n");
        text.Append("| promise | measured | at most | |\n| --- | ---: | ---: | --- |\n");
        foreach (Verdict verdict in _verdicts)
        {
            text.Append(verdict.Row).Append('\n');
        }

        return text.ToString();
    }

    /// <summary>Writes the text and its drawings into <c>docs</c>; returns the path of the text.</summary>
    public string Write()
    {
        foreach ((string file, string drawing) in _drawings)
        {
            File.WriteAllText(Repository.Path("docs", file), drawing);
        }

        string path = Repository.Path("docs", _file);
        File.WriteAllText(path, ToString());
        return path;
    }

    /// <summary>A table of what uses all of the machine, and one of what uses x86-64-v3.</summary>
    protected void AppendTimes(Results results)
    {
        AppendTimes(results, results.Contenders.FindAll(static contender => !IsV3(contender)));
        AppendTimes(results, results.Contenders.FindAll(IsV3));
    }

    private void AppendTimes(Results results, List<string> contenders)
    {
        if (contenders.Count == 0)
        {
            return;
        }

        Columns(["elements", .. contenders.ConvertAll(static contender => $"`{contender}`")]);
        foreach (Kernel kernel in results.Kernels)
        {
            var row = new StringBuilder();
            row.Append(CultureInfo.InvariantCulture, $"| {kernel.Id} | {results.Counts[kernel.Id]:N0} |");
            foreach (string contender in contenders)
            {
                row.Append(results.Time(kernel, contender) is { } time ? $" {Number(time)} |" : " |");
            }

            Line(row.ToString());
        }
    }

    /// <summary>The head of a table that has a kernel in each row, and numbers of it.</summary>
    protected void Columns(IReadOnlyList<string> names)
    {
        Line($"\n| kernel | {string.Join(" | ", names)} |");
        Line("| --- |" + string.Concat(System.Linq.Enumerable.Repeat(" ---: |", names.Count)));
    }

    private static bool IsV3(string contender) => contender.Contains("-v3", StringComparison.Ordinal);

    private static string Processor()
    {
        const string File = "/proc/cpuinfo";
        if (System.IO.File.Exists(File))
        {
            foreach (string line in System.IO.File.ReadLines(File))
            {
                if (line.StartsWith("model name", StringComparison.Ordinal))
                {
                    return line[(line.IndexOf(':', StringComparison.Ordinal) + 2)..];
                }
            }
        }

        return "unknown processor";
    }

    /// <summary>Adds rows to the table of promises.</summary>
    protected void AddPromises(IEnumerable<Verdict> verdicts) => _verdicts.AddRange(verdicts);

    /// <summary>Adds a drawing in a file of its own.</summary>
    protected void Draw(string title, string file, string drawing)
    {
        _drawings[file] = drawing;
        Line($"\n![{title}]({file})");
    }

    protected void Heading(string text) => Line($"\n## {text}\n");

    protected void Line(string text) => _text.Append(text).Append('\n');

    protected static string Number(double value) => value.ToString(value < 1000 ? "F1" : "N0", CultureInfo.InvariantCulture);
}
