using JitGen.Compiler.IR;
using JitGen.Compiler.Syntax;
using JitGen.Compiler.Text;

namespace JitGen.Compiler.Semantics;

/// <summary>From text to typed graph, by C#'s rules. Never throws, whatever the text; work is bounded by the limits.</summary>
internal static class Binder
{
    /// <summary>Binds a formula of scalar parameters and the formulas that it calls.</summary>
    public static BindResult Bind(FormulaSource source, CompilationLimits limits)
    {
        var diagnostics = new DiagnosticBag();
        var function = new Function(source.Parameters);
        var type = ElementType.Void;
        if (IsSupported(source, diagnostics) && Parser.Parse(source.Text, limits, diagnostics) is { } syntax)
        {
            var session = new BindingSession(source, limits, function);
            var binder = new FormulaBinder(session, source, diagnostics, arguments: null);
            Operand result = binder.BindFormula(syntax);
            type = binder.UnconvertedType;
            if (session.StopReason is { } reason)
            {
                diagnostics.Add(reason);
            }

            if (!diagnostics.HasErrors)
            {
                function.Results.Add(new Result(null, source.ResultType, binder.Materialize(result)));
                binder.ReportUnusedParameters();
            }
        }

        return new BindResult(diagnostics.HasErrors ? null : function, diagnostics.Diagnostics, type);
    }

    private static bool IsSupported(FormulaSource source, DiagnosticBag diagnostics)
    {
        var everything = new TextSpan(0, source.Text.Length);
        if (source.ResultType == ElementType.Void)
        {
            diagnostics.Report(DiagnosticTable.ReturnType, everything, source.MethodName, "void");
        }

        foreach (Parameter parameter in source.Parameters)
        {
            if (parameter.Kind != ParameterKind.Value)
            {
                diagnostics.Report(DiagnosticTable.SpansNotSupported, everything, parameter.Name);
            }
        }

        return !diagnostics.HasErrors;
    }
}
