using JitGen.Compiler.IR;
using JitGen.Compiler.Syntax;
using JitGen.Compiler.Text;

namespace JitGen.Compiler.Semantics;

/// <summary>Whether arithmetic is checked: as the project says, or as the nearest checked(...) or unchecked(...) does.</summary>
internal enum OverflowContext : byte
{
    Default,
    Checked,
    Unchecked,
}

/// <summary>
/// Binds one formula, the root or an inlined one. This part: statements and the result; the others: expressions, names,
/// conversions, calls, and what kernels have beside: elements, results, reductions.
/// </summary>
internal sealed partial class FormulaBinder
{
    private readonly BindingSession _session;
    private readonly FormulaSource _source;
    private readonly DiagnosticBag _diagnostics;
    private readonly bool _isRoot;
    private readonly Scope _scope = new();
    private readonly KernelShape _shape;
    private OverflowContext _overflow;

    /// <summary>Prepares to bind.</summary>
    /// <param name="session">What all formulas share.</param>
    /// <param name="source">The formula.</param>
    /// <param name="diagnostics">Where its errors go.</param>
    /// <param name="arguments">The values of its parameters; null for the root, whose parameters are the function's.</param>
    public FormulaBinder(BindingSession session, FormulaSource source, DiagnosticBag diagnostics, Value[]? arguments)
    {
        _session = session;
        _source = source;
        _diagnostics = diagnostics;
        _isRoot = arguments is null;
        _shape = source.Shape;
        for (int index = 0; index < source.Parameters.Count; index++)
        {
            Parameter parameter = source.Parameters[index];
            Value value = arguments is null ? Value.None : arguments[index];
            _scope.Add(new Variable(parameter.Name, index, parameter.Type, parameter.Kind) { Value = value });
        }
    }

    /// <summary>The type of the result before its conversion to the return type.</summary>
    public ElementType UnconvertedType { get; private set; }

    /// <summary>Where nodes and traps go.</summary>
    private GraphBuilder Graph => _session.Graph;

    /// <summary>Whether overflow is tested at run time; that of constants is, except in unchecked(...).</summary>
    private bool IsChecked => _overflow == OverflowContext.Checked || (_overflow == OverflowContext.Default && _source.CheckedByDefault);

    /// <summary>The result, converted to the type that the method returns; an error where it returns nothing.</summary>
    public Operand BindFormula(FormulaSyntax syntax)
    {
        _scope.Announce(syntax.Statements);
        foreach (StatementSyntax statement in syntax.Statements)
        {
            if (statement is DeclarationSyntax declaration)
            {
                BindDeclaration(declaration);
            }
            else
            {
                BindAssignment((AssignmentSyntax)statement);
            }
        }

        if (_shape == KernelShape.Map)
        {
            BindResults(syntax.Result);
        }
        else if (syntax.Result is not null)
        {
            Operand result = Bind(syntax.Result);
            UnconvertedType = result.Type;
            return ConvertImplicitly(result, _source.ResultType);
        }
        else
        {
            ReportMissingResult();
        }

        return Operand.Error(End);
    }

    /// <summary>Warns of each parameter that the formula does not use.</summary>
    public void ReportUnusedParameters()
    {
        foreach (Parameter parameter in _source.Parameters)
        {
            if (_scope.Find(parameter.Name) is { IsUsed: false, IsAssigned: false, Measured: null })
            {
                var everything = new TextSpan(0, _source.Text.Length);
                _diagnostics.Report(DiagnosticTable.UnusedParameter, everything, parameter.Name, _source.MethodName);
            }
        }
    }

    private TextSpan End => new(_source.Text.Length, 0);

    private void ReportMissingResult()
    {
        if (!_diagnostics.HasErrors)
        {
            _diagnostics.Report(DiagnosticTable.MissingResult, End);
        }
    }

    private void BindDeclaration(DeclarationSyntax declaration)
    {
        GraphBuilder outer = EnterGraphOf(declaration.Value);
        int trapCount = Graph.Function.Traps.Count;
        Operand value = Bind(declaration.Value);
        if (declaration.Type is { } type)
        {
            value = ConvertImplicitly(value, type);
        }
        else if (value.Kind == OperandKind.Conditional)
        {
            value = ReportNoConditionalType(value);
        }

        Variable? existing = value.IsError
            ? _scope.Declare(declaration.Name, declaration.Type ?? ElementType.Void, Value.None, Graph)
            : _scope.Declare(declaration.Name, value.Type, Materialize(value), Graph);
        if (existing is not null)
        {
            _diagnostics.Report(DiagnosticTable.DuplicateName, declaration.NameSpan, existing.Noun, existing.Name);
        }

        LeaveGraphOfLocal(outer, trapCount);
    }
}
