using System.Collections.Generic;
using System.Text;
using JitGen.Compiler.IR;
using JitGen.Compiler.Syntax;
using JitGen.Compiler.Text;

namespace JitGen.Compiler.Semantics;

/// <content>Calls: of the functions of the language, and of other formulas, which are inlined.</content>
internal sealed partial class FormulaBinder
{
    private Operand BindCall(CallSyntax syntax)
    {
        if (FindReduction(syntax) is { } reduction)
        {
            return BindReduction(syntax, reduction);
        }

        if (IsLength(syntax))
        {
            return BindLength(syntax);
        }

        // Of a reduction that is hidden or spelled wrong, the arguments are no mistake.
        if (IsOutsideReductions && _scope.Find(syntax.Function.First) is { } hiding)
        {
            return ReportNotCallable(syntax, hiding);
        }

        bool isUnknown = IsOutsideReductions && FunctionTable.Find(QualifiedNames.Normalize(syntax.Function.Name)) is null;
        if (isUnknown && _session.FindMethods(syntax.Function.Name) is null)
        {
            return ReportUnknownFunction(syntax);
        }

        var arguments = new Operand[syntax.Arguments.Count];
        bool failed = false;
        for (int index = 0; index < arguments.Length; index++)
        {
            arguments[index] = Bind(syntax.Arguments[index]);
            failed |= arguments[index].IsError;
        }

        NameSyntax name = syntax.Function;
        if (_scope.Find(name.First) is { } variable)
        {
            return ReportNotCallable(syntax, variable);
        }

        if (_session.FindMethods(name.Name) is { } methods)
        {
            MethodOverload? method = failed ? null : ChooseOverload(syntax, methods, arguments);
            return method is null ? Operand.Error(syntax.Span) : Inline(syntax, method.Source, arguments);
        }

        if (FunctionTable.Find(QualifiedNames.Normalize(name.Name)) is { } overloads)
        {
            FunctionOverload? overload = failed ? null : ChooseOverload(syntax, overloads, arguments);
            return overload is null ? Operand.Error(syntax.Span) : Emit(syntax, overload, arguments);
        }

        return ReportUnknownFunction(syntax);
    }

    private Operand Emit(CallSyntax syntax, FunctionOverload overload, Operand[] arguments)
    {
        var values = new Value[3];
        for (int index = 0; index < arguments.Length; index++)
        {
            // Only the parameters of type T are computed in another type than the overload's.
            ElementType parameter = overload.Parameters[index];
            ElementType type = parameter == overload.Parameters[0] ? overload.ComputedIn : parameter;
            values[index] = Materialize(ConvertFitting(ConvertFitting(arguments[index], parameter), type));
        }

        Value value = overload.Emit(Graph, overload.ComputedIn, values[0], values[1], values[2]);
        return Operand.OfValue(syntax.Span, overload.Result, value);
    }

    /// <summary>Binds the called formula in place of the call; its parameters are the arguments, evaluated before it.</summary>
    private Operand Inline(CallSyntax syntax, FormulaSource callee, Operand[] arguments)
    {
        var values = new Value[arguments.Length];
        for (int index = 0; index < values.Length; index++)
        {
            values[index] = Materialize(ConvertFitting(arguments[index], callee.Parameters[index].Type));
        }

        if (_session.CallStack.Contains(callee))
        {
            _diagnostics.Report(DiagnosticTable.InliningCycle, syntax.Span, DescribeCycle(callee));
            return Operand.Error(syntax.Span);
        }

        ParsedFormula parsed = _session.Parse(callee);
        if (parsed.Syntax is null)
        {
            return ReportInvalid(syntax, callee, parsed.Diagnostics);
        }

        if (!_session.EnterCall(callee))
        {
            return Operand.Error(syntax.Span);
        }

        var diagnostics = new DiagnosticBag();
        Operand result = new FormulaBinder(_session, callee, diagnostics, values).BindFormula(parsed.Syntax);
        _session.LeaveCall();
        return diagnostics.HasErrors ? ReportInvalid(syntax, callee, diagnostics) : result.WithoutConstant(Graph, syntax.Span);
    }

