using System;
using System.Collections.Generic;
using System.Linq;
using JitGen.Compiler.IR;

namespace JitGen.Differential.Tests.Corpus;

/// <summary>What a random formula is to be like.</summary>
internal enum FormulaStyle
{
    /// <summary>A bit of everything.</summary>
    Mixed,

    /// <summary>Few variables of one type, and constants that rewrite rules are about.</summary>
    Algebraic,

    /// <summary>Many locals that are used again and again, so that many values are alive at once.</summary>
    Dense,
}

/// <summary>Random well-typed formulas: all types, operators, literals, casts, functions, locals. Equal seeds give equal formulas.</summary>
internal sealed class FormulaGenerator
{
    private static readonly Dictionary<ElementType, (ElementType Left, ElementType Right)[]> s_pairs =
        CSharpTypes.Promoted.ToDictionary(type => type, type => CSharpTypes.PairsPromotedTo(type).ToArray());

    private readonly Random _random;
    private readonly LiteralGenerator _literals;

    /// <summary>Parameters and locals by type.</summary>
    private readonly Dictionary<ElementType, List<string>> _names = CSharpTypes.All.ToDictionary(type => type, _ => new List<string>());

    /// <summary>Expressions generated so far, to be used again: what shares operands is compiled together.</summary>
    private readonly List<Node> _earlier = [];

    private readonly FormulaStyle _style;

    /// <summary>The types that variables and locals have.</summary>
    private readonly ElementType[] _types;

    private FormulaGenerator(int seed)
    {
        _random = new Random(seed);
        _literals = new LiteralGenerator(_random);
        _style = Next(10) switch { < 6 => FormulaStyle.Mixed, < 9 => FormulaStyle.Algebraic, _ => FormulaStyle.Dense };
        ElementType favourite = CSharpTypes.Promoted[Next(CSharpTypes.Promoted.Length)];
        _types = _style switch
        {
            FormulaStyle.Algebraic => [favourite, favourite, favourite, ElementType.Bool],
            FormulaStyle.Dense => [favourite, favourite, CSharpTypes.Promoted[Next(CSharpTypes.Promoted.Length)], CSharpTypes.All[Next(CSharpTypes.All.Length)]],
            _ => [.. CSharpTypes.All, .. CSharpTypes.Promoted, .. CSharpTypes.Promoted, .. CSharpTypes.Promoted],
        };
    }

    /// <summary>The random formula of a number.</summary>
    public static Formula Create(int seed) => new FormulaGenerator(seed).Create().Print($"random {seed}");

    private FormulaTree Create()
    {
        Parameter[] parameters = Parameters();
        foreach (Parameter parameter in parameters)
        {
            _names[parameter.Type].Add(parameter.Name);
        }

        var locals = new List<Local>();
        int depth = _style == FormulaStyle.Dense ? 2 + Next(2) : 2 + Next(5);
        int count = _style == FormulaStyle.Dense ? 6 + Next(30) : Next(3) == 0 ? Next(5) : 0;
        for (int i = count; i > 0; i--)
        {
            locals.Add(Local("t" + locals.Count, Math.Max(1, depth - 1)));
        }

        ElementType type = AnyType();
        Node result = _style == FormulaStyle.Dense ? Combination(ref type, locals) : Generate(type, depth);
        ElementType returned = Next(6) == 0 ? Widen(type) : type;
        return new FormulaTree(parameters, locals, result, returned, Next(12) == 0);
    }

    /// <summary>An expression that uses all locals of a type that can be added, the last first.</summary>
    private Node Combination(ref ElementType type, List<Local> locals)
    {
        ElementType sum = _types[0];
        type = sum;
        Node result = Leaf(sum);
        foreach (Local local in locals)
        {
            if (CSharpTypes.Promote(local.Type, sum) == sum && ElementTypes.IsNumeric(local.Type))
            {
                result = new Node(Form.Infix, sum, Pick("+", "-", "*"), new Node(Form.Name, local.Type, local.Name), result);
            }
        }

        return result;
    }

