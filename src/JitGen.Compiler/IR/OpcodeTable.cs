using System;
using JitGen.Compiler.Functions;
using JitGen.Compiler.IR.Numerics;
using static JitGen.Compiler.IR.Numerics.FloatArithmetic;
using static JitGen.Compiler.IR.Numerics.FloatConversions;
using static JitGen.Compiler.IR.Operands;

namespace JitGen.Compiler.IR;

/// <summary>
/// The meaning of every opcode, a row each, indexed by <see cref="Opcode"/>: name, <see cref="Signature"/>, evaluator. The
/// folder, the interpreter and the tests share it; no evaluator uses the host's floating-point library.
/// </summary>
internal static class OpcodeTable
{
    private static readonly OpcodeRow[] s_rows =
    {
        new(Opcode.Constant, "const", ":t", o => o.A),
        new(Opcode.Parameter, "param", ":t", o => o.A),

        new(Opcode.Element, "element", ":t", o => o.A),
        new(Opcode.Index, "index", ":t", o => o.A),
        new(Opcode.Length, "length", ":t", o => o.A),
        new(Opcode.Reduced, "reduced", ":t", o => o.A),

        new(Opcode.Add, "add", "ii:i", o => o.A + o.B, Commutes: true),
        new(Opcode.Sub, "sub", "ii:i", o => o.A - o.B),
        new(Opcode.Mul, "mul", "ii:i", o => o.A * o.B, Commutes: true),
        new(Opcode.MulHighS, "mulHighS", "ii:i", MulHighS, Commutes: true),
        new(Opcode.MulHighU, "mulHighU", "ii:i", MulHighU, Commutes: true),
        new(Opcode.DivS, "divS", "ii:i", DivS),
        new(Opcode.DivU, "divU", "ii:i", o => o.B == 0 ? 0 : o.A / o.B),
        new(Opcode.RemS, "remS", "ii:i", o => o.A - o.B * DivS(o)),
        new(Opcode.RemU, "remU", "ii:i", o => o.B == 0 ? o.A : o.A % o.B),
        new(Opcode.Neg, "neg", "i:i", o => 0 - o.A),

        new(Opcode.And, "and", "nn:n", o => o.A & o.B, Commutes: true),
        new(Opcode.Or, "or", "nn:n", o => o.A | o.B, Commutes: true),
        new(Opcode.Xor, "xor", "nn:n", o => o.A ^ o.B, Commutes: true),
        new(Opcode.Not, "not", "n:n", o => ~o.A),

        new(Opcode.Shl, "shl", "iw:i", o => o.A << o.Count),
        new(Opcode.ShrS, "shrS", "iw:i", o => (ulong)(o.SignedA >> o.Count)),
        new(Opcode.ShrU, "shrU", "iw:i", o => o.A >> o.Count),
        new(Opcode.RotL, "rotL", "iw:i", o => Rotate(o.A, o.Count, o.Width)),
        new(Opcode.RotR, "rotR", "iw:i", o => Rotate(o.A, -o.Count & (o.Width - 1), o.Width)),

        new(Opcode.PopCount, "popCount", "i:w", o => (ulong)IntegerMath.PopCount(o.A)),
        new(Opcode.LeadingZeros, "leadingZeros", "i:w", o => (ulong)(IntegerMath.LeadingZeroCount(o.A) - (64 - o.Width))),
        new(Opcode.TrailingZeros, "trailingZeros", "i:w", o => (ulong)Math.Min(IntegerMath.TrailingZeroCount(o.A), o.Width)),
        new(Opcode.MinS, "minS", "ii:i", o => o.SignedA < o.SignedB ? o.A : o.B, Commutes: true),
        new(Opcode.MinU, "minU", "ii:i", o => o.A < o.B ? o.A : o.B, Commutes: true),
        new(Opcode.MaxS, "maxS", "ii:i", o => o.SignedA < o.SignedB ? o.B : o.A, Commutes: true),
        new(Opcode.MaxU, "maxU", "ii:i", o => o.A < o.B ? o.B : o.A, Commutes: true),
        new(Opcode.AbsS, "absS", "i:i", o => o.SignedA < 0 ? 0 - o.A : o.A),

        new(Opcode.SignExtend8, "signExtend8", "w:w", o => (ulong)(sbyte)o.A),
        new(Opcode.SignExtend16, "signExtend16", "w:w", o => (ulong)(short)o.A),
        new(Opcode.ZeroExtend8, "zeroExtend8", "w:w", o => (byte)o.A),
        new(Opcode.ZeroExtend16, "zeroExtend16", "w:w", o => (ushort)o.A),
        new(Opcode.SignExtend32, "signExtend32", "w:q", o => (ulong)(int)o.A),
        new(Opcode.ZeroExtend32, "zeroExtend32", "w:q", o => o.A),
        new(Opcode.Truncate, "truncate", "q:w", o => o.A),

        new(Opcode.Eq, "eq", "nn:b", o => Bool(o.A == o.B), Commutes: true),
        new(Opcode.Ne, "ne", "nn:b", o => Bool(o.A != o.B), Commutes: true),
        new(Opcode.LtS, "ltS", "ii:b", o => Bool(o.SignedA < o.SignedB)),
        new(Opcode.LeS, "leS", "ii:b", o => Bool(o.SignedA <= o.SignedB)),
        new(Opcode.LtU, "ltU", "ii:b", o => Bool(o.A < o.B)),
        new(Opcode.LeU, "leU", "ii:b", o => Bool(o.A <= o.B)),

        new(Opcode.EqF, "eqF", "ff:b", o => Bool(o.FloatA == o.FloatB), Commutes: true),
        new(Opcode.NeF, "neF", "ff:b", o => Bool(o.FloatA != o.FloatB), Commutes: true),
        new(Opcode.LtF, "ltF", "ff:b", o => Bool(o.FloatA < o.FloatB)),
        new(Opcode.LeF, "leF", "ff:b", o => Bool(o.FloatA <= o.FloatB)),

        new(Opcode.AddOverflowS, "addOverflowS", "ii:b", o => SignBit(o, (o.A ^ (o.A + o.B)) & (o.B ^ (o.A + o.B))), Commutes: true),
        new(Opcode.AddOverflowU, "addOverflowU", "ii:b", o => Bool(o.A > Function.Mask(o.From) - o.B), Commutes: true),
        new(Opcode.SubOverflowS, "subOverflowS", "ii:b", o => SignBit(o, (o.A ^ o.B) & (o.A ^ (o.A - o.B)))),
        new(Opcode.SubOverflowU, "subOverflowU", "ii:b", o => Bool(o.A < o.B)),
        new(Opcode.MulOverflowS, "mulOverflowS", "ii:b", MulOverflowS, Commutes: true),
        new(Opcode.MulOverflowU, "mulOverflowU", "ii:b", o => Bool(MulHighU(o) != 0), Commutes: true),

        new(Opcode.AddF, "addF", "ff:f", o => o.Float(o.FloatA + o.FloatB), Commutes: true),
        new(Opcode.SubF, "subF", "ff:f", o => o.Float(o.FloatA - o.FloatB)),
        new(Opcode.MulF, "mulF", "ff:f", o => o.Float(o.FloatA * o.FloatB), Commutes: true),
        new(Opcode.DivF, "divF", "ff:f", o => o.Float(o.FloatA / o.FloatB)),
        new(Opcode.RemF, "remF", "ff:f", o => Remainder(o.Format, o.A, o.B)),
        new(Opcode.FmaF, "fmaF", "fff:f", o => FusedMultiplyAdd(o.Format, o.A, o.B, o.C)),
        new(Opcode.SqrtF, "sqrtF", "f:f", o => o.Float(Math.Sqrt(o.FloatA))),
        new(Opcode.NegF, "negF", "f:f", o => o.A ^ o.Format.SignBit),
        new(Opcode.AbsF, "absF", "f:f", o => o.Format.Magnitude(o.A)),
        new(Opcode.CopySignF, "copySignF", "ff:f", o => CopySign(o.Format, o.A, o.B)),
        new(Opcode.MinF, "minF", "ff:f", o => Min(o.Format, o.A, o.B), Commutes: true),
        new(Opcode.MaxF, "maxF", "ff:f", o => Max(o.Format, o.A, o.B), Commutes: true),
        new(Opcode.FloorF, "floorF", "f:f", o => RoundToIntegral(o.Format, o.A, RoundingMode.Floor)),
        new(Opcode.CeilingF, "ceilingF", "f:f", o => RoundToIntegral(o.Format, o.A, RoundingMode.Ceiling)),
        new(Opcode.TruncateF, "truncateF", "f:f", o => RoundToIntegral(o.Format, o.A, RoundingMode.Truncate)),
        new(Opcode.RoundEvenF, "roundEvenF", "f:f", o => RoundToIntegral(o.Format, o.A, RoundingMode.NearestEven)),

        new(Opcode.IntToFloatS, "intToFloatS", "i:f", o => FromSigned(BinaryFormat.Of(o.To), o.SignedA)),
        new(Opcode.IntToFloatU, "intToFloatU", "i:f", o => FromUnsigned(BinaryFormat.Of(o.To), o.A)),
        new(Opcode.FloatToIntS, "floatToIntS", "f:i", o => ToSigned(o.Format, o.A, Function.Width(o.To))),
        new(Opcode.FloatToIntU, "floatToIntU", "f:i", o => ToUnsigned(o.Format, o.A, Function.Width(o.To))),
        new(Opcode.Promote, "promote", "s:d", o => o.Float(o.FloatA)),
        new(Opcode.Demote, "demote", "d:s", o => o.Float(o.FloatA)),
        new(Opcode.Bitcast, "bitcast", "r:r", o => o.A),

        new(Opcode.Select, "select", "btt:t", o => o.A != 0 ? o.B : o.C),
        new(Opcode.Rare, "rare", "btt:t", o => o.A != 0 ? o.C : o.B),
        new(Opcode.Apply, "apply", "wf:f", Apply),
        new(Opcode.Apply2, "apply2", "wff:f", Apply),

        new(Opcode.ExtendS, "extendS", "l:l", o => (ulong)o.SignedA),
        new(Opcode.ExtendU, "extendU", "l:l", o => o.A),
        new(Opcode.Narrow, "narrow", "l:l", o => o.A),
        new(Opcode.ConvertMask, "convertMask", "m:m", o => o.A),
        new(Opcode.LaneShl, "laneShl", "ii:i", o => o.A << o.Count),
        new(Opcode.LaneShrS, "laneShrS", "ii:i", o => (ulong)(o.SignedA >> o.Count)),
        new(Opcode.LaneShrU, "laneShrU", "ii:i", o => o.A >> o.Count),
        new(Opcode.LaneRotL, "laneRotL", "ii:i", o => Rotate(o.A, o.Count, o.Width)),
        new(Opcode.MulLowS, "mulLowS", "qq:q", o => (ulong)((long)(int)o.A * (int)o.B), Commutes: true),
        new(Opcode.MulLowU, "mulLowU", "qq:q", o => (ulong)(uint)o.A * (uint)o.B, Commutes: true),
        new(Opcode.FloatToIntOrMin, "floatToIntOrMin", "f:i", o => ToSignedOrMin(o)),
        new(Opcode.FloatToIntUOrMax, "floatToIntUOrMax", "f:i", o => ToUnsignedOrMax(o)),
        new(Opcode.Alternate, "alternate", "tt:t", o => o.A),
        new(Opcode.RsqrtEstimateF, "rsqrtEstimateF", "f:f", o => o.Float(1 / Math.Sqrt(o.FloatA))),
        new(Opcode.SpecialF, "specialF", "fff:f", o => NumberKinds.Evaluate(o.From, o.A, o.B, (uint)o.C)),
    };

