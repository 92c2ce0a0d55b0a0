using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using JitGen.Compiler.IR;

namespace JitGen.Compiler.Managed;

/// <summary>
/// Writes a scalar function as the body of a C# method: the throws in their order, a local for each node that is used more
/// than once, and the result. It runs wherever native code cannot, with the same bits, on .NET 8 and later.
/// <code>
/// if (b == 0) Throw.DivideByZero();
/// return a / b;
/// </code>
/// </summary>
/// <remarks>
/// The method has the function's parameters, named as <see cref="CSharpNames.Escape"/> gives them. The text compiles in
/// checked and unchecked projects; its types are found through the <see cref="Usings"/>, which belong into a namespace of its
/// own, so that no type of the user hides them.
/// </remarks>
internal sealed class FallbackWriter
{
    /// <summary>The namespaces that the text uses.</summary>
    public const string Usings = "using System; using System.Numerics; using JitGen.CompilerServices;";

    /// <summary>
    /// Warnings about constants that meet in the text, which an optimizer would have folded; for <c>#pragma warning
    /// disable</c>.
    /// </summary>
    public const string Warnings = "CS0162, CS0652, CS0675, CS1718";

    /// <summary>An expression of more characters, or of more operators around each other, gets a local of its own.</summary>
    private const int LongText = 120;
    private const int DeepNesting = 12;

    private static readonly string[] s_namespaces = { "System.", "System.Numerics.", "JitGen.CompilerServices." };

    private readonly Function _function;
    private readonly int[] _useCounts;
    private readonly CSharpExpression?[] _expressions;
    private readonly HashSet<string> _names = new();
    private readonly List<string> _statements = new();
    private int _localCount;
    private bool _needsUnchecked;

    private FallbackWriter(Function function)
    {
        _function = function;
        _useCounts = new int[function.Count];
        _expressions = new CSharpExpression?[function.Count];
        foreach (Parameter parameter in function.Parameters)
        {
            _names.Add(parameter.Name);
        }
    }

    /// <summary>The statements of the body, each line preceded by <paramref name="indent"/> and ended by a line feed.</summary>
    public static string Write(Function function, string indent)
    {
        var writer = new FallbackWriter(function);
        writer.WriteStatements();
        var text = new StringBuilder();
        if (writer._needsUnchecked)
        {
            text.Append(indent).Append("unchecked\n").Append(indent).Append("{\n");
        }

        foreach (string statement in writer._statements)
        {
            text.Append(indent).Append(writer._needsUnchecked ? "    " : "").Append(statement).Append('\n');
        }

        return writer._needsUnchecked ? text.Append(indent).Append("}\n").ToString() : text.ToString();
    }

    private void WriteStatements()
    {
        int[] stages = AssignStages(out int[] order);
        int next = 0;
        int stage = 0;
        foreach (Trap trap in _function.Traps)
        {
            WriteNodes(stages, order, ref next, stage++);
            if (CanThrow(trap))
            {
                WriteThrow(trap);
            }
        }

        foreach (Result result in _function.Results)
        {
            WriteNodes(stages, order, ref next, stage++);
            string value = Convert(result.Value, result.Type).Text;
            _statements.Add((result.Name is null ? "return " : CSharpNames.Escape(result.Name) + " = ") + value + ";");
        }
    }

    /// <summary>
    /// Counts uses, and gives each node the first trap or result that needs it, before which it has to be computed.
    /// <paramref name="order"/> lists the needed nodes by stage, operands before users within it.
    /// </summary>
    private int[] AssignStages(out int[] order)
    {
        int[] stages = new int[_function.Count];
        var reached = new List<int>(_function.Count);
        var boundaries = new List<int>();
        foreach (Trap trap in _function.Traps)
        {
            if (CanThrow(trap))
            {
                Reach(trap.Predicate);
                Reach(trap.Detail1);
                Reach(trap.Detail2);
            }

            boundaries.Add(Spread());
        }

        foreach (Result result in _function.Results)
        {
            Reach(result.Value);
            boundaries.Add(Spread());
        }

        order = reached.ToArray();
        int start = 0;
        for (int stage = 0; stage < boundaries.Count; stage++)
        {
            Array.Sort(order, start, boundaries[stage] - start);
            for (; start < boundaries[stage]; start++)
            {
                stages[order[start]] = stage;
            }
        }

        return stages;

        void Reach(Value value)
        {
            if (!value.IsNone && _useCounts[value.Id]++ == 0)
            {
                reached.Add(value.Id);
            }
        }

        int Spread()
        {
            for (int done = boundaries.Count == 0 ? 0 : boundaries[boundaries.Count - 1]; done < reached.Count; done++)
            {
                var node = new Value(reached[done]);
                for (int index = 0; index < OpcodeTable.Arity(_function.OpcodeOf(node)); index++)
                {
                    Reach(_function.Operand(node, index));
                }
            }

            return reached.Count;
        }
    }

