using JitGen.Compiler.IR;
using JitGen.Compiler.IR.Numerics;

namespace JitGen.Compiler.Optimizer;

/// <summary>
/// Rules for overflow predicates. One that a range excludes is false. Those with constants stay, if the arithmetic that they
/// belong to does: a target computes both at once.
/// </summary>
internal static class OverflowRules
{
    public static Value AddS(Simplifier s, IrType type, Value a, Value b, Value c)
    {
        ref readonly ValueRange left = ref s.Range(a);
        ref readonly ValueRange right = ref s.Range(b);
        return FitsSum(s.TypeOf(a), left.SignedMin, right.SignedMin) && FitsSum(s.TypeOf(a), left.SignedMax, right.SignedMax)
            ? s.Bool(false)
            : Value.None;
    }

    public static Value AddU(Simplifier s, IrType type, Value a, Value b, Value c) =>
        s.Range(a).UnsignedMax <= Function.Mask(s.TypeOf(a)) - s.Range(b).UnsignedMax ? s.Bool(false) : Value.None;

    public static Value SubS(Simplifier s, IrType type, Value a, Value b, Value c)
    {
        IrType operands = s.TypeOf(a);
        ulong minimum = 1UL << (Function.Width(operands) - 1);
        if (a == b) return s.Bool(false);
        if (s.IsConstant(b, minimum)) return s.Node(Opcode.LeS, type, s.Constant(operands, 0), a);       // x - MinValue = x + 2^n
        if (s.IsConstant(b, out ulong k)) return s.Node(Opcode.AddOverflowS, type, a, s.Constant(operands, 0 - k)); // x - k = x + -k
        if (s.IsConstant(a, 0)) return s.Node(Opcode.Eq, type, b, s.Constant(operands, minimum));        // 0 - MinValue alone overflows
        ref readonly ValueRange left = ref s.Range(a);
        ref readonly ValueRange right = ref s.Range(b);
        return FitsDifference(operands, left.SignedMin, right.SignedMax) && FitsDifference(operands, left.SignedMax, right.SignedMin)
            ? s.Bool(false)
            : Value.None;
    }

    public static Value SubU(Simplifier s, IrType type, Value a, Value b, Value c)
    {
        if (a == b || s.Range(a).UnsignedMin >= s.Range(b).UnsignedMax) return s.Bool(false);
        return s.IsConstant(b, out _) || s.IsConstant(a, out _) ? s.Node(Opcode.LtU, type, a, b) : Value.None; // x - y borrows if x < y
    }

    public static Value MulS(Simplifier s, IrType type, Value a, Value b, Value c)
    {
        IrType operands = s.TypeOf(a);
        int width = Function.Width(operands);
        if (FitsProducts(operands, s.Range(a), s.Range(b))) return s.Bool(false);
        if (s.IsAllOnes(b)) return s.Node(Opcode.Eq, type, a, s.Constant(operands, 1UL << (width - 1))); // -MinValue alone overflows
        if (!s.IsConstant(b, out ulong k) || !IntegerMath.IsPowerOfTwo(k) || k >> (width - 1) != 0) return Value.None;

        // x * 2^n fits if -2^(w-1-n) <= x < 2^(w-1-n); the product itself is a shift.
        int n = IntegerMath.TrailingZeroCount(k);
        Value offset = s.Node(Opcode.Add, operands, a, s.Constant(operands, 1UL << (width - 1 - n)));
        return s.Node(Opcode.LtU, type, s.Constant(operands, Function.Mask(operands) >> n), offset);
    }

    public static Value MulU(Simplifier s, IrType type, Value a, Value b, Value c)
    {
        IrType operands = s.TypeOf(a);
        ulong high = IntegerMath.Multiply(s.Range(a).UnsignedMax, s.Range(b).UnsignedMax, out ulong low);
        if (high == 0 && low <= Function.Mask(operands)) return s.Bool(false);
        return s.IsConstant(b, out ulong k) && IntegerMath.IsPowerOfTwo(k)
            ? s.Node(Opcode.LtU, type, s.Constant(operands, Function.Mask(operands) / k), a)             // the product itself is a shift
            : Value.None;
    }

    /// <summary>Whether an I64 is in the range of int, as one comparison.</summary>
    public static Value FitsInt(Simplifier s, Value value)
    {
        Opcode overflow = s.OpcodeOf(value) switch
        {
            Opcode.Add => Opcode.AddOverflowS,
            Opcode.Sub => Opcode.SubOverflowS,
            Opcode.Mul => Opcode.MulOverflowS,
            _ => Opcode.Constant,
        };
        bool ofInts = ComparisonRules.IsInt(s, s.Function.Operand(value, 0), out Value a);
        ofInts &= ComparisonRules.IsInt(s, s.Function.Operand(value, 1), out Value b);
        if (ofInts && overflow != Opcode.Constant) return s.Not(s.Node(overflow, IrType.Bool, a, b));    // exact in 64 bits: does it overflow 32?

        // The numbers that an int holds are those that survive the way there and back.
        Value low = s.Node(Opcode.Truncate, IrType.I32, value);
        return s.Node(Opcode.Eq, IrType.Bool, s.Node(Opcode.SignExtend32, IrType.I64, low), value);
    }

    private static bool FitsProducts(IrType type, in ValueRange a, in ValueRange b) =>
        FitsProduct(type, a.SignedMin, b.SignedMin) && FitsProduct(type, a.SignedMin, b.SignedMax)
        && FitsProduct(type, a.SignedMax, b.SignedMin) && FitsProduct(type, a.SignedMax, b.SignedMax);

    private static bool FitsSum(IrType type, long left, long right) => Fits(Opcode.AddOverflowS, type, left, right);

    private static bool FitsDifference(IrType type, long left, long right) => Fits(Opcode.SubOverflowS, type, left, right);

    private static bool FitsProduct(IrType type, long left, long right) => Fits(Opcode.MulOverflowS, type, left, right);

    private static bool Fits(Opcode overflow, IrType type, long left, long right)
    {
        ulong mask = Function.Mask(type);
        return OpcodeTable.Evaluate(overflow, type, IrType.Bool, (ulong)left & mask, (ulong)right & mask) == 0;
    }
}