    /// <summary>The result of an evaluation; bits beyond the width of its type are dropped by the caller.</summary>
    private delegate ulong Evaluator(Operands operands);

    /// <summary>The number of opcodes.</summary>
    public static int Count => s_rows.Length;

    /// <summary>The name in printed graphs.</summary>
    public static string Name(Opcode opcode) => s_rows[(int)opcode].Name;

    /// <summary>The number of operands, 0 to 3.</summary>
    public static int Arity(Opcode opcode) => IR.Signature.Arity(s_rows[(int)opcode].Signature);

    /// <summary>The types of operands and result, as <see cref="IR.Signature"/> spells them.</summary>
    public static string Signature(Opcode opcode) => s_rows[(int)opcode].Signature;

    /// <summary>Whether the two operands can be exchanged.</summary>
    public static bool Commutes(Opcode opcode) => s_rows[(int)opcode].Commutes;

    /// <summary>The opcode that the row at <paramref name="index"/> describes: the one of that number.</summary>
    public static Opcode OpcodeAt(int index) => s_rows[index].Opcode;

    /// <summary>The bits of the result of <paramref name="opcode"/>, zero-extended to 64, as its operands are.</summary>
    /// <param name="opcode">Any opcode but Constant and Parameter.</param>
    /// <param name="from">The type of the first operand.</param>
    /// <param name="to">The type of the result.</param>
    /// <param name="a">The first operand.</param>
    /// <param name="b">The second, if the opcode has two.</param>
    /// <param name="c">The third, if it has three.</param>
    public static ulong Evaluate(Opcode opcode, IrType from, IrType to, ulong a, ulong b = 0, ulong c = 0) =>
        s_rows[(int)opcode].Evaluate(new Operands(from, to, a, b, c)) & Function.Mask(to);

