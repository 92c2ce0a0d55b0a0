using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Xml.Linq;

namespace JitGen.Testing;

/// <summary>What running a test project, or building, gave.</summary>
/// <param name="Name">The project, or the solution.</param>
/// <param name="Passed">The tests that passed.</param>
/// <param name="Failed">Those that did not; a project that gives no results counts as one.</param>
/// <param name="Elapsed">The time from the start of its build.</param>
/// <param name="Remark">What is to be said beside the numbers, or nothing.</param>
internal sealed record ProjectResult(string Name, int Passed, int Failed, TimeSpan Elapsed, string Remark);

/// <summary>Builds, and runs test projects, in processes of their own whose output goes to the console.</summary>
internal static class TestProject
{
    private static readonly string[] s_options = ["--configuration", "Release", "--nologo"];

    /// <summary>Builds a solution: also what no test references, such as benchmarks. It counts only where it fails.</summary>
    public static ProjectResult Build(string solution, Deadline deadline)
    {
        var watch = Stopwatch.StartNew();
        string remark = Start(["build", solution, "--verbosity", "quiet", .. s_options], deadline) switch
        {
            null => $"stopped: {deadline.Length} are over",
            0 => "builds",
            _ => "does not build",
        };
        return new ProjectResult(Path.GetFileName(solution), 0, remark == "builds" ? 0 : 1, watch.Elapsed, remark);
    }

    /// <summary>Builds and runs the tests of a project.</summary>
    public static ProjectResult Run(string project, Deadline deadline)
    {
        string name = Path.GetFileNameWithoutExtension(project);
        string directory = Path.Combine(ExternalEngine.RepositoryDirectory, "TestResults");
        string results = Path.Combine(directory, name + ".trx");
        Directory.CreateDirectory(directory);
        File.Delete(results);
        var watch = Stopwatch.StartNew();
        int? exitCode = Start(
            ["test", project, "--logger", "trx;LogFileName=" + results, "--logger", "console;verbosity=minimal", .. s_options], deadline);
        (int passed, int failed) = exitCode is not null && File.Exists(results) ? Count(results) : (0, 0);
        string remark = exitCode is null ? $"stopped: {deadline.Length} are over"
            : passed + failed == 0 ? "no results: it does not build, or has no tests"
            : exitCode != 0 && failed == 0 ? "the process of the tests failed"
            : "";
        return new ProjectResult(name, passed, remark.Length > 0 ? Math.Max(1, failed) : failed, watch.Elapsed, remark);
    }

    /// <summary>Runs dotnet until it ends, or stops it and all that it started. Returns its exit code; null when time ran out.</summary>
    private static int? Start(string[] arguments, Deadline deadline)
    {
        Console.WriteLine($"==== dotnet {arguments[0]} {Path.GetFileName(arguments[1])}");
        if (deadline.Left == TimeSpan.Zero)
        {
            return null;
        }

        using Process process = Process.Start(new ProcessStartInfo("dotnet", arguments) { UseShellExecute = false })!;
        if (process.WaitForExit(deadline.Left))
        {
            return process.ExitCode;
        }

        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (AggregateException)
        {
            // Some of what it started had ended already, or cannot be stopped: the table is printed all the same.
        }

        return null;
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
