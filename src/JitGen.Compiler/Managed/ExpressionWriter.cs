using System.Collections.Generic;
using System.Globalization;
using JitGen.Compiler.IR;

namespace JitGen.Compiler.Managed;

/// <summary>
/// Writes nodes as C#: each becomes an expression, which its users contain or, if it is used more than once, name as a local.
/// This part: leaves, locals and throws; the other: operators.
/// </summary>
internal sealed partial class ExpressionWriter
{
    /// <summary>An expression of more characters, or of more operators around each other, gets a local of its own.</summary>
    private const int LongText = 120;
    private const int DeepNesting = 12;

    private readonly Function _function;
    private readonly NodeStages _stages;
    private readonly CSharpExpression?[] _expressions;
    private readonly HashSet<string> _names = new();
    private readonly List<CSharpExpression> _reduced = new();
    private int _localCount;

    public ExpressionWriter(Function function, NodeStages stages)
    {
        _function = function;
        _stages = stages;
        _expressions = new CSharpExpression?[function.Count];
        foreach (Parameter parameter in function.Parameters)
        {
            _names.Add(parameter.Name);
        }
    }

    /// <summary>Where statements go; who changes it knows where they will stand.</summary>
    public List<string> Statements { get; set; } = new();

    /// <summary>Whether the statements contain what a checked project would check.</summary>
    public bool NeedsUnchecked { get; private set; }

    /// <summary>The names of the iteration's index and of the number of elements, in a kernel.</summary>
    public string IndexName { get; set; } = "";

    public string LengthName { get; set; } = "";

    /// <summary>How far the element that is written is from the one of the iteration's index.</summary>
    public int IndexOffset { get; set; }

    /// <summary>A name that nothing else has: the one given, or that one with a number.</summary>
    public string Reserve(string name)
    {
        string unique = name;
        for (int number = 1; !_names.Add(unique); number++)
        {
            unique = name + number.ToString(CultureInfo.InvariantCulture);
        }

        return unique;
    }

    /// <summary>Says which local holds the result of the next reduction.</summary>
    public void AddReduced(string local, ElementType type) => _reduced.Add(Primary(local, type));

    /// <summary>Writes the nodes of a stage that have no expression yet.</summary>
    public void WriteNodes(int stage)
    {
        foreach (Value node in _stages.Nodes(stage))
        {
            if (_expressions[node.Id] is null)
            {
                WriteNode(node, isLocal: false);
            }
        }
    }

    /// <summary>Writes a node whose operands are written, as a local if it has to be one or should.</summary>
    public void WriteNode(Value node, bool isLocal)
    {
        Opcode opcode = _function.OpcodeOf(node);
        if (opcode == Opcode.Constant)
        {
            return;
        }

        bool isLeaf = OpcodeTable.Arity(opcode) == 0;
        CSharpExpression expression = isLeaf ? Leaf(opcode, node) : Compose(node);
        bool isLoad = opcode == Opcode.Element;
        bool shared = (!isLeaf || isLoad) && (isLocal || _stages.UseCount(node) > 1);
        _expressions[node.Id] = shared || expression.Text.Length > LongText || expression.Depth > DeepNesting
            ? DeclareLocal(expression)
            : expression;
    }

    /// <summary>Forgets what was written for nodes, so that it is written anew, of another element.</summary>
    public void Forget(bool[] nodes)
    {
        for (int id = 0; id < nodes.Length; id++)
        {
            _expressions[id] = nodes[id] ? null : _expressions[id];
        }
    }

    /// <summary>Writes a leaf as a local, if it is not written yet.</summary>
    public void MakeLocal(Value leaf)
    {
        if (_expressions[leaf.Id] is null)
        {
            WriteNode(leaf, isLocal: true);
        }
    }

    /// <summary>Throws if the trap's predicate is true; nothing, if it never is.</summary>
    /// <param name="trap">The trap, its nodes written.</param>
    /// <param name="guard">A condition without which it does not throw; null for always.</param>
    public void WriteThrow(Trap trap, string? guard = null)
    {
        if (!NodeStages.CanThrow(_function, trap))
        {
            return;
        }

        string arguments = "()";
        if (trap.DetailType != ElementType.Void)
        {
            string first = Convert(trap.Detail1, trap.DetailType).Text;
            string second = Convert(trap.Detail2, trap.DetailType).Text;
            arguments = "<" + ElementTypes.Keyword(trap.DetailType) + ">(" + first + ", " + second + ")";
        }

        CSharpExpression condition = Convert(trap.Predicate, ElementType.Bool);
        string predicate = guard is null ? condition.Text : guard + " && " + condition.TextAtLeast(CSharpPrecedence.AndAlso);
        Statements.Add("if (" + predicate + ") " + Qualify("Throw." + trap.Kind) + arguments + ";");
    }

    private CSharpExpression Leaf(Opcode opcode, Value node)
    {
        int bits = unchecked((int)_function.BitsOf(node));
        switch (opcode)
        {
            case Opcode.Parameter:
                return Primary(CSharpNames.Escape(_function.Parameters[bits].Name), _function.Parameters[bits].Type);
            case Opcode.Element:
                Parameter span = _function.Parameters[_function.SpanOf(node)];
                return Load(CSharpNames.Escape(span.Name) + "[" + Index(_function.OffsetOf(node) + IndexOffset) + "]", span.Type);
            case Opcode.Index:
                return IndexOffset == 0
                    ? Primary(IndexName, ElementType.Int64)
                    : new CSharpExpression(Index(IndexOffset), ElementType.Int64, CSharpPrecedence.Additive, 1);
            case Opcode.Length:
                return Primary(LengthName, ElementType.Int32);
            default:
                return _reduced[bits];
        }
    }

    private string Index(int offset) => IndexName + (offset == 0 ? "" : offset < 0 ? " - " + Number(-offset) : " + " + Number(offset));

    /// <summary>An element: of any byte but 0, which C# may have been given as a bool, the same true as everywhere else.</summary>
    private static CSharpExpression Load(string element, ElementType type) => type == ElementType.Bool
        ? new CSharpExpression("(" + element + " ? 1 : 0) != 0", type, CSharpPrecedence.Equality, 1)
        : Primary(element, type);

    private static CSharpExpression Primary(string text, ElementType type) => new(text, type, CSharpPrecedence.Primary, 0);

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private CSharpExpression DeclareLocal(CSharpExpression expression)
    {
        string name;
        do
        {
            name = "t" + Number(_localCount++);
        }
        while (_names.Contains(name));

        Statements.Add(ElementTypes.Keyword(expression.Type) + " " + name + " = " + expression.Text + ";");
        return Primary(name, expression.Type);
    }
}
