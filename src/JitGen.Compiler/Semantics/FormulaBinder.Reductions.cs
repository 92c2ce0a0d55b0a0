using System.Collections.Generic;
using JitGen.Compiler.IR;
using JitGen.Compiler.Syntax;
using JitGen.Compiler.Text;

namespace JitGen.Compiler.Semantics;

/// <content>
/// Reductions: their expressions are bound in the graph of the elements, what is around them in the one that finishes. A local is
/// bound where it belongs: in the elements' graph, if it depends on them.
/// </content>
internal sealed partial class FormulaBinder
{
    private readonly Stack<ExpressionSyntax> _unvisited = new();

    /// <summary>Whether something that the program around declares has the name, so that it is not the language's.</summary>
    private bool IsHidden(NameSyntax name) => _scope.Find(name.First) is not null || _session.FindMethods(name.Name) is not null;

    /// <summary>The reduction that is called; null if none is. A min or max of several values is a function.</summary>
    private IReadOnlyList<ReductionOverload>? FindReduction(CallSyntax syntax)
    {
        bool isFunction = FunctionTable.Find(syntax.Function.Name) is not null;
        return (isFunction && (syntax.Arguments.Count != 1 || _shape == KernelShape.Scalar)) || IsHidden(syntax.Function)
            ? null
            : ReductionTable.Find(syntax.Function.Name);
    }

    private Operand BindReduction(CallSyntax syntax, IReadOnlyList<ReductionOverload> overloads)
    {
        if (_shape != KernelShape.Reduction)
        {
            return ReportMisplaced(syntax);
        }

        if (!IsOutsideReductions)
        {
            return ReportNested(syntax.Span);
        }

        if (syntax.Arguments.Count != 1)
        {
            return ReportArgumentCount(syntax, 1);
        }

        KernelGraphs graphs = _session.Graphs;
        _session.Graph = graphs.Elements;
        int trapCount = Graph.Function.Traps.Count;
        Operand argument = Bind(syntax.Arguments[0]);
        ReductionOverload? overload = argument.IsError ? null : ChooseOverload(syntax, overloads, [argument]);
        Value value = overload is null
            ? Value.None
            : Materialize(ConvertFitting(ConvertFitting(argument, overload.Parameters[0]), overload.ComputedIn));
        _session.Graph = graphs.Finish!;
        if (overload is null || !GuardTraps(syntax, trapCount))
        {
            return Operand.Error(syntax.Span);
        }

        if (IsChecked && overload.Emit == Reductions.Product && ElementTypes.IsInteger(overload.ComputedIn))
        {
            _diagnostics.Report(DiagnosticTable.CheckedProduct, syntax.Function.Span);
            return Operand.Error(syntax.Span);
        }

        Value result = overload.Emit(graphs, overload.ComputedIn, value, IsChecked);
        _session.CheckReductions();
        return Operand.OfValue(syntax.Span, overload.Result, result);
    }

    /// <summary>
    /// Lets the elements of a reduction throw only where C# would evaluate the reduction: under the conditions around it, which
    /// have to be known before the elements. False, with a diagnostic, if they are not.
    /// </summary>
    private bool GuardTraps(CallSyntax syntax, int trapCount)
    {
        List<Trap> traps = _session.Graphs.Elements.Function.Traps;
        if (Graph.Path is not { } path || traps.Count == trapCount)
        {
            return true;
        }

        if (path.IsNever)
        {
            traps.RemoveRange(trapCount, traps.Count - trapCount);
            return true;
        }

        GraphImporter importer = _session.Graphs.Importer!;
        Value condition = path.ToValue(Graph.Function);
        if (importer.IsLate(condition))
        {
            _diagnostics.Report(DiagnosticTable.LateCondition, syntax.Span, TextOf(syntax.Span));
            return false;
        }

        Value copy = importer.Import(condition);
        for (int index = trapCount; index < traps.Count; index++)
        {
            Value predicate = _session.Graphs.Elements.Node(Opcode.And, IrType.Bool, copy, traps[index].Predicate);
            traps[index] = traps[index] with { Predicate = predicate };
        }

        return true;
    }

