using System;
using System.Collections.Generic;
using System.Numerics;
using JitGen.Compiler.IR;

namespace JitGen.Compiler.Tests.IR;

/// <summary>What C# on this .NET computes for each opcode and type: the contract that <see cref="OpcodeTable"/> has to meet.</summary>
internal static class CSharpOracle
{
    private static readonly Dictionary<(Opcode Opcode, IrType From, IrType To), Func<ulong, ulong, ulong, ulong>> s_rows = Build();

    public static IEnumerable<(Opcode Opcode, IrType From, IrType To)> Cases => s_rows.Keys;

    public static bool Covers(Opcode opcode, IrType from, IrType to) => s_rows.ContainsKey((opcode, from, to));

    /// <summary>The function of operand bits that C# computes.</summary>
    public static Func<ulong, ulong, ulong, ulong> Of(Opcode opcode, IrType from, IrType to) => s_rows[(opcode, from, to)];

    private static Dictionary<(Opcode, IrType, IrType), Func<ulong, ulong, ulong, ulong>> Build()
    {
        var rows = new Dictionary<(Opcode, IrType, IrType), Func<ulong, ulong, ulong, ulong>>();
        Integers<int, uint>(IrType.I32, x => (int)x, x => (uint)x, rows, x => (uint)x, x => x);
        Integers<long, ulong>(IrType.I64, x => (long)x, x => x, rows, x => (ulong)x, x => x);
        Floats<float>(IrType.F32, x => BitConverter.UInt32BitsToSingle((uint)x), x => BitConverter.SingleToUInt32Bits(x), rows);
        Floats<double>(IrType.F64, BitConverter.UInt64BitsToDouble, BitConverter.DoubleToUInt64Bits, rows);
        FloatToInteger(rows);
        Extensions(rows);
        Conditions(rows);
        foreach (IrType type in ScalarGraphs.Types)
        {
            rows.Add((Opcode.Select, IrType.Bool, type), (c, x, y) => c != 0 ? x : y);
            rows.Add((Opcode.Rare, IrType.Bool, type), (c, x, y) => c != 0 ? y : x);
        }

        return rows;
    }

