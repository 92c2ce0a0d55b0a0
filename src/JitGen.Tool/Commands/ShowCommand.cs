using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Linq;
using JitGen.Compiler;
using JitGen.Compiler.Emission;
using JitGen.Compiler.IR;
using JitGen.Compiler.Targets;
using JitGen.Tool.Formulas;
using JitGen.Tool.Output;

namespace JitGen.Tool.Commands;

/// <summary><c>jitgen show</c>: what the compiler makes of a formula, stage by stage, for any targets side by side.</summary>
internal sealed class ShowCommand
{
    private readonly Screen _screen;
    private readonly FormulaOptions _formula = new();

    private readonly Option<string[]> _targets = new("--target", "-t")
    {
        Description = "What to compile for: x64-v3, x64-v4, arm64 and others, or all. Without it this machine.",
        AllowMultipleArgumentsPerToken = true,
        HelpName = "names",
    };

    private readonly Option<OptimizationLevel[]> _levels = new("--level", "-l")
    {
        Description = "How much work the compiler puts in; both for a comparison.",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => [OptimizationLevel.Full],
    };

    private readonly Option<bool> _graphOnly = new("--ir") { Description = "The graph alone." };

    private readonly Option<bool> _codeOnly = new("--code") { Description = "The machine code alone." };

    private ShowCommand(Screen screen) => _screen = screen;

    public static Command Create(Screen screen)
    {
        var show = new ShowCommand(screen);
        var command = new Command("show", "Shows a formula's messages, its graph and its machine code.");
        show._formula.AddTo(command);
        show._targets.CompletionSources.Add(_ => TargetNames.All.Append("all").Select(name => new System.CommandLine.Completions.CompletionItem(name)));
        command.Options.Add(show._targets);
        command.Options.Add(show._levels);
        command.Options.Add(show._graphOnly);
        command.Options.Add(show._codeOnly);
        command.SetAction(show.Run);
        return command;
    }

    private int Run(ParseResult line)
    {
        if (_formula.Read(line, _screen) is not { } request)
        {
            return ExitCodes.WrongUsage;
        }

        BoundFormula formula = request.Bind();
        bool hasError = DiagnosticWriter.Write(_screen, "formula", request.Text, formula.Diagnostics);
        bool isScalar = formula.Source.Shape == KernelShape.Scalar;
        if (FindTargets(line.GetValue(_targets) ?? [], isScalar) is not { } targets)
        {
            return ExitCodes.WrongUsage;
        }

        if (hasError)
        {
            return ExitCodes.WrongInput;
        }

        OptimizationLevel[] levels = [.. line.GetValue(_levels)!.Distinct()];
        if (!line.GetValue(_codeOnly))
        {
            SideBySide.Write(_screen, [.. levels.Select(level => Graph(formula, level))]);
        }

        if (!line.GetValue(_graphOnly))
        {
            SideBySide.Write(_screen, [.. targets.SelectMany(target => levels.Select(level => Code(formula, target, level, isScalar)))]);
        }

        return ExitCodes.Success;
    }

    private List<Target>? FindTargets(string[] names, bool isScalar)
    {
        if (names.Contains("all"))
        {
            return [.. TargetNames.Of(isScalar)];
        }

        if (names.Length == 0)
        {
            return [TargetNames.OfMachine(isScalar) ?? TargetNames.Of(isScalar)[0]];
        }

        var targets = new List<Target>();
        foreach (string name in names)
        {
            if (TargetNames.Find(name, isScalar) is not { } target)
            {
                string known = string.Join(", ", TargetNames.Of(isScalar).Select(one => one.Name));
                string what = isScalar ? "a formula of single values" : "a formula over spans";
                _screen.Messages.WriteLine($"There is no target '{name}' for {what}. There are {known}, their beginnings, and all.");
                return null;
            }

            targets.Add(target);
        }

        return targets;
    }

    private static TextColumn Graph(BoundFormula formula, OptimizationLevel level) =>
        new($"graph, level {level}", Printer.Print(Compilation.Prepare(formula, (Compiler.OptimizationLevel)level)).TrimEnd('\n').Split('\n'));

    private static TextColumn Code(BoundFormula formula, Target target, OptimizationLevel level, bool isScalar)
    {
        string heading = $"{target.Name}, level {level}";
        if (isScalar)
        {
            CompiledFormula code = Compilation.Compile(formula, target, (Compiler.OptimizationLevel)level, listing: true);
            return new TextColumn($"{heading}: {code.Code.Bytes.Length} bytes", Lines(code.Code, code.Listing));
        }

        CompiledKernel kernel = Compilation.CompileKernel(formula, target, (Compiler.OptimizationLevel)level, listing: true);
        return new TextColumn(
            $"{heading}: {kernel.Code.Bytes.Length} bytes, {kernel.ElementsPerIteration} elements an iteration", Lines(kernel.Code, kernel.Listing));
    }

    private static string[] Lines(MethodCode code, IReadOnlyList<ListingLine> listing) => code.Bytes.Length == 0
        ? ["no native code: too many values at once for the registers and the stack that a call may take"]
        : [.. ListingText.Lines(code, listing)];
}
