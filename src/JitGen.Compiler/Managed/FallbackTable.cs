using JitGen.Compiler.IR;
using static JitGen.Compiler.Managed.CSharpPrecedence;
using static JitGen.Compiler.Managed.FallbackForm;
using static JitGen.Compiler.Managed.FallbackOperand;

namespace JitGen.Compiler.Managed;

/// <summary>How the text of an opcode is put together from its token and its operands.</summary>
internal enum FallbackForm : byte
{
    /// <summary><c>a + b</c></summary>
    Binary,

    /// <summary><c>-a</c></summary>
    Prefix,

    /// <summary><c>(byte)a</c>: the result type says which.</summary>
    Cast,

    /// <summary><c>Math.Max(a, b)</c></summary>
    Call,

    /// <summary><c>a ? b : c</c></summary>
    Conditional,

    /// <summary><c>a ? c : b</c></summary>
    ConditionalSwapped,
}

/// <summary>The C# type in which operands are needed.</summary>
internal enum FallbackOperand : byte
{
    /// <summary>Any, all operands alike: unsigned integers if all are, else signed ones.</summary>
    Alike,

    /// <summary>int or long.</summary>
    Signed,

    /// <summary>uint or ulong.</summary>
    Unsigned,
}

/// <summary>One way to write an opcode in C#.</summary>
/// <param name="Opcode">The opcode.</param>
/// <param name="Form">How token and operands are put together.</param>
/// <param name="Token">The operator or the method; of two, <c>double|float</c>, the one of the operand's type.</param>
/// <param name="Operands">The type of the operands.</param>
internal sealed record FallbackRow(Opcode Opcode, FallbackForm Form, string Token, FallbackOperand Operands)
{
    /// <summary>The precedence of an operator.</summary>
    public CSharpPrecedence Precedence { get; init; } = Primary;

    /// <summary>The type of the result; Void for that of the operands.</summary>
    public ElementType Result { get; init; }

    /// <summary>The row is for operands of this type only.</summary>
    public IrType? From { get; init; }

    /// <summary>The row is for results of this type only.</summary>
    public IrType? To { get; init; }

    /// <summary>The second operand counts places: an int, whatever the first is.</summary>
    public bool Counts { get; init; }

    /// <summary>The row is for a constant second operand that is neither 0 nor, if signed, -1.</summary>
    public bool SafeDivisor { get; init; }

    /// <summary>What a checked context would check.</summary>
    public bool Overflows { get; init; }
}