    private static void Integers<TS, TU>(
        IrType type,
        Func<ulong, TS> s,
        Func<ulong, TU> u,
        Dictionary<(Opcode, IrType, IrType), Func<ulong, ulong, ulong, ulong>> rows,
        Func<TS, ulong> fromS,
        Func<TU, ulong> fromU)
        where TS : IBinaryInteger<TS>, IMinMaxValue<TS>
        where TU : IBinaryInteger<TU>
    {
        void Signed(Opcode opcode, Func<TS, TS, TS> f) => rows.Add((opcode, type, type), (a, b, _) => fromS(f(s(a), s(b))));
        void Unsigned(Opcode opcode, Func<TU, TU, TU> f) => rows.Add((opcode, type, type), (a, b, _) => fromU(f(u(a), u(b))));
        void Shift(Opcode opcode, Func<TU, int, TU> f) => rows.Add((opcode, type, type), (a, b, _) => fromU(f(u(a), (int)b)));
        void Count(Opcode opcode, Func<TU, TU> f) => rows.Add((opcode, type, IrType.I32), (a, _, _) => fromU(f(u(a))));
        void Compare(Opcode opcode, Func<TS, TS, bool> f) => rows.Add((opcode, type, IrType.Bool), (a, b, _) => f(s(a), s(b)) ? 1UL : 0);
        void CompareU(Opcode opcode, Func<TU, TU, bool> f) => rows.Add((opcode, type, IrType.Bool), (a, b, _) => f(u(a), u(b)) ? 1UL : 0);
        static bool Throws(Action action)
        {
            try
            {
                action();
                return false;
            }
            catch (OverflowException)
            {
                return true;
            }
        }

        int width = Function.Width(type);
        TS minusOne = -TS.One;
        Signed(Opcode.Add, (a, b) => unchecked(a + b));
        Signed(Opcode.Sub, (a, b) => unchecked(a - b));
        Signed(Opcode.Mul, (a, b) => unchecked(a * b));
        Signed(Opcode.MulHighS, (a, b) => TS.CreateTruncating(BigInteger.CreateChecked(a) * BigInteger.CreateChecked(b) >> width));
        Unsigned(Opcode.MulHighU, (a, b) => TU.CreateTruncating(BigInteger.CreateChecked(a) * BigInteger.CreateChecked(b) >> width));
        Signed(Opcode.DivS, (a, b) => b == TS.Zero ? TS.Zero : b == minusOne ? unchecked(-a) : a / b);
        Unsigned(Opcode.DivU, (a, b) => b == TU.Zero ? TU.Zero : a / b);
        Signed(Opcode.RemS, (a, b) => b == TS.Zero ? a : b == minusOne ? TS.Zero : a % b);
        Unsigned(Opcode.RemU, (a, b) => b == TU.Zero ? a : a % b);
        Signed(Opcode.Neg, (a, _) => unchecked(-a));
        Signed(Opcode.And, (a, b) => a & b);
        Signed(Opcode.Or, (a, b) => a | b);
        Signed(Opcode.Xor, (a, b) => a ^ b);
        Signed(Opcode.Not, (a, _) => ~a);
        Shift(Opcode.Shl, (a, n) => a << n);
        rows.Add((Opcode.ShrS, type, type), (a, n, _) => fromS(s(a) >> (int)n));
        Shift(Opcode.ShrU, (a, n) => a >>> n);
        Shift(Opcode.RotL, (a, n) => width == 32 ? TU.CreateTruncating(BitOperations.RotateLeft(uint.CreateTruncating(a), n)) : TU.RotateLeft(a, n));
        Shift(Opcode.RotR, (a, n) => width == 32 ? TU.CreateTruncating(BitOperations.RotateRight(uint.CreateTruncating(a), n)) : TU.RotateRight(a, n));
        Count(Opcode.PopCount, TU.PopCount);
        Count(Opcode.LeadingZeros, TU.LeadingZeroCount);
        Count(Opcode.TrailingZeros, TU.TrailingZeroCount);
        Signed(Opcode.MinS, TS.Min);
        Unsigned(Opcode.MinU, TU.Min);
        Signed(Opcode.MaxS, TS.Max);
        Unsigned(Opcode.MaxU, TU.Max);
        Signed(Opcode.AbsS, (a, _) => a < TS.Zero ? unchecked(-a) : a);
        Compare(Opcode.Eq, (a, b) => a == b);
        Compare(Opcode.Ne, (a, b) => a != b);
        Compare(Opcode.LtS, (a, b) => a < b);
        Compare(Opcode.LeS, (a, b) => a <= b);
        CompareU(Opcode.LtU, (a, b) => a < b);
        CompareU(Opcode.LeU, (a, b) => a <= b);
        Compare(Opcode.AddOverflowS, (a, b) => Throws(() => _ = checked(a + b)));
        CompareU(Opcode.AddOverflowU, (a, b) => Throws(() => _ = checked(a + b)));
        Compare(Opcode.SubOverflowS, (a, b) => Throws(() => _ = checked(a - b)));
        CompareU(Opcode.SubOverflowU, (a, b) => Throws(() => _ = checked(a - b)));
        Compare(Opcode.MulOverflowS, (a, b) => Throws(() => _ = checked(a * b)));
        CompareU(Opcode.MulOverflowU, (a, b) => Throws(() => _ = checked(a * b)));
        rows.Add((Opcode.IntToFloatS, type, IrType.F64), (a, _, _) => BitConverter.DoubleToUInt64Bits(double.CreateTruncating(s(a))));
        rows.Add((Opcode.IntToFloatU, type, IrType.F64), (a, _, _) => BitConverter.DoubleToUInt64Bits(double.CreateTruncating(u(a))));

        // To float by parsing the decimal digits, which rounds once: .NET's own conversion of ulong may round twice.
        static ulong Single(BigInteger value) =>
            BitConverter.SingleToUInt32Bits(float.Parse(value.ToString(), System.Globalization.CultureInfo.InvariantCulture));
        rows.Add((Opcode.IntToFloatS, type, IrType.F32), (a, _, _) => Single(BigInteger.CreateChecked(s(a))));
        rows.Add((Opcode.IntToFloatU, type, IrType.F32), (a, _, _) => Single(BigInteger.CreateChecked(u(a))));
    }

    private static void Floats<T>(
        IrType type,
        Func<ulong, T> t,
        Func<T, ulong> from,
        Dictionary<(Opcode, IrType, IrType), Func<ulong, ulong, ulong, ulong>> rows)
        where T : IFloatingPointIeee754<T>
    {
        void Operation(Opcode opcode, Func<T, T, T, T> f) => rows.Add((opcode, type, type), (a, b, c) => from(f(t(a), t(b), t(c))));
        void Compare(Opcode opcode, Func<T, T, bool> f) => rows.Add((opcode, type, IrType.Bool), (a, b, _) => f(t(a), t(b)) ? 1UL : 0);
        Compare(Opcode.EqF, (a, b) => a == b);
        Compare(Opcode.NeF, (a, b) => a != b);
        Compare(Opcode.LtF, (a, b) => a < b);
        Compare(Opcode.LeF, (a, b) => a <= b);
        Operation(Opcode.AddF, (a, b, _) => a + b);
        Operation(Opcode.SubF, (a, b, _) => a - b);
        Operation(Opcode.MulF, (a, b, _) => a * b);
        Operation(Opcode.DivF, (a, b, _) => a / b);
        Operation(Opcode.RemF, (a, b, _) => a % b);
        Operation(Opcode.FmaF, T.FusedMultiplyAdd);
        Operation(Opcode.SqrtF, (a, _, _) => T.Sqrt(a));
        Operation(Opcode.NegF, (a, _, _) => -a);
        Operation(Opcode.AbsF, (a, _, _) => T.Abs(a));
        Operation(Opcode.CopySignF, (a, b, _) => T.CopySign(a, T.IsNaN(b) ? T.One : b));
        Operation(Opcode.MinF, (a, b, _) => T.Min(a, b));
        Operation(Opcode.MaxF, (a, b, _) => T.Max(a, b));
        Operation(Opcode.FloorF, (a, _, _) => T.Floor(a));
        Operation(Opcode.CeilingF, (a, _, _) => T.Ceiling(a));
        Operation(Opcode.TruncateF, (a, _, _) => T.Truncate(a));
        Operation(Opcode.RoundEvenF, (a, _, _) => T.Round(a, MidpointRounding.ToEven));
    }

