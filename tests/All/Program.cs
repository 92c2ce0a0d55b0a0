using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using JitGen.Testing;

// Builds the solution, then runs every test project: dotnet run --project tests/All [-- options] [part of a project's name ...]
// With parts of names, only those projects are built and run. All of it has one deadline, and what it stops counts as failed.
// The last line is "N passed, N failed"; the exit code is 1 if anything failed.
const string RequireAllEngines = "--require-all-engines", Minutes = "--minutes=";
double minutes = 36;
foreach (string option in args.Where(argument => argument.StartsWith('-') && argument != RequireAllEngines))
{
    if (!option.StartsWith(Minutes, StringComparison.Ordinal)
        || !double.TryParse(option[Minutes.Length..], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out minutes))
    {
        Console.Error.WriteLine($"The option {option} is unknown; there are {RequireAllEngines}, {Minutes}N, and parts of names of test projects.");
        return 2;
    }
}

var deadline = new Deadline(TimeSpan.FromMinutes(minutes));
string tests = Path.Combine(ExternalEngine.RepositoryDirectory, "tests");
string[] parts = [.. args.Where(argument => !argument.StartsWith('-'))];
string[] projects =
[
    .. Directory.GetFiles(tests, "*.Tests.csproj", SearchOption.AllDirectories)
        .Where(path => parts.Length == 0 || parts.Any(part => Path.GetFileName(path).Contains(part, StringComparison.OrdinalIgnoreCase)))
        .Order(StringComparer.Ordinal),
];
if (projects.Length == 0)
{
    Console.Error.WriteLine($"No test project has a name with {string.Join(" or ", parts)}.");
    return 2;
}

if (Directory.Exists(ExternalEngine.NotesDirectory))
{
    Directory.Delete(ExternalEngine.NotesDirectory, recursive: true);
}

var results = new List<ProjectResult>();
if (parts.Length == 0)
{
    results.Add(TestProject.Build(Path.Combine(ExternalEngine.RepositoryDirectory, "JitGen.sln"), deadline));
}

foreach (string project in projects)
{
    results.Add(TestProject.Run(project, deadline));
}

int passed = results.Sum(result => result.Passed);
int failed = results.Sum(result => result.Failed);
int width = results.Max(result => result.Name.Length);
Console.WriteLine();
Console.WriteLine($"{"project".PadRight(width)}   passed   failed  seconds");
foreach (ProjectResult result in results)
{
    Console.WriteLine($"{result.Name.PadRight(width)} {result.Passed,8} {result.Failed,8} {result.Elapsed.TotalSeconds,8:F0}  {result.Remark}");
}

Console.WriteLine();
foreach (ExternalEngine engine in ExternalEngine.All)
{
    (bool hasRun, IReadOnlyList<string> notes) = engine.ReadNotes();
    string detail = hasRun ? $": {notes.Count} runs" : notes.Count == 0 ? ": no test asked for it" : ": " + string.Join("; ", notes);
    Console.WriteLine($"{(hasRun ? "engine ran    " : "engine NOT RUN")}  {engine.Name}{detail}");
    if (!hasRun && engine.CanBeInstalled && args.Contains(RequireAllEngines))
    {
        failed++;
    }
}

Console.WriteLine($"What each engine ran is in {Path.GetRelativePath(Environment.CurrentDirectory, ExternalEngine.NotesDirectory)}.");
Console.WriteLine();
Console.WriteLine($"{passed} passed, {failed} failed");
return failed == 0 ? 0 : 1;
