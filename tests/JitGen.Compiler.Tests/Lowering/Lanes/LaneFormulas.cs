using System.Collections.Generic;
using System.Linq;

namespace JitGen.Compiler.Tests.Lowering.Lanes;

/// <summary>A formula, and the widest lanes in which each target has to compute it, in bits.</summary>
internal sealed record LaneFormula(string Signature, string Text, int V3, int V4, int Arm64);

/// <summary>What narrow lanes are for: pictures, sound, conditions.</summary>
internal static class LaneFormulas
{
    public static IReadOnlyList<LaneFormula> Rows { get; } =
    [
        new("void (in byte s, in byte d, in byte a, ref byte r)", "var t = s*a + d*(255-a) + 128; r = (byte)((t + (t >> 8)) >> 8);", 16, 16, 16),
        new("void (in byte s, in byte d, byte a, ref byte r)", "var t = s*a + d*(255-a) + 128; r = (byte)((t + (t >> 8)) >> 8);", 16, 16, 16),
        new("void (in byte r, in byte g, in byte b, ref byte y)", "(byte)((77*r + 150*g + 29*b) >> 8)", 16, 16, 16),
        new("void (in byte x, ref byte y)", "(byte)((x[i - 1] + x + x[i + 1]) / 3)", 16, 16, 32),
        new("void (in byte x, in byte z, ref byte y)", "(byte)min(255, abs(x[i + 1] - x[i - 1]) + abs(z[i + 1] - z[i - 1]))", 16, 16, 16),
        new("void (in byte x, in byte z, ref byte y)", "(byte)(x + z)", 8, 8, 8),
        new("void (in byte x, in byte z, ref byte y)", "(byte)(x ^ z & 15)", 8, 8, 8),
        new("void (in byte x, in byte z, ref byte y)", "x > z ? x : z", 8, 8, 8),
        new("void (in sbyte x, in sbyte z, ref bool y)", "x > z && x != 3", 8, 8, 8),
        new("void (in byte x, in byte z, ref byte y)", "(byte)((x + z + 1) >> 1)", 16, 16, 16),
        new("void (in byte x, in byte z, ref byte y)", "(byte)(x / (z | 1))", 32, 32, 32),
        new("void (in byte x, in byte z, ref int y)", "x * z", 32, 32, 32),
        new("void (in short x, in short z, ref short y)", "(short)(x * z)", 16, 16, 16),
        new("void (in short x, in short z, ref short y)", "(short)((x * z) >> 15)", 32, 32, 32),
        new("void (in short x, ref short y)", "(short)(x / 7)", 16, 16, 32),
        new("void (in ushort x, in ushort z, ref ushort y)", "(ushort)(x >> 3 | z << 5)", 16, 16, 16),
        new("void (in ushort x, ref ushort y)", "(ushort)(x < 1000 ? x : 1000)", 16, 16, 16),
        new("void (in short x, ref float y)", "x / 32768f", 32, 32, 32),
        new("void (in float x, ref byte y)", "(byte)clamp(x * 255 + 0.5f, 0f, 255f)", 32, 32, 32),
        new("void (in float x, ref sbyte y)", "(sbyte)x", 32, 32, 32),
        new("void (in double x, ref short y)", "(short)min(x, 1e6)", 64, 64, 64),
        new("void (in long x, in long z, ref int y)", "(int)(x + z * 3)", 64, 64, 64),
        new("void (in int x, ref long y)", "(long)x * i", 64, 64, 64),
        new("void (in int x, ref float y)", "x + i", 64, 64, 64),
        new("void (in uint x, in uint z, ref ulong y)", "(ulong)x * z", 64, 64, 64),
        new("int (in byte x)", "count(x > 3)", 32, 32, 32),
        new("void (in byte x, in byte n, ref byte y)", "(byte)(x >> (n & 7))", 32, 16, 8),
        new("void (in short x, in byte n, ref short y)", "(short)(x << (n & 15))", 32, 16, 16),
    ];

    public static IEnumerable<(string Signature, string Text)> All => Rows.Select(row => (row.Signature, row.Text));
}
