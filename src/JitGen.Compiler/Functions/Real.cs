using System;
using JitGen.Compiler.IR;
using JitGen.Compiler.IR.Numerics;

namespace JitGen.Compiler.Functions;

/// <summary>
/// A floating-point node of an expansion that is being written. Each operator is one operation of IEEE 754, rounded to nearest even,
/// in the order of the C# text; a <c>double</c> beside it is a constant of its type.
/// </summary>
internal readonly struct Real
{
    public Real(Function graph, Value value)
    {
        Graph = graph;
        Value = value;
    }

    public Function Graph { get; }

    public Value Value { get; }

    public IrType Type => Graph.TypeOf(Value);

    public static implicit operator Value(Real real) => real.Value;

    public static Real operator +(Real a, Real b) => a.Apply(Opcode.AddF, b);

    public static Real operator +(Real a, double b) => a + a.Constant(b);

    public static Real operator +(double a, Real b) => b.Constant(a) + b;

    public static Real operator -(Real a, Real b) => a.Apply(Opcode.SubF, b);

    public static Real operator -(Real a, double b) => a - a.Constant(b);

    public static Real operator -(double a, Real b) => b.Constant(a) - b;

    public static Real operator *(Real a, Real b) => a.Apply(Opcode.MulF, b);

    public static Real operator *(Real a, double b) => a * a.Constant(b);

    public static Real operator *(double a, Real b) => b.Constant(a) * b;

    public static Real operator /(Real a, Real b) => a.Apply(Opcode.DivF, b);

    public static Real operator /(Real a, double b) => a / a.Constant(b);

    public static Real operator /(double a, Real b) => b.Constant(a) / b;

    public static Real operator -(Real a) => a.Apply(Opcode.NegF);

    public static Condition operator <(Real a, Real b) => a.Compare(Opcode.LtF, b);

    public static Condition operator <(Real a, double b) => a < a.Constant(b);

    public static Condition operator <=(Real a, Real b) => a.Compare(Opcode.LeF, b);

    public static Condition operator <=(Real a, double b) => a <= a.Constant(b);

    public static Condition operator >(Real a, Real b) => b < a;

    public static Condition operator >(Real a, double b) => a.Constant(b) < a;

    public static Condition operator >=(Real a, Real b) => b <= a;

    public static Condition operator >=(Real a, double b) => a.Constant(b) <= a;

    /// <summary>Whether two numbers are equal, zeros of either sign being equal.</summary>
    public Condition Is(Real b) => Compare(Opcode.EqF, b);

    public Condition Is(double b) => Is(Constant(b));

    public Condition IsNaN() => Compare(Opcode.NeF, this);

    /// <summary>A constant of the same type, which has to hold it exactly.</summary>
    public Real Constant(double value)
    {
        if (Type == IrType.F32 && !double.IsNaN(value) && (float)value != value)
        {
            throw new ArgumentException("A float cannot hold " + value + " exactly.", nameof(value));
        }

        ulong bits = double.IsNaN(value) ? BinaryFormat.Of(Type).QuietNaN : Type == IrType.F32 ? FloatBits.Of((float)value) : FloatBits.Of(value);
        return new Real(Graph, Graph.Constant(Type, bits));
    }

    public Real Abs() => Apply(Opcode.AbsF);

    public Real Sqrt() => Apply(Opcode.SqrtF);

    /// <summary>The nearest integer, of two the even one.</summary>
    public Real RoundEven() => Apply(Opcode.RoundEvenF);

    public Real Truncate() => Apply(Opcode.TruncateF);

    public Real Floor() => Apply(Opcode.FloorF);

    /// <summary>The same magnitude with the sign of another number, which is not NaN.</summary>
    public Real WithSignOf(Real sign) => Apply(Opcode.CopySignF, sign);

    /// <summary>The number negative if it or the other one is: it gets the sign of the other if it is not negative itself. A NaN stays one.</summary>
    public Real OrSignOf(Real sign) => (Bits() | sign.SignBit()).AsReal();

    /// <summary>this * b + c, rounded once.</summary>
    public Real Fma(Real b, Real c) => new(Graph, Graph.Node(Opcode.FmaF, Type, Value, b.Value, c.Value));

    public Real Fma(Real b, double c) => Fma(b, Constant(c));

    public Real Fma(double b, Real c) => Fma(Constant(b), c);

    public Real Fma(double b, double c) => Fma(Constant(b), Constant(c));

    /// <summary>The smaller, respectively larger, number; NaN if one of them is.</summary>
    public Real Min(double b) => Apply(Opcode.MinF, Constant(b));

    public Real Max(double b) => Apply(Opcode.MaxF, Constant(b));

    /// <summary>The bits as an integer of the same width.</summary>
    public Whole Bits()
    {
        IrType type = Type == IrType.F32 ? IrType.I32 : IrType.I64;
        return new Whole(Graph, Graph.Node(Opcode.Bitcast, type, Value));
    }

    /// <summary>The sign alone, as <see cref="FlipSign"/> takes it.</summary>
    public Whole SignBit() => Type == IrType.F32 ? Bits() & int.MinValue : Bits() & long.MinValue;

    /// <summary>The number whose bits differ in those that are set in a mask: in the sign.</summary>
    public Real FlipSign(Whole mask) => (Bits() ^ mask).AsReal();

    /// <summary>A float as a double, exactly.</summary>
    public Real ToDouble() => new(Graph, Graph.Node(Opcode.Promote, IrType.F64, Value));

    /// <summary>A double as the nearest float.</summary>
    public Real ToSingle() => new(Graph, Graph.Node(Opcode.Demote, IrType.F32, Value));

    /// <summary>The application of another function of one number, for a rare path.</summary>
    public Real Apply(MathFunction function) => new(Graph, function.Apply(Graph, Type, Value));

    private Real Apply(Opcode opcode, Real b = default) => new(Graph, Graph.Node(opcode, Type, Value, b.Graph is null ? Value.None : b.Value));

    private Condition Compare(Opcode opcode, Real b) => new(Graph, Graph.Node(opcode, IrType.Bool, Value, b.Value));
}
