using System.Collections.Generic;
using System.Linq;
using JitGen.Compiler.IR;
using JitGen.Compiler.IR.Numerics;
using JitGen.Compiler.Syntax;
using JitGen.Compiler.Text;

namespace JitGen.Compiler.Semantics;

/// <content>Results: what is returned, and what a map stores into which span.</content>
internal sealed partial class FormulaBinder
{
    /// <summary>The spans that can be stored into, in the order of their declaration.</summary>
    private IEnumerable<Variable> Destinations =>
        _source.Parameters.Where(parameter => parameter.Kind == ParameterKind.Span).Select(parameter => _scope.Find(parameter.Name)!);

    /// <summary>What is stored or returned for a value of the type: the value or, if NaNs shall be alike, the canonical one.</summary>
    public Value ToResult(Value value, ElementType type)
    {
        if (!_source.CanonicalNaN || !ElementTypes.IsFloating(type))
        {
            return value;
        }

        IrType nodeType = ElementTypes.IrTypeOf(type);
        Value canonical = Graph.Function.Constant(nodeType, BinaryFormat.Of(nodeType).QuietNaN);
        return Graph.Node(Opcode.Select, nodeType, Graph.Compare(Opcode.NeF, value, value), canonical, value);
    }

    private void BindAssignment(AssignmentSyntax assignment)
    {
        GraphBuilder outer = EnterGraphOf(assignment.Value);
        Operand value = Bind(assignment.Value);
        _session.Graph = outer;
        NameSyntax target = assignment.Target as NameSyntax ?? ((IndexSyntax)assignment.Target).Array;
        Variable? variable = target.IsQualified ? null : _scope.Find(target.Name);
        if (_shape != KernelShape.Map || variable is not { Kind: ParameterKind.Span })
        {
            ReportAssignment(assignment, target, variable);
            return;
        }

        if (assignment.Target is IndexSyntax indexed && OffsetOf(indexed.Index) is not 0)
        {
            if (!_diagnostics.HasErrors)
            {
                _diagnostics.ReportWithSuggestion(
                    DiagnosticTable.NotAssignable, indexed.Span, target.Name, TextOf(indexed.Span),
                    "each iteration stores its own element; write " + target.Name + " = ...;");
            }

            return;
        }

        Assign(variable, value);
    }

    private void Assign(Variable destination, Operand value)
    {
        Operand converted = ConvertImplicitly(value, destination.Type);
        destination.IsAssigned = true;
        if (!converted.IsError)
        {
            destination.Value = Materialize(converted);
        }
    }

    /// <summary>The end of a map: its last expression, if it has one, then what every span got.</summary>
    private void BindResults(ExpressionSyntax? last)
    {
        if (last is not null)
        {
            BindLastExpression(last);
        }

        if (_diagnostics.HasErrors)
        {
            return;
        }

        CheckDestinations();
        foreach (Variable destination in Destinations)
        {
            if (destination.IsAssigned && !_diagnostics.HasErrors)
            {
                if (destination.IsReadBack)
                {
                    Graph.Function.Shape = KernelShape.Recurrence;
                }

                Value value = ToResult(destination.Value, destination.Type);
                Graph.Function.Results.Add(new Result(destination.Name, destination.Type, value));
            }
        }
    }

    /// <summary>The last expression goes to the only span that the formula neither reads nor assigns.</summary>
    private void BindLastExpression(ExpressionSyntax last)
    {
        Operand value = Bind(last);
        UnconvertedType = value.Type;
        Variable[] open = [.. Destinations.Where(destination => !destination.IsUsed && !destination.IsAssigned)];
        if (open.Length == 1)
        {
            Assign(open[0], value);
        }
        else if (!_diagnostics.HasErrors)
        {
            string reason = open.Length > 1
                ? "it could go to '" + open[0].Name + "' or '" + open[1].Name + "'; assign each: " + open[0].Name + " = ...;"
                : Destinations.FirstOrDefault(destination => !destination.IsAssigned) is { } input
                ? "the formula reads every span; to update one in place, assign it: " + input.Name + " = ...;"
                : "every span is assigned already; remove it, or name it with var t = ...;";
            _diagnostics.Report(DiagnosticTable.NoDestination, last.Span, TextOf(last.Span), reason);
        }
    }

    private void CheckDestinations()
    {
        bool hasInput = _source.Parameters.Any(parameter => parameter.Kind == ParameterKind.ReadOnlySpan)
            || Destinations.Any(IsInput);
        bool isFirst = true;
        foreach (Variable destination in Destinations)
        {
            if (!destination.IsAssigned && !destination.IsUsed)
            {
                _diagnostics.Report(DiagnosticTable.UnassignedResult, End, destination.Name);
            }
            else if (destination is { IsAssigned: true, ReadAhead: { } ahead })
            {
                _diagnostics.Report(DiagnosticTable.ResultReadAhead, ahead, destination.Name, TextOf(ahead));
            }

            if (!IsInput(destination) && destination.Measured is { } measured && (hasInput || !isFirst))
            {
                _diagnostics.Report(
                    DiagnosticTable.LengthOfNoInput, measured, destination.Name, "it is a result, which may be longer than what is read");
            }

            isFirst = false;
        }

        if (!Destinations.Any(destination => destination.IsAssigned))
        {
            ReportMissingResult();
        }
    }

    /// <summary>Whether the span has elements that no iteration stores before they are read, so that it is as long as the inputs.</summary>
    private static bool IsInput(Variable destination) => destination.IsAssigned ? destination.IsReadInPlace : destination.IsUsed;

    private void ReportAssignment(AssignmentSyntax assignment, NameSyntax target, Variable? variable)
    {
        if (assignment.Target is IndexSyntax && variable is not { IsSpan: true })
        {
            Bind(assignment.Target);
            return;
        }

        string? advice = null;
        string reason;
        if (variable is null)
        {
            advice = "var " + target.Name;
            reason = "there is no result of this name; to name a value, write " + advice + " = ...;";
        }
        else if (variable.IsSpan)
        {
            reason = _shape == KernelShape.Reduction
                ? "a method that returns a value stores into no span"
                : "it is a ReadOnlySpan; declare the parameter as Span<" + ElementTypes.Keyword(variable.Type) + ">";
        }
        else if (variable.IsParameter)
        {
            reason = "a parameter keeps its value; name the new one with var t = ...;";
        }
        else
        {
            reason = "a local gets its value once; name the new one with another var";
        }

        _diagnostics.ReportWithSuggestion(DiagnosticTable.NotAssignable, target.Span, advice, target.Name, reason);
    }
}
