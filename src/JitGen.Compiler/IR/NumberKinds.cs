using System;
using JitGen.Compiler.IR.Numerics;

namespace JitGen.Compiler.IR;

/// <summary>
/// Tables of results by what kind of number a value is, as <see cref="Opcode.SpecialF"/> has them: 4 bits for each kind, an entry that
/// names the result.
/// </summary>
internal static class NumberKinds
{
    // Entries that are no constants: what is common to all numbers, the value itself, infinity with its sign; and the largest and the
    // least number of the type.
    public const int Common = 0;
    public const int Itself = 1;
    private const int SignedInfinity = 6;
    private const int Largest = 14;
    private const int Least = 15;

    // Kinds.
    private const int Negative = 6;
    private const int Positive = 7;

    /// <summary>
    /// One number of each kind, from the lowest bits of a table: a NaN, a signaling one, a zero, one, the infinities, any other negative and
    /// any other positive number.
    /// </summary>
    private static readonly double[] s_representatives =
        [double.NaN, double.NaN, 0, 1, double.NegativeInfinity, double.PositiveInfinity, -2, 2];

    /// <summary>The constants that a table can give, by their entries.</summary>
    private static readonly (int Entry, double Value)[] s_constants =
    [
        (2, double.NaN), (3, double.NaN), (4, double.NegativeInfinity), (5, double.PositiveInfinity), (7, -0.0), (8, 0), (9, -1), (10, 1),
        (11, 0.5), (12, 90), (13, Math.PI / 2),
    ];

    /// <summary>The number of kinds.</summary>
    public static int Count => s_representatives.Length;

    /// <summary>A number of a kind; with a zero, the infinities and itself all numbers of the kind compare as it does.</summary>
    public static double Representative(int kind) => s_representatives[kind];

    /// <summary>What a table has for a kind.</summary>
    public static int EntryOf(uint table, int kind) => (int)(table >> (4 * kind)) & 15;

    /// <summary>The entry of a constant's bits; <see cref="Common"/> if it has none.</summary>
    public static int EntryOf(IrType type, ulong bits)
    {
        foreach ((int entry, double value) in s_constants)
        {
            // A quiet NaN of the value is one of a NaN only.
            bool isNaN = double.IsNaN(value) && entry != 2;
            if (isNaN ? BinaryFormat.Of(type).IsNaN(bits) : !double.IsNaN(value) && bits == BitsOf(type, value))
            {
                return entry;
            }
        }

        return Common;
    }

    /// <summary>What a table gives for a value, as bits.</summary>
    /// <param name="type">The type of the value.</param>
    /// <param name="value">The value.</param>
    /// <param name="common">The common result.</param>
    /// <param name="table">The table.</param>
    public static ulong Evaluate(IrType type, ulong value, ulong common, uint table)
    {
        double number = NumberOf(type, value);
        int kind = Array.FindIndex(s_representatives, one => one.Equals(number) || (one == 0 && number == 0));
        int entry = EntryOf(table, kind >= 0 ? kind : number < 0 ? Negative : Positive);
        BinaryFormat format = BinaryFormat.Of(type);
        return entry switch
        {
            Common => common,
            Itself => value,
            SignedInfinity => format.Infinity | (value & format.SignBit),
            Largest => format.Infinity - 1,
            Least => format.SignBit | (format.Infinity - 1),
            _ => BitsOf(type, Array.Find(s_constants, row => row.Entry == entry).Value),
        };
    }

    /// <summary>The number that bits are.</summary>
    public static double NumberOf(IrType type, ulong bits) => type == IrType.F32 ? FloatBits.ToSingle(bits) : FloatBits.ToDouble(bits);

    private static ulong BitsOf(IrType type, double value) =>
        double.IsNaN(value) ? BinaryFormat.Of(type).QuietNaN : type == IrType.F32 ? FloatBits.Of((float)value) : FloatBits.Of(value);
}
