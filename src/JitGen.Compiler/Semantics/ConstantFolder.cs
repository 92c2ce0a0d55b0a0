using JitGen.Compiler.IR;

namespace JitGen.Compiler.Semantics;

/// <summary>Computes constant expressions, by emitting them into a graph that evaluates each node at once.</summary>
internal sealed class ConstantFolder
{
    private readonly GraphBuilder _graph = new(new Function([]), folds: true);

    public ConstantValue Unary(UnaryOperator unary, ConstantValue operand, bool isChecked, out TrapKind? problem)
    {
        Value result = OperatorEmitter.Unary(_graph, unary, operand.Type, _graph.Constant(operand), isChecked);
        problem = TakeProblem();
        return Read(operand.Type, result);
    }

    /// <summary>A binary operator on constants of its overload's types.</summary>
    /// <param name="binary">The operator.</param>
    /// <param name="left">The left operand.</param>
    /// <param name="right">The right operand.</param>
    /// <param name="isChecked">Whether overflow is a problem.</param>
    /// <param name="problem">What C# refuses to compile, or null.</param>
    public ConstantValue Binary(BinaryOperator binary, ConstantValue left, ConstantValue right, bool isChecked, out TrapKind? problem)
    {
        Value result = OperatorEmitter.Binary(_graph, binary, left.Type, _graph.Constant(left), _graph.Constant(right), isChecked);
        problem = TakeProblem();

        // Only at run time does MinValue % -1 throw, and MinValue / -1 in an unchecked context.
        if (problem == TrapKind.Overflow && (!isChecked || binary.Opcodes.Signed == Opcode.RemS))
        {
            problem = null;
        }

        return Read(binary.Has(OperatorTraits.Comparison) ? ElementType.Bool : left.Type, result);
    }

    public ConstantValue Convert(ConstantValue constant, ElementType to) =>
        Read(to, ConversionEmitter.Convert(_graph, _graph.Constant(constant), constant.Type, to));

    /// <summary>Whether a cast to an integer type would lose the value.</summary>
    public bool IsOutOfRange(ConstantValue constant, ElementType to)
    {
        Value outOfRange = ConversionEmitter.OutOfRange(_graph, _graph.Constant(constant), constant.Type, to);
        return !outOfRange.IsNone && _graph.Function.IsConstant(outOfRange, 1);
    }

    private TrapKind? TakeProblem()
    {
        TrapKind? problem = _graph.Function.Traps.Count == 0 ? null : _graph.Function.Traps[0].Kind;
        _graph.Function.Traps.Clear();
        return problem;
    }

    private ConstantValue Read(ElementType type, Value value) => new(type, _graph.Function.BitsOf(value));
}