    private void WriteNodes(int[] stages, int[] order, ref int next, int stage)
    {
        for (; next < order.Length && stages[order[next]] == stage; next++)
        {
            var node = new Value(order[next]);
            switch (_function.OpcodeOf(node))
            {
                case Opcode.Constant:
                    break;
                case Opcode.Parameter:
                    Parameter parameter = _function.Parameters[(int)_function.BitsOf(node)];
                    string name = CSharpNames.Escape(parameter.Name);
                    _expressions[node.Id] = new CSharpExpression(name, parameter.Type, CSharpPrecedence.Primary, 0);
                    break;
                default:
                    CSharpExpression expression = Compose(node);
                    bool shared = _useCounts[node.Id] > 1 || expression.Text.Length > LongText || expression.Depth > DeepNesting;
                    _expressions[node.Id] = shared ? DeclareLocal(expression) : expression;
                    break;
            }
        }
    }

    private CSharpExpression DeclareLocal(CSharpExpression expression)
    {
        string name;
        do
        {
            name = "t" + (_localCount++).ToString(CultureInfo.InvariantCulture);
        }
        while (_names.Contains(name));

        _statements.Add(ElementTypes.Keyword(expression.Type) + " " + name + " = " + expression.Text + ";");
        return new CSharpExpression(name, expression.Type, CSharpPrecedence.Primary, 0);
    }

    private void WriteThrow(Trap trap)
    {
        string arguments = "()";
        if (trap.DetailType != ElementType.Void)
        {
            string first = Convert(trap.Detail1, trap.DetailType).Text;
            string second = Convert(trap.Detail2, trap.DetailType).Text;
            arguments = "<" + ElementTypes.Keyword(trap.DetailType) + ">(" + first + ", " + second + ")";
        }

        string predicate = Convert(trap.Predicate, ElementType.Bool).Text;
        _statements.Add("if (" + predicate + ") " + Qualify("Throw." + trap.Kind) + arguments + ";");
    }

    private CSharpExpression Compose(Value node)
    {
        Opcode opcode = _function.OpcodeOf(node);
        Value first = _function.Operand(node, 0);
        Value second = _function.Operand(node, 1);
        IrType from = _function.TypeOf(first);
        FallbackRow row = FallbackTable.Find(opcode, from, _function.TypeOf(node), IsSafeDivisor(opcode, second))!;
        _needsUnchecked |= row.Overflows;
        if (row.Form is FallbackForm.Conditional or FallbackForm.ConditionalSwapped)
        {
            Value third = _function.Operand(node, 2);
            return row.Form == FallbackForm.Conditional ? Choose(first, second, third) : Choose(first, third, second);
        }

        // Operators promote the small types themselves.
        bool promotes = row.Form is FallbackForm.Binary or FallbackForm.Prefix or FallbackForm.Cast;
        ElementType type = OperandType(row.Operands, first, row.Counts ? Value.None : second);
        ElementType result = row.Result == ElementType.Void ? type : row.Result;
        CSharpExpression a = Convert(first, type, promotes);
        if (row.Form == FallbackForm.Cast)
        {
            _needsUnchecked |= ElementTypes.IsInteger(result);
            return a.Cast(result);
        }

        if (row.Form == FallbackForm.Prefix)
        {
            string operand = a.TextAtLeast(row.Precedence);
            bool merges = row.Token == "-" && operand[0] == '-';
            return new CSharpExpression(row.Token + (merges ? "(" + operand + ")" : operand), result, row.Precedence, a.Depth + 1);
        }

        CSharpExpression? b = second.IsNone ? null : Convert(second, row.Counts ? ElementType.Int32 : type, promotes);
        if (row.Form == FallbackForm.Binary)
        {
            string text = a.TextAtLeast(row.Precedence) + " " + row.Token + " " + b!.TextAtLeast(row.Precedence + 1);
            return new CSharpExpression(text, result, row.Precedence, Math.Max(a.Depth, b.Depth) + 1);
        }

        Value last = _function.Operand(node, 2);
        CSharpExpression? c = last.IsNone ? null : Convert(last, type);
        string arguments = a.Text + (b is null ? "" : ", " + b.Text) + (c is null ? "" : ", " + c.Text);
        int depth = Math.Max(a.Depth, Math.Max(b?.Depth ?? 0, c?.Depth ?? 0)) + 1;
        return new CSharpExpression(Method(row.Token, from) + "(" + arguments + ")", result, CSharpPrecedence.Primary, depth);
    }

