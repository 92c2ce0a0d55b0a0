using System;
using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using System.Linq;
using JitGen.Compiler;
using JitGen.Compiler.IR;
using JitGen.Tool.Formulas;
using JitGen.Tool.Output;
using JitGen.Tool.Tables;

namespace JitGen.Tool.Commands;

/// <summary><c>jitgen run</c>: the value of a formula, or a column of values for a table.</summary>
internal sealed class RunCommand
{
    private readonly Screen _screen;
    private readonly FormulaOptions _formula = new();

    private readonly Argument<string[]> _arguments = new("arguments") { Description = "Values of the parameters: x=3 y=4.5.", Arity = ArgumentArity.ZeroOrMore };

    private readonly Option<string?> _table = new("--csv")
    {
        Description = "A table whose columns are the parameters, one formula value a record; '-' is standard input.",
        HelpName = "file",
    };

    private readonly Option<string?> _output = new("--out", "-o") { Description = "Where the table goes with its new column. Without it standard output.", HelpName = "file" };

    private readonly Option<string> _name = new("--name") { Description = "The name of the new column.", DefaultValueFactory = _ => "result" };

    private RunCommand(Screen screen) => _screen = screen;

    public static Command Create(Screen screen)
    {
        var run = new RunCommand(screen);
        var command = new Command("run", "Computes a formula: of arguments, or of each record of a table.");
        run._formula.AddTo(command);
        command.Arguments.Add(run._arguments);
        command.Options.Add(run._table);
        command.Options.Add(run._output);
        command.Options.Add(run._name);
        command.SetAction(run.Run);
        return command;
    }

    private int Run(ParseResult line)
    {
        if (_formula.Read(line, _screen) is not { } request)
        {
            return ExitCodes.WrongUsage;
        }

        BoundFormula bound = request.Bind();
        if (DiagnosticWriter.Write(_screen, "formula", request.Text, bound.Diagnostics))
        {
            return ExitCodes.WrongInput;
        }

        if (bound.Source.Shape != KernelShape.Scalar)
        {
            return Fail(ExitCodes.WrongUsage, "Formulas are run over values here: declare 'double x', not 'double[] x', and give a table with --csv.");
        }

        using RowFormula formula = Compile(request, bound);
        try
        {
            return line.GetValue(_table) is { } table ? RunTable(formula, line, table) : RunOnce(formula, line.GetValue(_arguments) ?? []);
        }
        catch (Exception exception) when (exception is FormatException or IOException or UnauthorizedAccessException or ArithmeticException or ArgumentException)
        {
            return Fail(ExitCodes.WrongInput, exception.Message);
        }
    }

    private static RowFormula Compile(FormulaRequest request, BoundFormula bound) => NativeFormula.Compile(
        request.Text,
        [.. bound.Source.Parameters.Select(parameter => new FormulaParameter(parameter.Name, (FormulaType)parameter.Type))],
        (FormulaType)bound.Source.ResultType,
        new NativeFormulaOptions
        {
            Checked = request.CheckedByDefault,
            FloatMode = request.FloatMode,
            MathPrecision = request.MathPrecision,
            CanonicalNaN = request.CanonicalNaN,
        });

    private int RunOnce(RowFormula formula, string[] arguments)
    {
        Dictionary<string, string> given = [];
        foreach (string argument in arguments)
        {
            int split = argument.IndexOf('=', StringComparison.Ordinal);
            string name = split < 0 ? argument : argument[..split].Trim();
            if (split < 0 || formula.Parameters.All(parameter => parameter.Name != name) || !given.TryAdd(name, argument[(split + 1)..]))
            {
                string known = formula.Parameters.Count == 0 ? "The formula has no parameters." : $"The parameters are {string.Join(", ", formula.Parameters.Select(p => p.Name))}.";
                return Fail(ExitCodes.WrongUsage, $"'{argument}' gives no parameter its only value. {known}");
            }
        }

        Column[] columns = [.. formula.Parameters.Select(parameter => Column.Create((ElementType)parameter.Type, 1))];
        for (int i = 0; i < columns.Length; i++)
        {
            FormulaParameter parameter = formula.Parameters[i];
            if (!given.TryGetValue(parameter.Name, out string? text))
            {
                return Fail(ExitCodes.WrongUsage, $"'{parameter.Name}' has no value: write {parameter.Name}=1.");
            }

            if (!columns[i].TryRead(0, text))
            {
                return Fail(ExitCodes.WrongInput, $"'{text}' is no {ElementTypes.Keyword((ElementType)parameter.Type)}, as '{parameter.Name}' is.");
            }
        }

        Column result = Column.Create((ElementType)formula.ResultType, 1);
        formula.EvaluateColumns([.. columns.Select(column => column.Elements)], result.Elements);
        _screen.Results.WriteLine(result.Write(0));
        return ExitCodes.Success;
    }

    private int RunTable(RowFormula formula, ParseResult line, string table)
    {
        if (line.GetValue(_output) is not { } path)
        {
            RunTable(formula, line, table, _screen.Results);
            return ExitCodes.Success;
        }

        // The whole table or none, also where it goes into the file that it comes from.
        string unfinished = $"{path}.{Environment.ProcessId}.tmp";
        try
        {
            using (var file = new StreamWriter(unfinished))
            {
                RunTable(formula, line, table, file);
            }

            File.Move(unfinished, path, overwrite: true);
        }
        finally
        {
            File.Delete(unfinished);
        }

        return ExitCodes.Success;
    }

    private void RunTable(RowFormula formula, ParseResult line, string table, TextWriter output)
    {
        bool isFile = table != "-";
        using Stream input = isFile ? File.OpenRead(table) : _screen.Input;
        using var reader = new StreamReader(input);
        var run = new TableRun(formula, line.GetValue(_name)!);
        run.Run(reader, output, () => _screen.Progress(run.Records, isFile ? (double)input.Position / Math.Max(1, input.Length) : null));
        output.Flush();
        _screen.EndProgress();
    }

    private int Fail(int code, string message)
    {
        _screen.EndProgress();
        _screen.Messages.WriteLine(_screen.Message("error", Color.Red) + ": " + message);
        return code;
    }
}
