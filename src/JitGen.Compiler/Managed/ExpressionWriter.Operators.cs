using System;
using System.Globalization;
using JitGen.Compiler.Functions;
using JitGen.Compiler.IR;
using JitGen.Compiler.IR.Numerics;

namespace JitGen.Compiler.Managed;

/// <content>Expressions of operators and methods, by <see cref="FallbackTable"/>.</content>
internal sealed partial class ExpressionWriter
{
    private static readonly string[] s_namespaces = { "System.", "System.Numerics.", "JitGen.CompilerServices.", FunctionWriter.Namespace + "." };

    private CSharpExpression Compose(Value node)
    {
        Opcode opcode = _function.OpcodeOf(node);
        Value first = _function.Operand(node, 0);
        Value second = _function.Operand(node, 1);
        IrType from = _function.TypeOf(first);
        if (MathFunctions.IsApplication(opcode))
        {
            return ComposeApplication(node);
        }

        FallbackRow row = FallbackTable.Find(opcode, from, _function.TypeOf(node), IsSafeDivisor(opcode, second))!;
        NeedsUnchecked |= row.Overflows;
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
            NeedsUnchecked |= ElementTypes.IsInteger(result);
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

    /// <summary>A call of the method that <see cref="FunctionWriter"/> makes of the function.</summary>
    private CSharpExpression ComposeApplication(Value node)
    {
        ElementType type = _function.TypeOf(node) == IrType.F32 ? ElementType.Single : ElementType.Double;
        Value last = _function.Operand(node, 2);
        CSharpExpression x = Convert(_function.Operand(node, 1), type);
        CSharpExpression? y = last.IsNone ? null : Convert(last, type);
        string text = Qualify(FunctionWriter.TypeName + "." + MathFunctions.Of(_function, node).Name)
            + "(" + x.Text + (y is null ? "" : ", " + y.Text) + ")";
        return new CSharpExpression(text, type, CSharpPrecedence.Primary, Math.Max(x.Depth, y?.Depth ?? 0) + 1);
    }

    private CSharpExpression Choose(Value condition, Value ifTrue, Value ifFalse)
    {
        ElementType type = OperandType(FallbackOperand.Alike, ifTrue, ifFalse);
        if (ChoiceOfOperands(condition, ifTrue, ifFalse) is { } method)
        {
            CSharpExpression left = Convert(ifTrue, type);
            CSharpExpression right = Convert(ifFalse, type);
            string call = Qualify(method) + "(" + left.Text + ", " + right.Text + ")";
            return new CSharpExpression(call, type, CSharpPrecedence.Primary, Math.Max(left.Depth, right.Depth) + 1);
        }

        CSharpExpression test = Convert(condition, ElementType.Bool);
        CSharpExpression a = Convert(ifTrue, type);
        CSharpExpression b = Convert(ifFalse, type);
        string text = test.TextAtLeast(CSharpPrecedence.OrElse) + " ? "
            + a.TextAtLeast(CSharpPrecedence.OrElse) + " : " + b.TextAtLeast(CSharpPrecedence.OrElse);
        int depth = 1 + Math.Max(test.Depth, Math.Max(a.Depth, b.Depth));
        return new CSharpExpression(text, type, CSharpPrecedence.Conditional, depth);
    }

    /// <summary>The method for <c>a &lt; b ? a : b</c> or <c>b &lt; a ? a : b</c> of floating point; null for any other choice.</summary>
    private string? ChoiceOfOperands(Value condition, Value ifTrue, Value ifFalse)
    {
        if (_function.OpcodeOf(condition) != Opcode.LtF)
        {
            return null;
        }

        (Value left, Value right) = (_function.Operand(condition, 0), _function.Operand(condition, 1));
        return left == ifTrue && right == ifFalse ? "ManagedMath.Lesser"
            : left == ifFalse && right == ifTrue ? "ManagedMath.Greater"
            : null;
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
    public CSharpExpression Convert(Value value, ElementType type, bool promotes = false)
    {
        if (_expressions[value.Id] is not { } expression)
        {
            ulong bits = _function.BitsOf(value);
            return ElementTypes.IsFloating(type) && BinaryFormat.Of(ElementTypes.IrTypeOf(type)).IsNaN(bits)
                ? NaN(type, bits)
                : CSharpExpression.Literal(type, bits);
        }

        if (expression.Type == type || (promotes && type == ElementType.Int32 && ElementTypes.Bits(expression.Type) < 32))
        {
            return expression;
        }

        NeedsUnchecked = true;
        return expression.Cast(type);
    }

    /// <summary>A NaN by its bits: of C#'s own the sign is not said.</summary>
    private CSharpExpression NaN(ElementType type, ulong bits)
    {
        string text = Qualify(SlotType.Of(type).FromBits) + "(0x" + bits.ToString("X", CultureInfo.InvariantCulture) + ")";
        return new CSharpExpression(text, type, CSharpPrecedence.Primary, 0);
    }

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
    public string Qualify(string method)
    {
        string type = method.Substring(0, method.IndexOf('.'));
        if (!_names.Contains(type))
        {
            return method;
        }

        int space = type == FunctionWriter.TypeName ? 3 : type is "ManagedMath" or "Throw" ? 2 : type == "BitOperations" ? 1 : 0;
        return "global::" + s_namespaces[space] + method;
    }
}
