using System;
using System.IO;
using System.Linq;
using JitGen.Expressions;

// Rewrites lists of expressions, a line each, into formulas: dotnet run --project tools/expressions -- tests/Data/expressions/*.txt
if (args.Length == 0)
{
    Console.Error.WriteLine("usage: dotnet run --project tools/expressions -- LIST.txt ...   (writes LIST.formulas beside each)");
    return 2;
}

foreach (string path in args)
{
    try
    {
        string formulas = string.Concat(File.ReadLines(path).Select(line => Expression.Parse(line).ToFormula() + "\n"));
        File.WriteAllText(Path.ChangeExtension(path, ".formulas"), formulas);
    }
    catch (Exception failure) when (failure is FormatException or IOException or UnauthorizedAccessException)
    {
        Console.Error.WriteLine($"{path}: {failure.Message}");
        return 1;
    }
}

return 0;
