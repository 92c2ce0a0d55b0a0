using System;
using System.Diagnostics;
using System.IO;
using System.Text;

namespace JitGen.Benchmarks;

/// <summary>
/// What the generator adds to a cold build: a project with 1,000 formulas in attributes against one with the same methods in
/// C#, which does not know the generator, built in turn.
/// </summary>
internal static class BuildCost
{
    public const int Methods = 1_000;

    private const int MethodsPerClass = 20;
    private const int Rounds = 5;

    /// <summary>The types and texts of the methods; the number of the method is put for #, so that no two are equal.</summary>
    private static readonly (string Type, string Text)[] s_templates =
    [
        ("double", "(a*# + b)*c - a/(b*b + #.5)"),
        ("double", "sqrt(a*a + b*b + #) > c ? a : b*c"),
        ("long", "(a ^ (b >> 7)) * #7 + c"),
        ("long", "a / # + b % #1 - (c & #)"),
        ("int", "a * b + # < c ? a - # : (b ^ c) << 3"),
        ("int", "checked(a + b*#) - c"),
        ("float", "((a*# + b)*a + c)*a"),
        ("ulong", "(a ^ a >> 31) * #77 + (b | c)"),
    ];

    /// <summary>The median build times in seconds: with formulas, without.</summary>
    public static (double WithFormulas, double InCSharp) Measure(string directory)
    {
        Repository.RunOrThrow(Repository.Root, "dotnet", "build", Repository.Path("src", "JitGen.Generator"), "-c", "Release");
        Repository.RunOrThrow(Repository.Root, "dotnet", "build", Repository.Path("src", "JitGen.Runtime"), "-c", "Release");
        string formulas = CreateProject(directory, "Formulas", attributed: true);
        string plain = CreateProject(directory, "Plain", attributed: false);
        var withFormulas = new double[Rounds];
        var inCSharp = new double[Rounds];
        for (int round = 0; round < Rounds; round++)
        {
            inCSharp[round] = Build(plain);
            withFormulas[round] = Build(formulas);
        }

        return (Stopwatches.Median(withFormulas), Stopwatches.Median(inCSharp));
    }

    private static double Build(string project)
    {
        Directory.Delete(Path.Combine(project, "bin"), recursive: true);
        long start = Stopwatch.GetTimestamp();
        Repository.RunOrThrow(project, "dotnet", "build", "--no-restore", "--no-incremental", "-p:UseSharedCompilation=false");
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static string CreateProject(string directory, string name, bool attributed)
    {
        string project = Path.Combine(directory, name);
        Directory.CreateDirectory(Path.Combine(project, "bin"));
        File.WriteAllText(Path.Combine(project, name + ".csproj"), ProjectFile(attributed));
        for (int first = 0; first < Methods; first += MethodsPerClass)
        {
            string className = $"Kernels{first}";
            File.WriteAllText(Path.Combine(project, className + ".cs"), ClassFile(className, first, attributed));
        }

        Repository.RunOrThrow(project, "dotnet", "build");
        return project;
    }

    private static string ProjectFile(bool attributed)
    {
        string runtime = Repository.Path("src", "JitGen.Runtime", "bin", "Release", "net8.0", "JitGen.Runtime.dll");
        string generator = Repository.Path("src", "JitGen.Generator", "bin", "Release", "netstandard2.0", "JitGen.Generator.dll");
        string compiler = Repository.Path("src", "JitGen.Compiler", "bin", "Release", "netstandard2.0", "JitGen.Compiler.dll");
        string references = !attributed ? "" : $"""
              <ItemGroup>
                <Reference Include="{runtime}" />
                <Analyzer Include="{generator}" />
                <Analyzer Include="{compiler}" />
              </ItemGroup>
            """;
        return $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <AllowUnsafeBlocks>true</AllowUnsafeBlocks>
              </PropertyGroup>
            {references}
            </Project>
            """;
    }

    private static string ClassFile(string className, int first, bool attributed)
    {
        var text = new StringBuilder(attributed ? "using JitGen;\n" : "").Append("using static System.Math;\n\npublic static partial class ").Append(className).Append("\n{\n");
        for (int i = first; i < first + MethodsPerClass; i++)
        {
            (string type, string template) = s_templates[i % s_templates.Length];
            string formula = template.Replace("#", (i + 2).ToString(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
            string signature = $"public static {(attributed ? "partial " : "")}{type} Method{i}({type} a, {type} b, {type} c)";
            text.Append(attributed
                ? $"    [NativeExpression(\"{formula}\")]\n    {signature};\n\n"
                : $"    {signature} => {InCSharp(type, formula)};\n\n");
        }

        return text.Append("}\n").ToString();
    }

    private static string InCSharp(string type, string formula) =>
        $"({type})({formula.Replace("sqrt", "Sqrt", StringComparison.Ordinal)})";
}
