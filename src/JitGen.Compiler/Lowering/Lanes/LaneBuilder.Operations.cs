using JitGen.Compiler.IR;
using JitGen.Compiler.IR.Numerics;

namespace JitGen.Compiler.Lowering.Lanes;

/// <summary>Names for what expansions build all the time; operations have the type of their first operand.</summary>
internal sealed partial class LaneBuilder
{
    public IrType TypeOf(Value value) => value.IsNone ? default : Function.TypeOf(value);

    /// <summary>The integer lanes of a width of 8 to 64 bits.</summary>
    public static IrType Integer(int width) => width switch
    {
        8 => IrType.I8,
        16 => IrType.I16,
        32 => IrType.I32,
        _ => IrType.I64,
    };

    /// <summary>The integer lanes as wide as those of another type.</summary>
    public static IrType IntegerLike(IrType type) => Integer(IrTypes.Bits(type));

    /// <summary>A number in lanes of F32 or F64.</summary>
    public Value Float(IrType type, double value) =>
        Constant(type, type == IrType.F32 ? FloatBits.Of((float)value) : FloatBits.Of(value));

    /// <summary>A constant of a value's type.</summary>
    public Value Like(Value value, ulong bits) => Constant(TypeOf(value), bits);

    /// <summary>All lanes the least signed number of the type.</summary>
    public Value SignBit(IrType type) => Constant(type, 1UL << (IrTypes.Bits(type) - 1));

    public Value Add(Value a, Value b) => Binary(Opcode.Add, a, b);

    public Value Sub(Value a, Value b) => Binary(Opcode.Sub, a, b);

    public Value Mul(Value a, Value b) => Binary(Opcode.Mul, a, b);

    public Value And(Value a, Value b) => Binary(Opcode.And, a, b);

    public Value And(Value a, ulong mask) => And(a, Like(a, mask));

    public Value Or(Value a, Value b) => Binary(Opcode.Or, a, b);

    public Value Xor(Value a, Value b) => Binary(Opcode.Xor, a, b);

    public Value Not(Value a) => Node(Opcode.Not, TypeOf(a), a);

    public Value AddF(Value a, Value b) => Binary(Opcode.AddF, a, b);

    public Value SubF(Value a, Value b) => Binary(Opcode.SubF, a, b);

    public Value MulF(Value a, Value b) => Binary(Opcode.MulF, a, b);

    /// <summary>a * b + c, rounded once.</summary>
    public Value Fma(Value a, Value b, Value c) => Node(Opcode.FmaF, TypeOf(a), a, b, c);

    public Value Negated(Value a) => Node(Opcode.NegF, TypeOf(a), a);

    public Value Shl(Value a, int count) => Shift(Opcode.Shl, a, count);

    public Value ShrU(Value a, int count) => Shift(Opcode.ShrU, a, count);

    public Value ShrS(Value a, int count) => Shift(Opcode.ShrS, a, count);

    /// <summary>A shift or rotation of all lanes by the same count, which is less than the width.</summary>
    public Value Shift(Opcode opcode, Value a, int count) => Node(opcode, TypeOf(a), a, Constant(IrType.I32, (ulong)count));

    public Value ExtendU(Value a, IrType type) => Node(Opcode.ExtendU, type, a);

    public Value ExtendS(Value a, IrType type) => Node(Opcode.ExtendS, type, a);

    public Value Narrow(Value a, IrType type) => Node(Opcode.Narrow, type, a);

    /// <summary>The bits of floating-point lanes as integers, or the other way round.</summary>
    public Value Bits(Value a) => Node(
        Opcode.Bitcast,
        TypeOf(a) switch { IrType.I32 => IrType.F32, IrType.I64 => IrType.F64, IrType.F32 => IrType.I32, _ => IrType.I64 },
        a);

    public Value Compare(Opcode opcode, Value a, Value b) => Node(opcode, IrType.Bool, a, b);

    /// <summary>Whether the lanes equal a constant.</summary>
    public Value IsEqual(Value a, ulong bits) => Compare(Opcode.Eq, a, Like(a, bits));

    /// <summary>Whether the lanes are negative.</summary>
    public Value IsNegative(Value a) => Compare(Opcode.LtS, a, Like(a, 0));

    /// <summary>A condition for lanes of a type.</summary>
    public Value MaskFor(Value mask, IrType lane) => Node(Opcode.ConvertMask, LaneLegality.MaskType(Level, lane), mask);

    /// <summary>The choice by a condition on lanes of any width.</summary>
    public Value Select(Value mask, Value a, Value b) => Node(Opcode.Select, TypeOf(a), MaskFor(mask, TypeOf(a)), a, b);

    private Value Binary(Opcode opcode, Value a, Value b) => Node(opcode, TypeOf(a), a, b);
}
