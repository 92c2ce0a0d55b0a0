using JitGen.Compiler.Functions;
using JitGen.Compiler.IR;

namespace JitGen.Compiler.Semantics;

/// <summary>
/// Where the binder writes: nodes into a graph, traps under the current path. One that folds evaluates nodes of constants at
/// once, so that constant expressions are computed, and found to overflow, by the very code that emits all others.
/// </summary>
internal sealed class GraphBuilder
{
    private readonly bool _folds;

    public GraphBuilder(Function function, bool folds)
    {
        Function = function;
        _folds = folds;
    }

    public Function Function { get; }

    /// <summary>How accurate the functions have to be: what the formula says that is being bound, be it an inlined one.</summary>
    public MathPrecision MathPrecision { get; set; }

    /// <summary>When what is being bound is evaluated; null for always.</summary>
    public PathCondition? Path { get; set; }

    public Value Node(Opcode opcode, IrType type, Value a, Value b = default, Value c = default)
    {
        if (!_folds)
        {
            return Function.Node(opcode, type, a, b, c);
        }

        ulong bits = OpcodeTable.Evaluate(opcode, Function.TypeOf(a), type, Function.BitsOf(a), BitsOrZero(b), BitsOrZero(c));
        return Function.Constant(type, bits);
    }

    /// <summary>A mathematical function of one value or two.</summary>
    public Value Apply(MathFunction function, IrType type, Value a, Value b) =>
        (MathPrecision == MathPrecision.Fast && type == IrType.F32 ? function.Fast ?? function : function).Apply(Function, type, a, b);

    /// <summary>A condition made of two values.</summary>
    public Value Compare(Opcode opcode, Value a, Value b) => Node(opcode, IrType.Bool, a, b);

    public Value Constant(ConstantValue value) => Function.Constant(ElementTypes.IrTypeOf(value.Type), value.Bits);

    /// <summary>Throws if <paramref name="predicate"/> is true where the current path is taken.</summary>
    public void Trap(TrapKind kind, Value predicate, ElementType detailType = default, Value detail1 = default, Value detail2 = default)
    {
        if (Path is { IsNever: true } || Function.IsConstant(predicate, 0))
        {
            return;
        }

        Value condition = Path is null ? predicate : Function.Node(Opcode.And, IrType.Bool, Path.ToValue(Function), predicate);
        Function.Traps.Add(new Trap(kind, condition, detailType, detail1, detail2));
    }

    private ulong BitsOrZero(Value value) => value.IsNone ? 0 : Function.BitsOf(value);
}
