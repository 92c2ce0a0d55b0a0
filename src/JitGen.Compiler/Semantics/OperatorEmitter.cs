using JitGen.Compiler.IR;

namespace JitGen.Compiler.Semantics;

/// <summary>The nodes and traps of an operator whose operands have the types of its overload.</summary>
internal static class OperatorEmitter
{
    /// <summary>A prefix operator on a value of <paramref name="type"/>.</summary>
    public static Value Unary(GraphBuilder graph, UnaryOperator unary, ElementType type, Value operand, bool isChecked)
    {
        if (unary.Opcodes is not { } opcodes)
        {
            return operand;
        }

        IrType nodeType = ElementTypes.IrTypeOf(type);
        if (isChecked && unary.OverflowFromZero is { } overflow && ElementTypes.IsInteger(type))
        {
            graph.Trap(TrapKind.Overflow, graph.Compare(overflow.For(type), graph.Function.Constant(nodeType, 0), operand));
        }

        return graph.Node(opcodes.For(type), nodeType, operand);
    }

    /// <summary>An infix operator; <paramref name="type"/> is that of its left operand.</summary>
    public static Value Binary(GraphBuilder graph, BinaryOperator binary, ElementType type, Value left, Value right, bool isChecked)
    {
        if (ElementTypes.IsInteger(type))
        {
            if (binary.Has(OperatorTraits.Division))
            {
                AddDivisionTraps(graph, type, left, right);
            }

            if (isChecked && binary.Overflow is { } overflow)
            {
                graph.Trap(TrapKind.Overflow, graph.Compare(overflow.For(type), left, right));
            }
        }

        IrType result = binary.Has(OperatorTraits.Comparison) ? IrType.Bool : ElementTypes.IrTypeOf(type);
        Opcode opcode = binary.Opcodes.For(type);
        return binary.Has(OperatorTraits.Swapped) ? graph.Node(opcode, result, right, left) : graph.Node(opcode, result, left, right);
    }

    /// <summary>A constant operand rules most of them out.</summary>
    private static void AddDivisionTraps(GraphBuilder graph, ElementType type, Value left, Value right)
    {
        Function function = graph.Function;
        IrType nodeType = ElementTypes.IrTypeOf(type);
        ulong minusOne = Function.Mask(nodeType);
        ulong minValue = (minusOne >> 1) + 1;
        if (!function.IsConstant(right) || function.IsConstant(right, 0))
        {
            graph.Trap(TrapKind.DivideByZero, graph.Compare(Opcode.Eq, right, function.Constant(nodeType, 0)));
        }

        bool canBeMinusOne = !function.IsConstant(right) || function.IsConstant(right, minusOne);
        bool canBeMinValue = !function.IsConstant(left) || function.IsConstant(left, minValue);
        if (ElementTypes.IsSigned(type) && canBeMinusOne && canBeMinValue)
        {
            Value isMinValue = graph.Compare(Opcode.Eq, left, function.Constant(nodeType, minValue));
            Value isMinusOne = graph.Compare(Opcode.Eq, right, function.Constant(nodeType, minusOne));
            graph.Trap(TrapKind.Overflow, graph.Node(Opcode.And, IrType.Bool, isMinValue, isMinusOne));
        }
    }
}
