using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using JitGen.Testing;

// Runs every test project: dotnet run --project tests/All [-- --require-all-engines] [part of a project's name ...]
// The last line is "N passed, N failed"; the exit code is 1 if anything failed.
const string RequireAllEngines = "--require-all-engines";
string[] unknown = [.. args.Where(argument => argument.StartsWith('-') && argument != RequireAllEngines)];
if (unknown.Length > 0)
{
    Console.Error.WriteLine($"The option {unknown[0]} is unknown; there is {RequireAllEngines}, and parts of names of test projects.");
    return 2;
}

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
foreach (string project in projects)
{
    results.Add(TestProject.Run(project));
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
    string reason = notes.Count == 0 ? hasRun ? "" : ": no test asked for it" : ": " + string.Join("; ", notes);
    Console.WriteLine($"{(hasRun ? "engine ran    " : "engine NOT RUN")}  {engine.Name}{reason}");
    if (!hasRun && args.Contains(RequireAllEngines))
    {
        failed++;
    }
}

Console.WriteLine();
Console.WriteLine($"{passed} passed, {failed} failed");
return failed == 0 ? 0 : 1;
