using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Xml.Linq;

namespace JitGen.Testing;

/// <summary>What running a test project gave.</summary>
/// <param name="Name">The project.</param>
/// <param name="Passed">The tests that passed.</param>
/// <param name="Failed">Those that did not; a project that gives no results counts as one.</param>
/// <param name="Elapsed">The time from the start of its build.</param>
/// <param name="Remark">What is to be said beside the numbers, or nothing.</param>
internal sealed record ProjectResult(string Name, int Passed, int Failed, TimeSpan Elapsed, string Remark);

/// <summary>Runs a test project in a process of its own.</summary>
internal static class TestProject
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(30);

    /// <summary>Builds and runs the tests of a project; its output goes to the console.</summary>
    public static ProjectResult Run(string project)
    {
        string name = Path.GetFileNameWithoutExtension(project);
        string directory = Path.Combine(ExternalEngine.RepositoryDirectory, "TestResults");
        string results = Path.Combine(directory, name + ".trx");
        Directory.CreateDirectory(directory);
        File.Delete(results);
        Console.WriteLine($"==== {name}");
        var watch = Stopwatch.StartNew();
        string[] arguments =
        [
            "test", project, "--configuration", "Release", "--logger", "trx;LogFileName=" + results, "--logger", "console;verbosity=minimal", "--nologo",
        ];
        using Process process = Process.Start(new ProcessStartInfo("dotnet", arguments) { UseShellExecute = false })!;
        bool ended = process.WaitForExit(s_limit);
        if (!ended)
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
        }

        (int passed, int failed) = File.Exists(results) ? Count(results) : (0, 0);
        string remark = !ended ? $"stopped after {s_limit.TotalMinutes} minutes"
            : passed + failed == 0 ? "no results: it does not build, or has no tests"
            : process.ExitCode != 0 && failed == 0 ? "the process of the tests failed"
            : "";
        return new ProjectResult(name, passed, remark.Length > 0 ? Math.Max(1, failed) : failed, watch.Elapsed, remark);
    }

    /// <summary>The numbers in a file of results; a test that was not run to its end has failed.</summary>
    private static (int Passed, int Failed) Count(string file)
    {
        XElement root = XElement.Load(file);
        XElement counters = root.Element(root.Name.Namespace + "ResultSummary")!.Element(root.Name.Namespace + "Counters")!;
        int total = int.Parse(counters.Attribute("total")!.Value, CultureInfo.InvariantCulture);
        int passed = int.Parse(counters.Attribute("passed")!.Value, CultureInfo.InvariantCulture);
        return (passed, total - passed);
    }
}