    private Parameter[] Parameters()
    {
        int count = _style == FormulaStyle.Algebraic ? 1 + Next(3) : Next(100) switch { < 2 => 0, < 70 => 1 + Next(4), < 97 => 5 + Next(8), _ => 32 };
        ElementType[] types = _style == FormulaStyle.Algebraic ? [_types[0], _types[0], AnyType()] : [.. Enumerable.Range(0, 1 + Next(4)).Select(_ => AnyType())];
        return
        [
            .. Enumerable.Range(0, count).Select(i => new Parameter(
                count < 5 ? ((char)('a' + i)).ToString() : "p" + i,
                count == 32 ? i % 8 < 5 ? ElementType.Int32 : ElementType.Double : types[Next(types.Length)])),
        ];
    }

    private Local Local(string name, int depth)
    {
        ElementType type = AnyType();
        Node value = Generate(type, depth);
        bool isExplicit = Next(3) == 0;
        ElementType declared = isExplicit ? Widen(type) : type;
        _names[declared].Add(name);
        return new Local(declared, name, isExplicit, value);
    }

    /// <summary>An expression of exactly the type.</summary>
    private Node Generate(ElementType type, int depth)
    {
        if (depth <= 0 || Next(12) == 0)
        {
            return Leaf(type);
        }

        Node node = (Next(8) == 0 ? Again(type) : null) ?? Create(type, depth);
        if (node.Size < 30)
        {
            _earlier.Add(node);
        }

        return node;
    }

    private Node Create(ElementType type, int depth) => Next(20) switch
    {
        0 => new Node(Form.Call, type, Next(2) == 0 ? "checked" : "unchecked", Generate(type, depth - 1)),
        1 or 2 => new Node(Form.Conditional, type, "", Generate(ElementType.Bool, depth - 1), Generate(type, depth - 1), Generate(type, depth - 1)),
        3 => Call(type, depth),
        4 when _style != FormulaStyle.Algebraic => Call(type, depth),
        5 => type == ElementType.Bool ? Condition(depth) : Cast(type, depth),
        6 when _style != FormulaStyle.Algebraic && type != ElementType.Bool => Cast(type, depth),
        _ => type == ElementType.Bool ? Condition(depth) : CSharpTypes.IsSmall(type) ? Cast(type, depth) : Arithmetic(type, depth),
    };

    /// <summary>An earlier expression of the type, or another operation on the operands of one; null if there is none.</summary>
    private Node? Again(ElementType type)
    {
        Node[] same = [.. _earlier.Where(node => node.Type == type)];
        if (same.Length == 0)
        {
            return null;
        }

        Node chosen = same[Next(same.Length)];
        return chosen.Form == Form.Infix && Next(3) > 0 ? Related(chosen) : chosen;
    }

    /// <summary>Another operation on the same operands, in either order.</summary>
    private Node Related(Node node)
    {
        Node[] operands = Next(3) == 0 ? [node.Operands[1], node.Operands[0]] : node.Operands;
        if (node.Type == ElementType.Bool)
        {
            bool areConditions = operands[0].Type == ElementType.Bool;
            return new Node(Form.Infix, node.Type, areConditions ? Pick("&&", "||", "^") : Pick("<", "<=", ">", ">=", "==", "!="), operands);
        }

        bool isShift = node.Text is "<<" or ">>" or ">>>";
        bool isInteger = ElementTypes.IsInteger(node.Type);
        if (isShift)
        {
            return new Node(Form.Infix, node.Type, Pick("<<", ">>", ">>>"), node.Operands);
        }

        if (operands[0].Type == node.Type && operands[1].Type == node.Type && Next(2) == 0)
        {
            return new Node(Form.Call, node.Type, isInteger ? Pick("multiplyHigh", "min", "max") : Pick("min", "max"), operands);
        }

        // A constant divisor might be zero.
        return new Node(Form.Infix, node.Type, operands[1].IsConstant || Next(2) == 0 ? Pick("+", "-", "*") : Pick("/", "%"), operands);
    }