/// <summary>How every opcode is written in C#; of several rows of an opcode the first that fits is taken.</summary>
internal static class FallbackTable
{
    private static readonly FallbackRow[] s_rows =
    {
        new(Opcode.Add, Binary, "+", Alike) { Precedence = Additive, Overflows = true },
        new(Opcode.Sub, Binary, "-", Alike) { Precedence = Additive, Overflows = true },
        new(Opcode.Mul, Binary, "*", Alike) { Precedence = Multiplicative, Overflows = true },
        new(Opcode.MulHighS, Call, "ManagedMath.MultiplyHigh", Signed),
        new(Opcode.MulHighU, Call, "ManagedMath.MultiplyHigh", Unsigned),
        new(Opcode.DivS, Binary, "/", Signed) { Precedence = Multiplicative, SafeDivisor = true },
        new(Opcode.DivS, Call, "ManagedMath.Divide", Signed),
        new(Opcode.DivU, Binary, "/", Unsigned) { Precedence = Multiplicative, SafeDivisor = true },
        new(Opcode.DivU, Call, "ManagedMath.Divide", Unsigned),
        new(Opcode.RemS, Binary, "%", Signed) { Precedence = Multiplicative, SafeDivisor = true },
        new(Opcode.RemS, Call, "ManagedMath.Remainder", Signed),
        new(Opcode.RemU, Binary, "%", Unsigned) { Precedence = Multiplicative, SafeDivisor = true },
        new(Opcode.RemU, Call, "ManagedMath.Remainder", Unsigned),
        new(Opcode.Neg, Prefix, "-", Signed) { Precedence = Unary, Overflows = true },

        new(Opcode.And, Binary, "&&", Alike) { Precedence = AndAlso, From = IrType.Bool },
        new(Opcode.And, Binary, "&", Alike) { Precedence = And },
        new(Opcode.Or, Binary, "||", Alike) { Precedence = OrElse, From = IrType.Bool },
        new(Opcode.Or, Binary, "|", Alike) { Precedence = Or },
        new(Opcode.Xor, Binary, "^", Alike) { Precedence = Xor },
        new(Opcode.Not, Prefix, "!", Alike) { Precedence = Unary, From = IrType.Bool },
        new(Opcode.Not, Prefix, "~", Alike) { Precedence = Unary },

        new(Opcode.Shl, Binary, "<<", Alike) { Precedence = Shift, Counts = true },
        new(Opcode.ShrS, Binary, ">>", Signed) { Precedence = Shift, Counts = true },
        new(Opcode.ShrU, Binary, ">>>", Alike) { Precedence = Shift, Counts = true },
        new(Opcode.RotL, Call, "BitOperations.RotateLeft", Unsigned) { Counts = true },
        new(Opcode.RotR, Call, "BitOperations.RotateRight", Unsigned) { Counts = true },

        new(Opcode.PopCount, Call, "BitOperations.PopCount", Unsigned) { Result = ElementType.Int32 },
        new(Opcode.LeadingZeros, Call, "BitOperations.LeadingZeroCount", Unsigned) { Result = ElementType.Int32 },
        new(Opcode.TrailingZeros, Call, "ManagedMath.TrailingZeroCount", Unsigned) { Result = ElementType.Int32 },
        new(Opcode.MinS, Call, "Math.Min", Signed),
        new(Opcode.MinU, Call, "Math.Min", Unsigned),
        new(Opcode.MaxS, Call, "Math.Max", Signed),
        new(Opcode.MaxU, Call, "Math.Max", Unsigned),
        new(Opcode.AbsS, Call, "ManagedMath.Abs", Signed),

        new(Opcode.SignExtend8, Cast, "", Alike) { Result = ElementType.SByte },
        new(Opcode.SignExtend16, Cast, "", Alike) { Result = ElementType.Int16 },
        new(Opcode.ZeroExtend8, Cast, "", Alike) { Result = ElementType.Byte },
        new(Opcode.ZeroExtend16, Cast, "", Alike) { Result = ElementType.UInt16 },
        new(Opcode.SignExtend32, Cast, "", Signed) { Result = ElementType.Int64 },
        new(Opcode.ZeroExtend32, Cast, "", Unsigned) { Result = ElementType.UInt64 },
        new(Opcode.Truncate, Cast, "", Alike) { Result = ElementType.Int32 },

        new(Opcode.Eq, Binary, "==", Alike) { Precedence = Equality, Result = ElementType.Bool },
        new(Opcode.Ne, Binary, "!=", Alike) { Precedence = Equality, Result = ElementType.Bool },
        new(Opcode.LtS, Binary, "<", Signed) { Precedence = Relational, Result = ElementType.Bool },
        new(Opcode.LeS, Binary, "<=", Signed) { Precedence = Relational, Result = ElementType.Bool },
        new(Opcode.LtU, Binary, "<", Unsigned) { Precedence = Relational, Result = ElementType.Bool },
        new(Opcode.LeU, Binary, "<=", Unsigned) { Precedence = Relational, Result = ElementType.Bool },
        new(Opcode.EqF, Binary, "==", Alike) { Precedence = Equality, Result = ElementType.Bool },
        new(Opcode.NeF, Binary, "!=", Alike) { Precedence = Equality, Result = ElementType.Bool },
        new(Opcode.LtF, Binary, "<", Alike) { Precedence = Relational, Result = ElementType.Bool },
        new(Opcode.LeF, Binary, "<=", Alike) { Precedence = Relational, Result = ElementType.Bool },

        new(Opcode.AddOverflowS, Call, "ManagedMath.AddOverflows", Signed) { Result = ElementType.Bool },
        new(Opcode.AddOverflowU, Call, "ManagedMath.AddOverflows", Unsigned) { Result = ElementType.Bool },
        new(Opcode.SubOverflowS, Call, "ManagedMath.SubtractOverflows", Signed) { Result = ElementType.Bool },
        new(Opcode.SubOverflowU, Call, "ManagedMath.SubtractOverflows", Unsigned) { Result = ElementType.Bool },
        new(Opcode.MulOverflowS, Call, "ManagedMath.MultiplyOverflows", Signed) { Result = ElementType.Bool },
        new(Opcode.MulOverflowU, Call, "ManagedMath.MultiplyOverflows", Unsigned) { Result = ElementType.Bool },

        new(Opcode.AddF, Binary, "+", Alike) { Precedence = Additive },
        new(Opcode.SubF, Binary, "-", Alike) { Precedence = Additive },
        new(Opcode.MulF, Binary, "*", Alike) { Precedence = Multiplicative },
        new(Opcode.DivF, Binary, "/", Alike) { Precedence = Multiplicative },
        new(Opcode.RemF, Call, "ManagedMath.Remainder", Alike),
        new(Opcode.FmaF, Call, "ManagedMath.FusedMultiplyAdd", Alike),
        new(Opcode.SqrtF, Call, "Math.Sqrt|MathF.Sqrt", Alike),
        new(Opcode.NegF, Prefix, "-", Alike) { Precedence = Unary },
        new(Opcode.AbsF, Call, "Math.Abs|MathF.Abs", Alike),
        new(Opcode.CopySignF, Call, "ManagedMath.CopySign", Alike),
        new(Opcode.MinF, Call, "ManagedMath.Min", Alike),
        new(Opcode.MaxF, Call, "ManagedMath.Max", Alike),
        new(Opcode.FloorF, Call, "Math.Floor|MathF.Floor", Alike),
        new(Opcode.CeilingF, Call, "Math.Ceiling|MathF.Ceiling", Alike),
        new(Opcode.TruncateF, Call, "Math.Truncate|MathF.Truncate", Alike),
        new(Opcode.RoundEvenF, Call, "Math.Round|MathF.Round", Alike),

        // C#'s own conversion of a 64-bit integer may round twice; a 32-bit one is exact in double, and rounds once to float.
        new(Opcode.IntToFloatS, Cast, "", Signed) { From = IrType.I32, To = IrType.F32, Result = ElementType.Single },
        new(Opcode.IntToFloatS, Call, "ManagedMath.ToSingle", Signed) { To = IrType.F32, Result = ElementType.Single },
        new(Opcode.IntToFloatS, Cast, "", Signed) { Result = ElementType.Double },
        new(Opcode.IntToFloatU, Cast, "", Unsigned) { From = IrType.I32, To = IrType.F32, Result = ElementType.Single },
        new(Opcode.IntToFloatU, Call, "ManagedMath.ToSingle", Unsigned) { To = IrType.F32, Result = ElementType.Single },
        new(Opcode.IntToFloatU, Call, "ManagedMath.ToDouble", Unsigned) { From = IrType.I64, Result = ElementType.Double },
        new(Opcode.IntToFloatU, Cast, "", Unsigned) { Result = ElementType.Double },
        new(Opcode.FloatToIntS, Call, "ManagedMath.ToInt32", Alike) { To = IrType.I32, Result = ElementType.Int32 },
        new(Opcode.FloatToIntS, Call, "ManagedMath.ToInt64", Alike) { Result = ElementType.Int64 },
        new(Opcode.FloatToIntU, Call, "ManagedMath.ToUInt32", Alike) { To = IrType.I32, Result = ElementType.UInt32 },
        new(Opcode.FloatToIntU, Call, "ManagedMath.ToUInt64", Alike) { Result = ElementType.UInt64 },
        new(Opcode.Promote, Cast, "", Alike) { Result = ElementType.Double },
        new(Opcode.Demote, Cast, "", Alike) { Result = ElementType.Single },
        new(Opcode.Bitcast, Call, "BitConverter.Int32BitsToSingle", Signed) { From = IrType.I32, Result = ElementType.Single },
        new(Opcode.Bitcast, Call, "BitConverter.Int64BitsToDouble", Signed) { From = IrType.I64, Result = ElementType.Double },
        new(Opcode.Bitcast, Call, "BitConverter.SingleToInt32Bits", Alike) { From = IrType.F32, Result = ElementType.Int32 },
        new(Opcode.Bitcast, Call, "BitConverter.DoubleToInt64Bits", Alike) { Result = ElementType.Int64 },

        new(Opcode.Select, FallbackForm.Conditional, "", Alike),
        new(Opcode.Rare, ConditionalSwapped, "", Alike),
    };