    private static void FloatToInteger(Dictionary<(Opcode, IrType, IrType), Func<ulong, ulong, ulong, ulong>> rows)
    {
        static float F(ulong bits) => BitConverter.UInt32BitsToSingle((uint)bits);
        rows.Add((Opcode.FloatToIntS, IrType.F32, IrType.I32), (a, _, _) => (uint)int.CreateSaturating(F(a)));
        rows.Add((Opcode.FloatToIntS, IrType.F32, IrType.I64), (a, _, _) => (ulong)long.CreateSaturating(F(a)));
        rows.Add((Opcode.FloatToIntU, IrType.F32, IrType.I32), (a, _, _) => uint.CreateSaturating(F(a)));
        rows.Add((Opcode.FloatToIntU, IrType.F32, IrType.I64), (a, _, _) => ulong.CreateSaturating(F(a)));
        static double D(ulong bits) => BitConverter.UInt64BitsToDouble(bits);
        rows.Add((Opcode.FloatToIntS, IrType.F64, IrType.I32), (a, _, _) => (uint)(int)D(a));
        rows.Add((Opcode.FloatToIntS, IrType.F64, IrType.I64), (a, _, _) => (ulong)(long)D(a));
        rows.Add((Opcode.FloatToIntU, IrType.F64, IrType.I32), (a, _, _) => (uint)D(a));
        rows.Add((Opcode.FloatToIntU, IrType.F64, IrType.I64), (a, _, _) => (ulong)D(a));
        rows.Add((Opcode.Promote, IrType.F32, IrType.F64), (a, _, _) => BitConverter.DoubleToUInt64Bits(F(a)));
        rows.Add((Opcode.Demote, IrType.F64, IrType.F32), (a, _, _) => BitConverter.SingleToUInt32Bits((float)D(a)));
    }

    private static void Extensions(Dictionary<(Opcode, IrType, IrType), Func<ulong, ulong, ulong, ulong>> rows)
    {
        rows.Add((Opcode.SignExtend8, IrType.I32, IrType.I32), (a, _, _) => (uint)(sbyte)(int)a);
        rows.Add((Opcode.SignExtend16, IrType.I32, IrType.I32), (a, _, _) => (uint)(short)(int)a);
        rows.Add((Opcode.ZeroExtend8, IrType.I32, IrType.I32), (a, _, _) => (byte)(int)a);
        rows.Add((Opcode.ZeroExtend16, IrType.I32, IrType.I32), (a, _, _) => (ushort)(int)a);
        rows.Add((Opcode.SignExtend32, IrType.I32, IrType.I64), (a, _, _) => (ulong)(long)(int)a);
        rows.Add((Opcode.ZeroExtend32, IrType.I32, IrType.I64), (a, _, _) => (uint)a);
        rows.Add((Opcode.Truncate, IrType.I64, IrType.I32), (a, _, _) => (uint)a);
        foreach (var (from, to) in new[] { (IrType.I32, IrType.F32), (IrType.F32, IrType.I32), (IrType.I64, IrType.F64), (IrType.F64, IrType.I64) })
        {
            rows.Add((Opcode.Bitcast, from, to), (a, _, _) => a);
        }
    }

    private static void Conditions(Dictionary<(Opcode, IrType, IrType), Func<ulong, ulong, ulong, ulong>> rows)
    {
        void Add(Opcode opcode, Func<bool, bool, bool> f) =>
            rows.Add((opcode, IrType.Bool, IrType.Bool), (a, b, _) => f(a != 0, b != 0) ? 1UL : 0);
        Add(Opcode.And, (a, b) => a && b);
        Add(Opcode.Or, (a, b) => a || b);
        Add(Opcode.Xor, (a, b) => a ^ b);
        Add(Opcode.Not, (a, _) => !a);
        Add(Opcode.Eq, (a, b) => a == b);
        Add(Opcode.Ne, (a, b) => a != b);
    }
}