    /// <summary>A variable of the type, a converted one of another type, or, less often, a constant.</summary>
    private Node Leaf(ElementType type)
    {
        bool wantsConstant = _style == FormulaStyle.Algebraic ? Next(5) < 2 : Next(5) == 0;
        List<string> names = _names[type];
        if (names.Count > 0 && !wantsConstant)
        {
            return new Node(Form.Name, type, names[Next(names.Count)]);
        }

        ElementType[] others = [.. CSharpTypes.Numeric.Where(other => _names[other].Count > 0)];
        if (others.Length == 0 || wantsConstant)
        {
            return Literal(type);
        }

        ElementType from = others[Next(others.Length)];
        var variable = new Node(Form.Name, from, _names[from][Next(_names[from].Count)]);
        return type == ElementType.Bool
            ? new Node(Form.Infix, type, Pick("<", ">=", "!="), variable, _literals.NonZeroInt())
            : new Node(Form.Cast, type, ElementTypes.Keyword(type), variable);
    }

    private Node Arithmetic(ElementType type, int depth)
    {
        bool isInteger = ElementTypes.IsInteger(type);
        switch (Next(isInteger ? 16 : 11))
        {
            case 0 when CSharpTypes.Negate(type) == type:
                return new Node(Form.Prefix, type, "-", Operand(OperandOf(type), depth));
            case 0 or 1:
                return Next(8) == 0 ? new Node(Form.Prefix, type, "+", Operand(OperandOf(type), depth)) : Infix("-", type, depth);
            case 2 or 3 or 4:
                return Infix("+", type, depth);
            case 5 or 6 or 7:
                return Infix("*", type, depth);
            case 8:
                return Infix("-", type, depth);
            case 9:
                return Division("/", type, depth);
            case 10:
                return Division("%", type, depth);
            case 11:
                return new Node(Form.Prefix, type, "~", Operand(OperandOf(type), depth));
            case 12 or 13:
                return new Node(
                    Form.Infix, type, Pick("<<", ">>", ">>>"), Operand(OperandOf(type), depth),
                    Next(2) == 0 ? Literal(ElementType.Int32) : Operand(OperandOf(ElementType.Int32), depth));
            default:
                return Infix(Pick("&", "|", "^"), type, depth);
        }
    }

    private Node Infix(string operation, ElementType type, int depth)
    {
        (ElementType left, ElementType right) = Pair(type);
        Node a = Operand(left, depth);
        Node b = Operand(right, depth);

        // A literal of type int takes the type of the other operand.
        return left == type && !a.IsConstant && Next(8) == 0
            ? new Node(Form.Infix, type, operation, a, _literals.NonZeroInt())
            : new Node(Form.Infix, type, operation, a, b);
    }

    /// <summary>A division or remainder: by a constant, guarded, or by anything.</summary>
    private Node Division(string operation, ElementType type, int depth)
    {
        Node dividend = Operand(type, depth);
        if (ElementTypes.IsInteger(type) && Next(10) < 5)
        {
            Node constant = Next(3) == 0 ? _literals.Special(type) : _literals.NonZero(type);
            return new Node(Form.Infix, type, operation, dividend, constant.Text.TrimEnd('u', 'l', 'L') == "0" ? _literals.NonZero(type) : constant);
        }

        Node divisor = Operand(type, depth);
        if (ElementTypes.IsInteger(type) && divisor.IsConstant)
        {
            divisor = _literals.NonZero(type);
        }

        var division = new Node(Form.Infix, type, operation, dividend, divisor);
        Node zero = new(Form.Constant, ElementType.Int32, "0");
        return Next(2) == 0 || divisor.IsConstant
            ? division
            : new Node(Form.Conditional, type, "", new Node(Form.Infix, ElementType.Bool, "!=", divisor, zero), division, Leaf(type));
    }

