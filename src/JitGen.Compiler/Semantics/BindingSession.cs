using System.Collections.Generic;
using JitGen.Compiler.IR;
using JitGen.Compiler.Syntax;
using JitGen.Compiler.Text;

namespace JitGen.Compiler.Semantics;

/// <summary>What the binding of a formula and that of the formulas inlined into it share: the graph, the budgets, the calls in progress.</summary>
internal sealed class BindingSession
{
    /// <summary>A level of the parser's nesting is at most two of the binder: a condition, and the operand that it starts with.</summary>
    private const int LevelsPerNesting = 2;

    /// <summary>Expressions bound in inlined formulas per node that the graph may have: inlined again, a formula may add none.</summary>
    private const int InlinedStepsPerNode = 4;

    private readonly CompilationLimits _limits;
    private readonly FormulaSource _root;
    private readonly Dictionary<FormulaSource, ParsedFormula> _parsed = new();
    private readonly HashSet<string> _kernels = new();
    private Dictionary<string, List<MethodOverload>>? _methods;
    private ConstantFolder? _folder;
    private int _depth;
    private int _inlinedCalls;
    private int _inlinedSteps;

    public BindingSession(FormulaSource root, CompilationLimits limits, KernelGraphs graphs)
    {
        _limits = limits;
        _root = root;
        Graphs = graphs;
        Graph = graphs.Finish ?? graphs.Elements;
        CallStack.Add(root);
        graphs.SetPrecision(root.MathPrecision);
    }

    public KernelGraphs Graphs { get; }

    /// <summary>The one of the graphs that what is being bound belongs to; who changes it changes it back.</summary>
    public GraphBuilder Graph { get; set; }

    public ConstantFolder Folder => _folder ??= new ConstantFolder();

    /// <summary>Binary expressions whose left operand is being bound; every user leaves it as it was.</summary>
    public Stack<BinarySyntax> Spine { get; } = new();

    /// <summary>The formulas being bound, the root first: each is called by the one before it.</summary>
    public List<FormulaSource> CallStack { get; } = new();

    /// <summary>The expression of the root formula that is being bound: the place of whatever exceeds a limit.</summary>
    public TextSpan RootSpan { get; set; }

    /// <summary>Which limit was exceeded, or null. Nothing more is bound then.</summary>
    public Diagnostic? StopReason { get; private set; }

    /// <summary>The names of the methods that can be called.</summary>
    public IEnumerable<string> MethodNames => Methods.Keys;

    private Dictionary<string, List<MethodOverload>> Methods => _methods ??= CollectMethods();

    private bool IsInlining => CallStack.Count > 1;

    /// <summary>The overloads of a method of the class, or null.</summary>
    public IReadOnlyList<MethodOverload>? FindMethods(string name) =>
        Methods.TryGetValue(name, out List<MethodOverload>? overloads) ? overloads : null;

    /// <summary>Whether a method of the class has that name, but computes with spans, so that it cannot be called.</summary>
    public bool IsKernel(string name)
    {
        _ = Methods;
        return _kernels.Contains(name);
    }

    /// <summary>The syntax of an inlined formula, which is parsed once.</summary>
    public ParsedFormula Parse(FormulaSource source)
    {
        if (!_parsed.TryGetValue(source, out ParsedFormula? parsed))
        {
            var diagnostics = new DiagnosticBag();
            parsed = new ParsedFormula(Parser.Parse(source.Text, _limits, diagnostics), diagnostics);
            _parsed.Add(source, parsed);
        }

        return parsed;
    }

    /// <summary>Counts a level of nesting and a step; false if a limit is exceeded, now or before.</summary>
    public bool Enter()
    {
        _depth++;
        if (_depth > _limits.Nesting * LevelsPerNesting)
        {
            Stop(DiagnosticTable.FormulaTooDeep, _limits.Nesting);
        }
        else if (IsInlining && ++_inlinedSteps > _limits.Nodes * InlinedStepsPerNode)
        {
            Stop(DiagnosticTable.TooMuchInlining, _limits.InlinedCalls);
        }
        else if (Graph.Function.Count > _limits.Nodes || Graph.Function.Traps.Count > _limits.Nodes)
        {
            Stop(DiagnosticTable.FormulaTooLarge, _limits.Nodes);
        }

        return StopReason is null;
    }

    public void Leave() => _depth--;

    /// <summary>Counts a call that is inlined; false if it is one too many.</summary>
    public bool EnterCall(FormulaSource callee)
    {
        if (++_inlinedCalls > _limits.InlinedCalls)
        {
            Stop(DiagnosticTable.TooMuchInlining, _limits.InlinedCalls);
            return false;
        }

        CallStack.Add(callee);
        Graphs.SetPrecision(callee.MathPrecision);
        return true;
    }

    public void LeaveCall()
    {
        CallStack.RemoveAt(CallStack.Count - 1);
        Graphs.SetPrecision(CallStack[CallStack.Count - 1].MathPrecision);
    }

    /// <summary>Counts the reductions so far.</summary>
    public void CheckReductions()
    {
        if (Graphs.Elements.Function.Reductions.Count > _limits.Reductions)
        {
            Stop(DiagnosticTable.TooManyReductions, _limits.Reductions);
        }
    }

    private void Stop(DiagnosticDescriptor descriptor, params object[] arguments) =>
        StopReason ??= Diagnostic.Create(descriptor, RootSpan, null, arguments);

    /// <summary>A formula and all that it may call; of two with one signature, which a class cannot have, the first.</summary>
    private Dictionary<string, List<MethodOverload>> CollectMethods()
    {
        var methods = new Dictionary<string, List<MethodOverload>>();
        var pending = new Queue<FormulaSource>();
        pending.Enqueue(_root);
        while (pending.Count > 0)
        {
            FormulaSource method = pending.Dequeue();
            if (Add(methods, method))
            {
                foreach (FormulaSource callee in method.Methods)
                {
                    pending.Enqueue(callee);
                }
            }
        }

        return methods;
    }

    /// <summary>Adds a method that was not yet known; a kernel cannot be called, but what it may call can.</summary>
    private bool Add(Dictionary<string, List<MethodOverload>> methods, FormulaSource method)
    {
        if (method.Shape != KernelShape.Scalar)
        {
            return _kernels.Add(method.MethodName);
        }

        if (!methods.TryGetValue(method.MethodName, out List<MethodOverload>? overloads))
        {
            methods.Add(method.MethodName, overloads = new List<MethodOverload>());
        }

        var overload = new MethodOverload(method);
        if (overloads.Exists(other => other.HasParametersOf(overload)))
        {
            return false;
        }

        overloads.Add(overload);
        return true;
    }
}

/// <summary>The syntax of a formula, or null and why.</summary>
internal sealed record ParsedFormula(FormulaSyntax? Syntax, DiagnosticBag Diagnostics);

/// <summary>A method of the class, as a candidate for a call.</summary>
internal sealed class MethodOverload(FormulaSource source) : Overload(TypesOf(source), source.ResultType)
{
    public FormulaSource Source { get; } = source;

    private static ElementType[] TypesOf(FormulaSource source)
    {
        var types = new ElementType[source.Parameters.Count];
        for (int index = 0; index < types.Length; index++)
        {
            types[index] = source.Parameters[index].Type;
        }

        return types;
    }
}
