using System.Collections.Generic;
using System.IO;
using JitGen.Compiler;
using JitGen.Compiler.Emission;
using JitGen.Compiler.Targets;

namespace JitGen.CodeQuality;

/// <summary>A target, and the C compilers whose code for it is the measure.</summary>
/// <param name="Heading">What the report calls it.</param>
/// <param name="Target">Ours.</param>
/// <param name="Compilers">Theirs; the first is the one that the project's promise names.</param>
internal sealed record Comparison(string Heading, Target Target, ReferenceCompiler[] Compilers)
{
    public static Comparison[] All { get; } =
    [
        new("x64", TargetTable.X64V3SysV,
        [
            new("gcc", ["gcc"], ["-march=x86-64-v3"]),
            new("clang", ["clang", "clang-19"], ["-march=x86-64-v3"]),
        ]),
        new("arm64", TargetTable.Arm64Aapcs64,
        [
            new("gcc", ["aarch64-linux-gnu-gcc"], []),
            new("clang", ["clang", "clang-19"], ["--target=aarch64-linux-gnu"]),
        ]),
    ];

    /// <summary>What each compiler makes of each formula, ours first; a compiler that is not installed is left out.</summary>
    public IReadOnlyList<CompiledColumn> Compile(IReadOnlyList<BenchmarkFormula> formulas)
    {
        var columns = new List<CompiledColumn> { CompileOurs(formulas) };
        string program = CProgram.Functions(formulas);
        DirectoryInfo directory = Directory.CreateTempSubdirectory("jitgen-quality-");
        try
        {
            foreach (ReferenceCompiler compiler in Compilers)
            {
                if (compiler.Compile(program, directory.FullName) is { } functions)
                {
                    columns.Add(new CompiledColumn(compiler.Name, functions));
                }
            }
        }
        finally
        {
            directory.Delete(recursive: true);
        }

        return columns;
    }

    private CompiledColumn CompileOurs(IReadOnlyList<BenchmarkFormula> formulas)
    {
        var functions = new Dictionary<string, IReadOnlyList<string>>();
        foreach (BenchmarkFormula formula in formulas)
        {
            CompiledFormula compiled = Compilation.Compile(
                MeaningCheck.Bind(formula), Target, OptimizationLevel.Full, listing: true);
            var lines = new List<string>();
            foreach (ListingLine line in compiled.Listing)
            {
                if (line.Offset < compiled.Code.InstructionBytes)
                {
                    lines.Add("    " + line.Text);
                }
            }

            functions.Add(formula.Symbol, lines);
        }

        return new CompiledColumn("JitGen", functions);
    }
}

/// <summary>One compiler's code for all formulas.</summary>
/// <param name="Name">The compiler.</param>
/// <param name="Functions">Assembly text by symbol: instructions indented, labels not.</param>
internal sealed record CompiledColumn(string Name, IReadOnlyDictionary<string, IReadOnlyList<string>> Functions)
{
    /// <summary>The number of instructions of a formula, side exits included.</summary>
    public int Count(BenchmarkFormula formula) => AssemblyText.CountInstructions(Functions[formula.Symbol]);
}