    private static ulong Apply(Operands o) => MathFunctions.All[(int)o.A].Evaluate(o.To, o.B, o.C);

    private static ulong MulHighS(Operands o) =>
        o.IsWide ? (ulong)IntegerMath.MultiplyHigh(o.SignedA, o.SignedB) : (ulong)(o.SignedA * o.SignedB >> o.Width);

    private static ulong MulHighU(Operands o) => o.IsWide ? IntegerMath.MultiplyHigh(o.A, o.B) : o.A * o.B >> o.Width;

    /// <summary>Between the limits, which are exact as doubles, saturation does nothing; NaN is between none.</summary>
    private static ulong ToSignedOrMin(Operands o)
    {
        int width = Function.Width(o.To);
        double limit = 1UL << (width - 1);
        return o.FloatA > -limit - 1 && o.FloatA < limit ? ToSigned(o.Format, o.A, width) : 1UL << (width - 1);
    }

    private static ulong ToUnsignedOrMax(Operands o)
    {
        int width = Function.Width(o.To);
        return o.FloatA > -1 && o.FloatA < 2.0 * (1UL << (width - 1)) ? ToUnsigned(o.Format, o.A, width) : Function.Mask(o.To);
    }

    /// <summary>Division by -1 is negation, which wraps where the host's division would fault.</summary>
    private static ulong DivS(Operands o) => o.SignedB switch
    {
        0 => 0,
        -1 => 0 - o.A,
        var divisor => (ulong)(o.SignedA / divisor),
    };

    private static ulong Rotate(ulong value, int count, int width) =>
        count == 0 ? value : (value << count) | (value >> (width - count));

    /// <summary>Whether the upper half of the product is not the sign of the lower.</summary>
    private static ulong MulOverflowS(Operands o)
    {
        long product = unchecked(o.SignedA * o.SignedB);
        return Bool(o.IsWide ? IntegerMath.MultiplyHigh(o.SignedA, o.SignedB) != product >> 63 : product != (int)product);
    }

    /// <summary>The highest bit of <paramref name="value"/>, of the first operand's type.</summary>
    private static ulong SignBit(Operands o, ulong value) => (value >> (o.Width - 1)) & 1;

    private sealed record OpcodeRow(Opcode Opcode, string Name, string Signature, Evaluator Evaluate, bool Commutes = false);
}
