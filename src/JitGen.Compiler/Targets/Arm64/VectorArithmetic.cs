using System.Collections.Generic;
using JitGen.Compiler.Machine;
using static JitGen.Compiler.Machine.InstructionTraits;
using static JitGen.Compiler.Targets.Arm64.Arrangements;

namespace JitGen.Compiler.Targets.Arm64;

/// <summary>Integer arithmetic and comparisons of vectors.</summary>
internal static class VectorArithmetic
{
    private const string Binary = "w Vd.T, r Vn.T, r Vm.T";
    private const string Unary = "w Vd.T, r Vn.T";
    private const string Long = "w Vd.L, r Vn.T, r Vm.T";
    private const string Accumulating = "w Vd.T, t Vd.T, r Vn.T, r Vm.T";
    private const string AccumulatingLong = "w Vd.L, t Vd.L, r Vn.T, r Vm.T";

    private static readonly InstructionTableBuilder s_rows = new();

    // Sums, differences, products; mla and mls add a product to, and subtract it from, what is there.
    public static readonly VectorRow Add = s_rows.Vector("add", Binary, 0x0E208400, All, Commutes);
    public static readonly VectorRow Sub = s_rows.Vector("sub", Binary, 0x2E208400, All);
    public static readonly VectorRow Mul = s_rows.Vector("mul", Binary, 0x0E209C00, UpToFourBytes, Commutes);
    public static readonly VectorRow MulAdd = s_rows.Vector("mla", Accumulating, 0x0E209400, UpToFourBytes);
    public static readonly VectorRow MulSub = s_rows.Vector("mls", Accumulating, 0x2E209400, UpToFourBytes);
    public static readonly VectorRow Abs = s_rows.Vector("abs", Unary, 0x0E20B800, All);
    public static readonly VectorRow Neg = s_rows.Vector("neg", Unary, 0x2E20B800, All);

    // Of lanes to lanes twice as wide: of the low halves, and added to or subtracted from what is there.
    public static readonly VectorRow MulLongS = s_rows.Vector("smull", Long, 0x0E20C000, Halves, Commutes);
    public static readonly VectorRow MulLongU = s_rows.Vector("umull", Long, 0x2E20C000, Halves, Commutes);
    public static readonly VectorRow MulAddLongS = s_rows.Vector("smlal", AccumulatingLong, 0x0E208000, Halves);
    public static readonly VectorRow MulAddLongU = s_rows.Vector("umlal", AccumulatingLong, 0x2E208000, Halves);
    public static readonly VectorRow MulSubLongS = s_rows.Vector("smlsl", AccumulatingLong, 0x0E20A000, Halves);
    public static readonly VectorRow MulSubLongU = s_rows.Vector("umlsl", AccumulatingLong, 0x2E20A000, Halves);
    public static readonly VectorRow AddLongS = s_rows.Vector("saddl", Long, 0x0E200000, Halves, Commutes);
    public static readonly VectorRow AddLongU = s_rows.Vector("uaddl", Long, 0x2E200000, Halves, Commutes);
    public static readonly VectorRow SubLongS = s_rows.Vector("ssubl", Long, 0x0E202000, Halves);
    public static readonly VectorRow SubLongU = s_rows.Vector("usubl", Long, 0x2E202000, Halves);

    // The upper halves of the sums.
    public static readonly VectorRow AddHighNarrow = s_rows.Vector("addhn", "w Vd.T, r Vn.L, r Vm.L", 0x0E204000, Halves, Commutes);

    // Minimum and maximum.
    public static readonly VectorRow MinS = s_rows.Vector("smin", Binary, 0x0E206C00, UpToFourBytes, Commutes);
    public static readonly VectorRow MaxS = s_rows.Vector("smax", Binary, 0x0E206400, UpToFourBytes, Commutes);
    public static readonly VectorRow MinU = s_rows.Vector("umin", Binary, 0x2E206C00, UpToFourBytes, Commutes);
    public static readonly VectorRow MaxU = s_rows.Vector("umax", Binary, 0x2E206400, UpToFourBytes, Commutes);

    // Comparisons: all ones where true. cmtst: whether the lanes have a bit in common.
    public static readonly VectorRow Equal = s_rows.Vector("cmeq", Binary, 0x2E208C00, All, Commutes);
    public static readonly VectorRow GreaterS = s_rows.Vector("cmgt", Binary, 0x0E203400, All);
    public static readonly VectorRow GreaterOrEqualS = s_rows.Vector("cmge", Binary, 0x0E203C00, All);
    public static readonly VectorRow GreaterU = s_rows.Vector("cmhi", Binary, 0x2E203400, All);
    public static readonly VectorRow GreaterOrEqualU = s_rows.Vector("cmhs", Binary, 0x2E203C00, All);
    public static readonly VectorRow Test = s_rows.Vector("cmtst", Binary, 0x0E208C00, All, Commutes);
    public static readonly VectorRow EqualZero = Zero("cmeq", 0x0E209800);
    public static readonly VectorRow GreaterZero = Zero("cmgt", 0x0E208800);
    public static readonly VectorRow GreaterOrEqualZero = Zero("cmge", 0x2E208800);
    public static readonly VectorRow LessZero = Zero("cmlt", 0x0E20A800);
    public static readonly VectorRow LessOrEqualZero = Zero("cmle", 0x2E209800);

    // Across lanes: the larger of each pair, of two vectors one after the other; the sum of all in a single one.
    public static readonly VectorRow MaxPairsU = s_rows.Vector("umaxp", Binary, 0x2E20A400, UpToFourBytes);
    public static readonly VectorRow SumOfLanes = s_rows.Vector(
        "addv", "w Ed, r Vn.T", 0x0E31B800, [Arrangement.B8, Arrangement.B16, Arrangement.H4, Arrangement.H8, Arrangement.S4]);

    public static IReadOnlyList<InstructionDescription> Rows => s_rows.All;

    private static VectorRow Zero(string mnemonic, uint bits) => s_rows.Vector(mnemonic, "w Vd.T, r Vn.T, #0", bits, All);
}
