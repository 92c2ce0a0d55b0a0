using System.Collections.Generic;
using JitGen.Compiler.IR;
using JitGen.Compiler.Syntax;
using JitGen.Compiler.Text;

namespace JitGen.Compiler.Semantics;

/// <content>Names, and what is said of the unknown ones.</content>
internal sealed partial class FormulaBinder
{
    private Dictionary<string, ConstantValue>? _constants;

    /// <summary>The const fields in scope, by name.</summary>
    private Dictionary<string, ConstantValue> Constants
    {
        get
        {
            if (_constants is null)
            {
                _constants = new Dictionary<string, ConstantValue>();
                foreach (NamedConstant constant in _source.Constants)
                {
                    _constants[constant.Name] = constant.Value;
                }
            }

            return _constants;
        }
    }

    private Operand BindName(NameSyntax syntax)
    {
        if (_scope.Find(syntax.First) is { } variable)
        {
            return syntax.IsQualified ? ReportMember(syntax, variable) : BindVariable(syntax, variable);
        }

        if (IsIndex(syntax))
        {
            return BindIndexOfIteration(syntax.Span);
        }

        if (Constants.TryGetValue(syntax.Name, out ConstantValue constant)
            || NamedConstants.TryGet(QualifiedNames.Normalize(syntax.Name), out constant))
        {
            return Operand.OfConstant(syntax.Span, constant);
        }

        return ReportUnknownName(syntax);
    }

    private Operand BindVariable(NameSyntax syntax, Variable variable)
    {
        variable.IsUsed = true;
        if (!variable.IsDeclared)
        {
            _diagnostics.Report(DiagnosticTable.UsedBeforeDeclaration, syntax.Span, variable.Name);
            return Operand.Error(syntax.Span);
        }

        if (variable.IsSpan)
        {
            return BindElement(syntax.Span, variable, 0);
        }

        bool isRootParameter = variable.IsParameter && variable.Value.IsNone;
        Value value = isRootParameter ? Graph.Function.Parameter(variable.ParameterIndex)
            : variable.Home is { } home && home != Graph ? ValueFromOtherGraph(syntax, variable)
            : variable.Value;
        return value.IsNone ? Operand.Error(syntax.Span) : Operand.OfValue(syntax.Span, variable.Type, value);
    }

    private Operand ReportMember(NameSyntax syntax, Variable variable)
    {
        variable.IsUsed = true;
        _diagnostics.Report(
            DiagnosticTable.UnknownName, syntax.Span, syntax.Name, " '" + variable.Name + "' is a " + variable.Noun + ", and values have no members.");
        return Operand.Error(syntax.Span);
    }

    private Operand ReportUnknownName(NameSyntax syntax)
    {
        if (FunctionTable.Find(QualifiedNames.Normalize(syntax.Name)) is { } overloads)
        {
            ReportNotCalled(syntax, overloads[0]);
        }
        else if (_session.FindMethods(syntax.Name) is { } methods)
        {
            ReportNotCalled(syntax, methods[0]);
        }
        else
        {
            var suggestions = new Suggestions(syntax.Name);
            suggestions.ConsiderVariables(_scope.Names);
            suggestions.Consider(Constants.Keys);
            suggestions.Consider(NamedConstants.Names);
            ReportUnknown(DiagnosticTable.UnknownName, syntax, suggestions);
        }

        return Operand.Error(syntax.Span);
    }

    private void ReportUnknown(DiagnosticDescriptor descriptor, NameSyntax syntax, Suggestions suggestions)
    {
        string question = suggestions.Best is null ? "" : " Did you mean '" + suggestions.Best + "'?";
        _diagnostics.ReportWithSuggestion(descriptor, syntax.Span, suggestions.Best, TextOf(syntax.Span), question);
    }

    private void ReportNotCalled(NameSyntax syntax, Overload overload)
    {
        string[] names = { "", "x", "x, y", "x, y, z" };
        int count = overload.Parameters.Length;
        _diagnostics.Report(DiagnosticTable.FunctionNotCalled, syntax.Span, syntax.Name, count < names.Length ? names[count] : "...");
    }
}
