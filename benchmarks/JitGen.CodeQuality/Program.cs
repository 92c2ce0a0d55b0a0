using System;
using System.Collections.Generic;
using System.IO;
using JitGen.CodeQuality;

const double Promise = 1.10;

IReadOnlyList<BenchmarkFormula> formulas = FormulaReader.ReadAll();
return args switch
{
    [] => WriteReport(),
    ["--show", var name] => Show(name),
    _ => ShowUsage(),
};

int WriteReport()
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

    string path = Path.Combine(RepositoryRoot(), "docs", "code-quality.md");
    File.WriteAllText(path, Report.Write(formulas, results));
    Console.WriteLine($"The table is in {path}");
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