    /// <summary>Goes on in the graph that a local belongs to; returns the one to go back to.</summary>
    private GraphBuilder EnterGraphOf(ExpressionSyntax value)
    {
        GraphBuilder outer = Graph;
        if (IsOutsideReductions && DependsOnElements(value))
        {
            _session.Graph = _session.Graphs.Elements;
        }

        return outer;
    }

    /// <summary>
    /// What a local can throw that stands before all reductions, it throws before their elements do: the first of them throws it
    /// too.
    /// </summary>
    private void LeaveGraphOfLocal(GraphBuilder outer, int trapCount)
    {
        Function elements = _session.Graphs.Elements.Function;
        if (_isRoot && IsOutsideReductions && elements.Reductions.Count == 0)
        {
            List<Trap> traps = Graph.Function.Traps;
            for (int index = trapCount; index < traps.Count; index++)
            {
                elements.Traps.Add(_session.Graphs.Importer!.Import(traps[index]));
            }
        }

        _session.Graph = outer;
    }

    /// <summary>Whether the expression reads elements, itself and not through a reduction.</summary>
    private bool DependsOnElements(ExpressionSyntax expression)
    {
        bool depends = false;
        _unvisited.Clear();
        _unvisited.Push(expression);
        while (_unvisited.Count > 0 && !depends)
        {
            switch (_unvisited.Pop())
            {
                case NameSyntax name:
                    Variable? variable = _scope.Find(name.First);
                    depends = IsIndex(name) || variable is { IsSpan: true } || variable?.Home == _session.Graphs.Elements;
                    break;
                case IndexSyntax:
                    depends = true;
                    break;
                case CallSyntax call when FindReduction(call) is null && !IsLength(call):
                    Visit([.. call.Arguments]);
                    break;
                case BinarySyntax binary:
                    Visit(binary.Left, binary.Right);
                    break;
                case ConditionalSyntax conditional:
                    Visit(conditional.Condition, conditional.WhenTrue, conditional.WhenFalse);
                    break;
                case UnarySyntax unary:
                    Visit(unary.Operand);
                    break;
                case CastSyntax cast:
                    Visit(cast.Operand);
                    break;
                case ParenthesizedSyntax parenthesized:
                    Visit(parenthesized.Operand);
                    break;
                case CheckedSyntax @checked:
                    Visit(@checked.Operand);
                    break;
            }
        }

        return depends;
    }

    private void Visit(params ExpressionSyntax[] expressions)
    {
        foreach (ExpressionSyntax expression in expressions)
        {
            _unvisited.Push(expression);
        }
    }

    /// <summary>The value of a local of the other graph; none, with a diagnostic, if it is not known here.</summary>
    private Value ValueFromOtherGraph(NameSyntax syntax, Variable variable)
    {
        if (variable.Value.IsNone)
        {
            return Value.None;
        }

        if (IsOutsideReductions)
        {
            ReportOutsideReduction(syntax.Span);
            return Value.None;
        }

        GraphImporter importer = _session.Graphs.Importer!;
        if (importer.IsLate(variable.Value))
        {
            ReportNested(syntax.Span);
            return Value.None;
        }

        return importer.Import(variable.Value);
    }

    private Operand ReportNested(TextSpan span)
    {
        _diagnostics.Report(DiagnosticTable.NestedReduction, span, TextOf(span));
        return Operand.Error(span);
    }

    private Operand ReportMisplaced(CallSyntax syntax)
    {
        string reason = _shape == KernelShape.Scalar
            ? "no parameter of this formula is a span"
            : "a method that returns nothing computes element by element; return it from a method of its own, and pass it as a value";
        _diagnostics.Report(DiagnosticTable.ReductionMisplaced, syntax.Function.Span, syntax.Function.Name, reason);
        return Operand.Error(syntax.Span);
    }

    private Operand ReportArgumentCount(CallSyntax syntax, int expected)
    {
        _diagnostics.Report(
            DiagnosticTable.ArgumentCount, syntax.Span, syntax.Function.Name, Count(expected), syntax.Arguments.Count);
        return Operand.Error(syntax.Span);
    }
}