    /// <summary>The overload that C# chooses; null, with a diagnostic, if it chooses none.</summary>
    private T? ChooseOverload<T>(CallSyntax syntax, IReadOnlyList<T> overloads, Operand[] arguments)
        where T : Overload
    {
        T? best = OverloadResolution.Resolve(overloads, arguments, arguments.Length, out T? rival);
        if (rival is not null)
        {
            _diagnostics.Report(
                DiagnosticTable.AmbiguousCall, syntax.Span, syntax.Function.Name, DescribeTypes(arguments), best!.ToString(), rival.ToString());
            return null;
        }

        if (best is not null && best.Result <= ElementType.Double)
        {
            return best;
        }

        if (overloads[0].Parameters.Length != arguments.Length && overloads is not IReadOnlyList<MethodOverload> { Count: > 1 })
        {
            ReportArgumentCount(syntax, overloads[0].Parameters.Length);
        }
        else
        {
            _diagnostics.Report(
                DiagnosticTable.ArgumentMismatch, syntax.Span, syntax.Function.Name, DescribeTypes(arguments), DescribeOverloads(overloads));
        }

        return null;
    }

    private Operand ReportNotCallable(CallSyntax syntax, Variable variable)
    {
        NameSyntax name = syntax.Function;
        variable.IsUsed = true;
        bool hidesReduction = _shape == KernelShape.Reduction && (ReductionTable.Find(name.Name) is not null || name.Name == ReductionTable.Length);
        string advice = hidesReduction ? " It hides the reduction of this name; rename it."
            : !name.IsQualified && FunctionTable.Find(name.Name) is not null
            ? " It hides the function of this name; rename it, or call the one of Math."
            : "";
        _diagnostics.Report(DiagnosticTable.NotCallable, name.Span, name.First, variable.Noun, advice);
        return Operand.Error(syntax.Span);
    }

    private Operand ReportUnknownFunction(CallSyntax syntax)
    {
        if (_session.IsKernel(syntax.Function.Name))
        {
            _diagnostics.Report(DiagnosticTable.KernelCalled, syntax.Function.Span, syntax.Function.Name);
            return Operand.Error(syntax.Span);
        }

        var suggestions = new Suggestions(syntax.Function.Name);
        suggestions.Consider(_session.MethodNames);
        suggestions.Consider(FunctionTable.Names);
        if (_shape == KernelShape.Reduction)
        {
            suggestions.Consider(ReductionTable.Names);
        }

        ReportUnknown(DiagnosticTable.UnknownFunction, syntax.Function, suggestions);
        return Operand.Error(syntax.Span);
    }

    private Operand ReportInvalid(CallSyntax syntax, FormulaSource callee, DiagnosticBag diagnostics)
    {
        foreach (Diagnostic diagnostic in diagnostics.Diagnostics)
        {
            if (diagnostic.Descriptor.Severity != DiagnosticSeverity.Error)
            {
                continue;
            }

            // A cycle is named by the formula that closes it; the callers need not repeat where.
            bool known = diagnostic.Descriptor == DiagnosticTable.InliningCycle || diagnostic.Descriptor == DiagnosticTable.InlinedMethodInvalid;
            _diagnostics.Add(known
                ? new Diagnostic(diagnostic.Descriptor, syntax.Span, diagnostic.Message, null)
                : Diagnostic.Create(DiagnosticTable.InlinedMethodInvalid, syntax.Span, null, callee.MethodName, diagnostic.Message));
            break;
        }

        return Operand.Error(syntax.Span);
    }

    private string DescribeCycle(FormulaSource callee)
    {
        var text = new StringBuilder();
        for (int index = _session.CallStack.IndexOf(callee); index < _session.CallStack.Count; index++)
        {
            text.Append(_session.CallStack[index].MethodName).Append(" calls ");
        }

        return text.Append(callee.MethodName).ToString();
    }

    private static string DescribeTypes(Operand[] operands)
    {
        var text = new StringBuilder();
        foreach (Operand operand in operands)
        {
            text.Append(text.Length == 0 ? "" : ", ").Append(operand.DescribeType());
        }

        return text.ToString();
    }

    private static string DescribeOverloads<T>(IReadOnlyList<T> overloads)
        where T : Overload
    {
        var text = new StringBuilder();
        foreach (T overload in overloads)
        {
            if (overload.Result <= ElementType.Double)
            {
                text.Append(text.Length == 0 ? "(" : ", (").Append(overload).Append(')');
            }
        }

        return text.ToString();
    }

    private static string Count(int count) => count switch
    {
        0 => "no arguments",
        1 => "one argument",
        _ => count + " arguments",
    };
}
