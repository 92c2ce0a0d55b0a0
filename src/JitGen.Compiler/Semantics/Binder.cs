using System.Linq;
using JitGen.Compiler.IR;
using JitGen.Compiler.Syntax;
using JitGen.Compiler.Text;

namespace JitGen.Compiler.Semantics;

/// <summary>From text to typed graph, by C#'s rules. Never throws, whatever the text; work is bounded by the limits.</summary>
internal static class Binder
{
    /// <summary>Binds a formula and the formulas that it calls.</summary>
    public static BindResult Bind(FormulaSource source, CompilationLimits limits)
    {
        var diagnostics = new DiagnosticBag();
        if (!IsSupported(source, diagnostics) || Parser.Parse(source.Text, limits, diagnostics) is not { } syntax)
        {
            return new BindResult(null, diagnostics.Diagnostics, ElementType.Void);
        }

        BindResult result = Bind(source, syntax, limits, default, diagnostics, out IndexReach reach);

        // A reduction counts its elements from the first one, which is known once the whole text has been read.
        return result.Function?.Shape == KernelShape.Reduction && reach != default
            ? Bind(source, syntax, limits, reach, new DiagnosticBag(), out _)
            : result;
    }

    private static BindResult Bind(
        FormulaSource source, FormulaSyntax syntax, CompilationLimits limits, IndexReach given, DiagnosticBag diagnostics, out IndexReach found)
    {
        var function = new Function(source.Parameters) { Shape = source.Shape };
        var graphs = new KernelGraphs(function, given);
        var session = new BindingSession(source, limits, graphs);
        var binder = new FormulaBinder(session, source, diagnostics, arguments: null);
        Operand result = binder.BindFormula(syntax);
        if (session.StopReason is { } reason)
        {
            diagnostics.Add(reason);
        }

        if (!diagnostics.HasErrors)
        {
            if (source.Shape != KernelShape.Map)
            {
                Value value = binder.ToResult(binder.Materialize(result), source.ResultType);
                (function.Finish ?? function).Results.Add(new Result(null, source.ResultType, value));
            }

            binder.ReportUnusedParameters();
        }

        found = graphs.FoundReach;
        return new BindResult(diagnostics.HasErrors ? null : function, diagnostics.Diagnostics, binder.UnconvertedType);
    }

    private static bool IsSupported(FormulaSource source, DiagnosticBag diagnostics)
    {
        var everything = new TextSpan(0, source.Text.Length);
        if (source.ResultType == ElementType.Void && source.Shape == KernelShape.Scalar)
        {
            diagnostics.Report(DiagnosticTable.ReturnType, everything, source.MethodName, "void");
        }
        else if (source.Shape == KernelShape.Map && source.Parameters.All(parameter => parameter.Kind != ParameterKind.Span))
        {
            diagnostics.Report(DiagnosticTable.MapWithoutResult, everything, source.MethodName);
        }

        return !diagnostics.HasErrors;
    }
}
