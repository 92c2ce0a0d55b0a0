using System.Collections.Generic;
using System.CommandLine;
using System.Linq;
using JitGen.Compiler.IR;
using JitGen.Compiler.Text;
using JitGen.Tool.Formulas;
using JitGen.Tool.Output;

namespace JitGen.Tool.Commands;

/// <summary>The argument and the options that say what the formula is, the same for every command.</summary>
internal sealed class FormulaOptions
{
    private static readonly Dictionary<string, ElementType> s_types = Enumerable.Range((int)ElementType.Bool, (int)ElementType.Double)
        .ToDictionary(type => ElementTypes.Keyword((ElementType)type), type => (ElementType)type);

    private readonly Argument<string> _formula = new("formula") { Description = "The formula, such as \"x*x + 1\"; '-' reads it from standard input." };

    private readonly Option<string?> _parameters = new("--params", "-p")
    {
        Description = "Its parameters: \"double x, float[] y, out float[] result\". Without it every name in it is a double.",
        HelpName = "declarations",
    };

    private readonly Option<string?> _returns = new("--returns", "-r") { Description = "The type of its value. Without it that of the expression.", HelpName = "type" };

    private readonly Option<bool> _checked = new("--checked") { Description = "Integer arithmetic that overflows throws." };

    private readonly Option<FloatMode> _floats = new("--floats") { Description = "Fast may contract and reassociate floating-point arithmetic over spans." };

    private readonly Option<MathPrecision> _precision = new("--precision") { Description = "Fast computes mathematical functions of floats within 2 units of the last place." };

    private readonly Option<bool> _canonical = new("--canonical-nan") { Description = "Every NaN that is stored or returned is the positive quiet one." };

    public FormulaOptions() => _returns.AcceptOnlyFromAmong([.. s_types.Keys]);

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        command.Arguments.Add(_formula);
        Option[] options = [_parameters, _returns, _checked, _floats, _precision, _canonical];
        foreach (Option option in options)
        {
            command.Options.Add(option);
        }
    }

    /// <summary>The formula of a command line; null, with a message, if its parameters cannot be read.</summary>
    public FormulaRequest? Read(ParseResult line, Screen screen)
    {
        IReadOnlyList<Parameter>? parameters = null;
        if (line.GetValue(_parameters) is { } text)
        {
            (parameters, TextProblem? problem) = ParameterText.Read(text);
            if (problem is not null)
            {
                DiagnosticWriter.Write(screen, "--params", problem.Text, problem.Place, DiagnosticSeverity.Error, null, problem.Message);
                return null;
            }
        }

        string formula = line.GetValue(_formula)!;
        return new FormulaRequest(
            formula == "-" ? screen.ReadInput().TrimEnd('\r', '\n') : formula,
            parameters,
            line.GetValue(_returns) is { } type ? s_types[type] : null,
            line.GetValue(_checked),
            line.GetValue(_floats),
            line.GetValue(_precision),
            line.GetValue(_canonical));
    }
}
