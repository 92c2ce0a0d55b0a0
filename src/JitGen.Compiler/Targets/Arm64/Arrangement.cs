namespace JitGen.Compiler.Targets.Arm64;

/// <summary>How an instruction divides a vector register into lanes: in all 16 bytes, or in the low 8.</summary>
internal enum Arrangement : byte
{
    B8,
    B16,
    H4,
    H8,
    S2,
    S4,
    D2,
}

/// <summary>Facts about arrangements, a row each.</summary>
internal static class Arrangements
{
    /// <summary>Lanes of every size.</summary>
    public static readonly Arrangement[] All =
        [Arrangement.B8, Arrangement.B16, Arrangement.H4, Arrangement.H8, Arrangement.S2, Arrangement.S4, Arrangement.D2];

    /// <summary>Lanes of 1, 2 and 4 bytes: where the architecture has no instruction for lanes of 8.</summary>
    public static readonly Arrangement[] UpToFourBytes =
        [Arrangement.B8, Arrangement.B16, Arrangement.H4, Arrangement.H8, Arrangement.S2, Arrangement.S4];

    /// <summary>Bits or bytes, whatever the lanes.</summary>
    public static readonly Arrangement[] Bytes = [Arrangement.B8, Arrangement.B16];

    /// <summary>Floating-point numbers.</summary>
    public static readonly Arrangement[] Floats = [Arrangement.S2, Arrangement.S4, Arrangement.D2];

    /// <summary>The narrow side, in 8 bytes, of what widens or narrows.</summary>
    public static readonly Arrangement[] Halves = [Arrangement.B8, Arrangement.H4, Arrangement.S2];

    private static readonly Row[] s_rows =
    {
        new(Arrangement.B8, ".8b", 0, 8, Arrangement.H8),
        new(Arrangement.B16, ".16b", 0, 16, Arrangement.H8),
        new(Arrangement.H4, ".4h", 1, 8, Arrangement.S4),
        new(Arrangement.H8, ".8h", 1, 16, Arrangement.S4),
        new(Arrangement.S2, ".2s", 2, 8, Arrangement.D2),
        new(Arrangement.S4, ".4s", 2, 16, Arrangement.D2),
        new(Arrangement.D2, ".2d", 3, 16, null),
    };

    /// <summary>The number of arrangements.</summary>
    public static int Count => s_rows.Length;

    /// <summary>The suffix of a register's name.</summary>
    public static string Name(Arrangement arrangement) => s_rows[(int)arrangement].Name;

    /// <summary>The binary logarithm of a lane's size in bytes.</summary>
    public static int LaneLog2(Arrangement arrangement) => s_rows[(int)arrangement].LaneLog2;

    /// <summary>The bytes of the register that are used, 8 or 16.</summary>
    public static int BytesOf(Arrangement arrangement) => s_rows[(int)arrangement].Bytes;

    /// <summary>The letter of a register that is a single lane: b, h, s, d.</summary>
    public static char LaneView(Arrangement arrangement) => "bhsd"[LaneLog2(arrangement)];

    /// <summary>16 bytes of lanes twice as wide; null if there are none.</summary>
    public static Arrangement? Widened(Arrangement arrangement) => s_rows[(int)arrangement].Widened;

    /// <summary>The arrangement of lanes of a size, in the fewest bytes that hold a value.</summary>
    /// <param name="laneSize">Bytes of a lane: 1, 2, 4, 8.</param>
    /// <param name="bytes">Bytes of the value, at most 16.</param>
    public static Arrangement Of(int laneSize, int bytes) => laneSize switch
    {
        1 => bytes > 8 ? Arrangement.B16 : Arrangement.B8,
        2 => bytes > 8 ? Arrangement.H8 : Arrangement.H4,
        4 => bytes > 8 ? Arrangement.S4 : Arrangement.S2,
        _ => Arrangement.D2,
    };

    private readonly record struct Row(Arrangement Arrangement, string Name, int LaneLog2, int Bytes, Arrangement? Widened);
}
