using JitGen.Compiler.IR;

namespace JitGen.Compiler.Functions;

/// <summary>An integer node of an expansion that is being written, I32 or I64; arithmetic wraps.</summary>
internal readonly struct Whole
{
    public Whole(Function graph, Value value)
    {
        Graph = graph;
        Value = value;
    }

    public Function Graph { get; }

    public Value Value { get; }

    public IrType Type => Graph.TypeOf(Value);

    public static implicit operator Value(Whole whole) => whole.Value;

    public static Whole operator +(Whole a, Whole b) => a.Apply(Opcode.Add, b);

    public static Whole operator +(Whole a, long b) => a + a.Constant(b);

    public static Whole operator -(Whole a, Whole b) => a.Apply(Opcode.Sub, b);

    public static Whole operator -(Whole a, long b) => a - a.Constant(b);

    public static Whole operator -(long a, Whole b) => b.Constant(a) - b;

    public static Whole operator &(Whole a, Whole b) => a.Apply(Opcode.And, b);

    public static Whole operator &(Whole a, long b) => a & a.Constant(b);

    public static Whole operator |(Whole a, Whole b) => a.Apply(Opcode.Or, b);

    public static Whole operator |(Whole a, long b) => a | a.Constant(b);

    public static Whole operator ^(Whole a, Whole b) => a.Apply(Opcode.Xor, b);

    public static Whole operator ^(Whole a, long b) => a ^ a.Constant(b);

    public static Whole operator <<(Whole a, int count) => a.Shift(Opcode.Shl, count);

    /// <summary>The sign comes in from the left.</summary>
    public static Whole operator >>(Whole a, int count) => a.Shift(Opcode.ShrS, count);

    public static Condition operator <(Whole a, long b) => a.Compare(Opcode.LtS, a.Constant(b));

    public static Condition operator >(Whole a, long b) => a.Constant(b).Compare(Opcode.LtS, a);

    /// <summary>Zeros come in from the left.</summary>
    public Whole ShiftUnsigned(int count) => Shift(Opcode.ShrU, count);

    /// <summary>Shifts by counts that may differ, modulo the width.</summary>
    public Whole ShiftLeft(Whole count) => new(Graph, Graph.Node(Opcode.Shl, Type, Value, count.ToInt32().Value));

    public Whole ShiftUnsigned(Whole count) => new(Graph, Graph.Node(Opcode.ShrU, Type, Value, count.ToInt32().Value));

    /// <summary>The sign of a floating-point number of this width, from the lowest bit; all other bits are 0.</summary>
    public Whole LowestAsSign() => this << (Type == IrType.I32 ? 31 : 63);

    /// <summary>The upper half of the product of two unsigned numbers.</summary>
    public Whole MultiplyHigh(Whole b) => Apply(Opcode.MulHighU, b);

    public static Whole operator *(Whole a, Whole b) => a.Apply(Opcode.Mul, b);

    public Condition Is(long b) => Compare(Opcode.Eq, Constant(b));

    public Condition IsUnsignedLess(Whole b) => Compare(Opcode.LtU, b);

    /// <summary>A constant of the same type.</summary>
    public Whole Constant(long value) => new(Graph, Graph.Constant(Type, (ulong)value));

    /// <summary>The floating-point number of the same width that has these bits.</summary>
    public Real AsReal()
    {
        IrType type = Type == IrType.I32 ? IrType.F32 : IrType.F64;
        return new Real(Graph, Graph.Node(Opcode.Bitcast, type, Value));
    }

    /// <summary>The nearest double to a signed number.</summary>
    public Real ToDouble() => new(Graph, Graph.Node(Opcode.IntToFloatS, IrType.F64, Value));

    /// <summary>The low 32 bits.</summary>
    public Whole ToInt32() => Type == IrType.I32 ? this : new Whole(Graph, Graph.Node(Opcode.Truncate, IrType.I32, Value));

    /// <summary>As 64 bits, by zeros.</summary>
    public Whole ToUnsignedInt64() => Type == IrType.I64 ? this : new Whole(Graph, Graph.Node(Opcode.ZeroExtend32, IrType.I64, Value));

    private Whole Apply(Opcode opcode, Whole b) => new(Graph, Graph.Node(opcode, Type, Value, b.Value));

    private Whole Shift(Opcode opcode, int count) => new(Graph, Graph.Node(opcode, Type, Value, Graph.Int32(count)));

    private Condition Compare(Opcode opcode, Whole b) => new(Graph, Graph.Node(opcode, IrType.Bool, Value, b.Value));
}