    private Node Condition(int depth)
    {
        switch (Next(10))
        {
            case 0:
                return new Node(Form.Prefix, ElementType.Bool, "!", Operand(ElementType.Bool, depth));
            case 1 or 2:
                return new Node(Form.Infix, ElementType.Bool, Pick("&&", "||"), Operand(ElementType.Bool, depth), Operand(ElementType.Bool, depth));
            case 3:
                return new Node(
                    Form.Infix, ElementType.Bool, Pick("&", "|", "^", "==", "!="), Operand(ElementType.Bool, depth), Operand(ElementType.Bool, depth));
            default:
                ElementType compared = _style == FormulaStyle.Algebraic ? _types[0] : CSharpTypes.Promoted[Next(CSharpTypes.Promoted.Length)];
                (ElementType left, ElementType right) = Pair(compared);
                return new Node(Form.Infix, ElementType.Bool, Pick("<", "<=", ">", ">=", "==", "!="), Operand(left, depth), Operand(right, depth));
        }
    }

    private Node Cast(ElementType type, int depth)
    {
        Node operand = Operand(CSharpTypes.Numeric[Next(CSharpTypes.Numeric.Length)], depth);

        // Whether a constant may be converted is decided at compile time, by its value.
        return operand.IsConstant ? Leaf(type) : new Node(Form.Cast, type, ElementTypes.Keyword(type), operand);
    }

    private Node Call(ElementType type, int depth)
    {
        FunctionOverload[] overloads = [.. FunctionCatalog.ByResult[type]];
        if (Next(6) == 0)
        {
            foreach (var (name, result, parameters) in Surroundings.Calls)
            {
                if (result == type && Next(2) == 0)
                {
                    return new Node(Form.Call, type, name, [.. parameters.Select(parameter => Operand(parameter, depth))]);
                }
            }
        }

        if (overloads.Length == 0)
        {
            return Leaf(type);
        }

        FunctionOverload overload = overloads[Next(overloads.Length)];
        return new Node(Form.Call, type, overload.Name, [.. overload.Parameters.Select(parameter => Operand(parameter, depth))]);
    }

    private Node Operand(ElementType type, int depth) => Generate(type, depth - 1 - Next(2));

    /// <summary>Types of two operands that C# computes in the given type.</summary>
    private (ElementType Left, ElementType Right) Pair(ElementType type) =>
        Next(10) < (_style == FormulaStyle.Algebraic ? 9 : 6) ? (type, type) : s_pairs[type][Next(s_pairs[type].Length)];

    /// <summary>A type that is promoted to the given one.</summary>
    private ElementType OperandOf(ElementType type) =>
        type == ElementType.Int32 && Next(4) == 0 ? CSharpTypes.Integers[Next(5)] : type;

    /// <summary>A type that the given one converts to implicitly.</summary>
    private ElementType Widen(ElementType type) => type switch
    {
        ElementType.Bool or ElementType.Double => type,
        ElementType.SByte => ElementType.Int16,
        ElementType.Byte => ElementType.UInt16,
        ElementType.Int16 or ElementType.UInt16 => ElementType.Int32,
        ElementType.Int32 or ElementType.UInt32 => Next(3) == 0 ? ElementType.Double : ElementType.Int64,
        ElementType.Int64 or ElementType.UInt64 => Next(2) == 0 ? ElementType.Single : ElementType.Double,
        _ => ElementType.Double,
    };

    private ElementType AnyType() => _types[Next(_types.Length)];

    private Node Literal(ElementType type) =>
        _style == FormulaStyle.Algebraic || Next(4) == 0 ? _literals.Special(type) : _literals.OfType(type);

    private int Next(int bound) => _random.Next(bound);

    private string Pick(params string[] texts) => texts[Next(texts.Length)];
}
