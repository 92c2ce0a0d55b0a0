using System;
using System.Collections.Generic;
using System.IO;
using JitGen.CodeQuality;

const double Promise = 1.10;

IReadOnlyList<BenchmarkFormula> formulas = FormulaReader.ReadAll();
bool isOwnFile = args is ["--formulas", _, ..];
if (isOwnFile)
{
    using FileStream stream = File.OpenRead(args[1]);
    formulas = FormulaReader.ReadAll(stream);
    args = args[2..];
}

return args switch
{
    [] => WriteReport(isOwnFile ? null : Path.Combine(RepositoryRoot(), "docs", "code-quality.md")),
    ["--show", var name] => Show(name),
    _ => ShowUsage(),
};

int WriteReport(string? file)
{
    IReadOnlyList<string> differences = MeaningCheck.Run(formulas, Comparison.All[0].Compilers[0]);
    foreach (string difference in differences)
    {
        Console.Error.WriteLine(difference);
    }

    var results = new List<(Comparison, IReadOnlyList<CompiledColumn>)>();
    bool isKept = differences.Count == 0;
    foreach (Comparison comparison in Comparison.All)
    {
        IReadOnlyList<CompiledColumn> columns = comparison.Compile(formulas);
        results.Add((comparison, columns));
        double ratio = Report.MeanRatio(formulas, columns, comparison.Compilers[0].Name);
        Console.WriteLine($"{comparison.Target.Name}: {ratio:F3} times the instructions of {comparison.Compilers[0].Name} -O2");
        isKept &= !(ratio > Promise);
    }

    string report = Report.Write(formulas, results);
    if (file is null)
    {
        Console.WriteLine(report[report.IndexOf("## ", StringComparison.Ordinal)..]);
    }
    else
    {
        File.WriteAllText(file, report);
        Console.WriteLine($"The table is in {file}");
    }

    return isKept ? 0 : 1;
}

int Show(string name)
{
    foreach (BenchmarkFormula formula in formulas)
    {
        if (formula.Name == name)
        {
            Console.WriteLine(formula.Source.Text);
            foreach (Comparison comparison in Comparison.All)
            {
                Console.WriteLine($"\n{comparison.Target.Name}");
                Console.Write(SideBySide.Write(formula, comparison.Compile([formula])));
            }

            return 0;
        }
    }

    Console.Error.WriteLine($"There is no formula '{name}' in Formulas.txt.");
    return 1;
}

static int ShowUsage()
{
    Console.Error.WriteLine("JitGen.CodeQuality                writes docs/code-quality.md; fails if the promise is not kept");
    Console.Error.WriteLine("JitGen.CodeQuality --show NAME    prints our code, gcc's and clang's for one formula side by side");
    Console.Error.WriteLine("JitGen.CodeQuality --formulas FILE [--show NAME]    the same for formulas of your own; prints the table");
    return 2;
}

static string RepositoryRoot()
{
    for (DirectoryInfo? directory = new(Environment.CurrentDirectory); directory is not null; directory = directory.Parent)
    {
        if (File.Exists(Path.Combine(directory.FullName, "JitGen.sln")))
        {
            return directory.FullName;
        }
    }

    throw new DirectoryNotFoundException("Run this inside the repository: there is no JitGen.sln above the current directory.");
}