    /// <summary>The index of the first row of each opcode; -1 for those that have none.</summary>
    private static readonly int[] s_first = IndexRows();

    /// <summary>The row for a node, or null if the opcode has none: constants and parameters.</summary>
    /// <param name="opcode">The opcode.</param>
    /// <param name="from">The type of the first operand.</param>
    /// <param name="to">The type of the result.</param>
    /// <param name="safeDivisor">Whether the second operand is a constant by which any value can be divided.</param>
    public static FallbackRow? Find(Opcode opcode, IrType from, IrType to, bool safeDivisor)
    {
        for (int index = s_first[(int)opcode]; index >= 0 && index < s_rows.Length && s_rows[index].Opcode == opcode; index++)
        {
            FallbackRow row = s_rows[index];
            if ((row.From ?? from) == from && (row.To ?? to) == to && (safeDivisor || !row.SafeDivisor))
            {
                return row;
            }
        }

        return null;
    }

    private static int[] IndexRows()
    {
        int[] first = new int[OpcodeTable.Count];
        for (int opcode = 0; opcode < first.Length; opcode++)
        {
            first[opcode] = -1;
        }

        for (int index = s_rows.Length - 1; index >= 0; index--)
        {
            first[(int)s_rows[index].Opcode] = index;
        }

        return first;
    }
}