    private CSharpExpression Choose(Value condition, Value ifTrue, Value ifFalse)
    {
        ElementType type = OperandType(FallbackOperand.Alike, ifTrue, ifFalse);
        CSharpExpression test = Convert(condition, ElementType.Bool);
        CSharpExpression a = Convert(ifTrue, type);
        CSharpExpression b = Convert(ifFalse, type);
        string text = test.TextAtLeast(CSharpPrecedence.OrElse) + " ? "
            + a.TextAtLeast(CSharpPrecedence.OrElse) + " : " + b.TextAtLeast(CSharpPrecedence.OrElse);
        int depth = 1 + Math.Max(test.Depth, Math.Max(a.Depth, b.Depth));
        return new CSharpExpression(text, type, CSharpPrecedence.Conditional, depth);
    }

    /// <summary>The type to which operands are converted.</summary>
    private ElementType OperandType(FallbackOperand kind, Value first, Value second)
    {
        IrType type = _function.TypeOf(first);
        bool isWide = type == IrType.I64;
        return type switch
        {
            IrType.Bool => ElementType.Bool,
            IrType.F32 => ElementType.Single,
            IrType.F64 => ElementType.Double,
            _ => kind switch
            {
                FallbackOperand.Signed => isWide ? ElementType.Int64 : ElementType.Int32,
                FallbackOperand.Unsigned => isWide ? ElementType.UInt64 : ElementType.UInt32,
                _ when AreUnsigned(first, second) => isWide ? ElementType.UInt64 : ElementType.UInt32,
                _ => isWide ? ElementType.Int64 : ElementType.Int32,
            },
        };
    }

    /// <summary>Whether all operands but constants, which take any type, are uint or ulong.</summary>
    private bool AreUnsigned(Value first, Value second)
    {
        ElementType? a = _expressions[first.Id]?.Type;
        ElementType? b = second.IsNone ? null : _expressions[second.Id]?.Type;
        return (a ?? b) is ElementType.UInt32 or ElementType.UInt64 && (b ?? a) is ElementType.UInt32 or ElementType.UInt64;
    }

    /// <summary>
    /// The expression of a node, cast to a type if it is not of that type, nor of a small one that the operator
    /// <paramref name="promotes"/> to int.
    /// </summary>
    private CSharpExpression Convert(Value value, ElementType type, bool promotes = false)
    {
        if (_expressions[value.Id] is not { } expression)
        {
            return CSharpExpression.Literal(type, _function.BitsOf(value));
        }

        if (expression.Type == type || (promotes && type == ElementType.Int32 && ElementTypes.Bits(expression.Type) < 32))
        {
            return expression;
        }

        _needsUnchecked = true;
        return expression.Cast(type);
    }

    private bool CanThrow(Trap trap) => !_function.IsConstant(trap.Predicate, 0);

    private bool IsSafeDivisor(Opcode opcode, Value divisor) =>
        opcode switch
        {
            Opcode.DivS or Opcode.RemS => _function.IsConstant(divisor)
                && !_function.IsConstant(divisor, 0) && !_function.IsConstant(divisor, Function.Mask(_function.TypeOf(divisor))),
            Opcode.DivU or Opcode.RemU => _function.IsConstant(divisor) && !_function.IsConstant(divisor, 0),
            _ => false,
        };

    private string Method(string token, IrType from)
    {
        int bar = token.IndexOf('|');
        return Qualify(bar < 0 ? token : from == IrType.F32 ? token.Substring(bar + 1) : token.Substring(0, bar));
    }

    /// <summary>The method, by its full name if a parameter has the name of its type.</summary>
    private string Qualify(string method)
    {
        string type = method.Substring(0, method.IndexOf('.'));
        if (!_names.Contains(type))
        {
            return method;
        }

        int space = type is "ManagedMath" or "Throw" ? 2 : type == "BitOperations" ? 1 : 0;
        return "global::" + s_namespaces[space] + method;
    }
}
