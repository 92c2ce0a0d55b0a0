using System;
using JitGen;

namespace Image;

/// <summary>What is computed of the pixels of a row, or of whole planes.</summary>
internal static partial class Formulas
{
    /// <summary>The luminance of a pixel (weights of BT.601).</summary>
    [NativeExpression("(byte)((77*red + 150*green + 29*blue + 128) >> 8)")]
    public static partial void Gray(ReadOnlySpan<byte> red, ReadOnlySpan<byte> green, ReadOnlySpan<byte> blue, Span<byte> result);

    /// <summary>Alpha blending, divided by 255 and rounded as exactly as integers can be.</summary>
    [NativeExpression("var t = source*alpha + target*(255 - alpha) + 128; (byte)((t + (t >> 8)) >> 8)")]
    public static partial void Blend(ReadOnlySpan<byte> source, ReadOnlySpan<byte> target, byte alpha, Span<byte> result);

    /// <summary>A 3 x 3 blur by the weights 1 2 1, 2 4 2, 1 2 1; the pixels at both ends are left as they are.</summary>
    [NativeExpression("""
        var top = above[i-1] + 2*above[i] + above[i+1];
        var middle = row[i-1] + 2*row[i] + row[i+1];
        var bottom = below[i-1] + 2*below[i] + below[i+1];
        (byte)((top + 2*middle + bottom + 8) >> 4)
        """)]
    public static partial void Blur(ReadOnlySpan<byte> above, ReadOnlySpan<byte> row, ReadOnlySpan<byte> below, Span<byte> result);

    /// <summary>Sobel's operator: how steep the brightness is.</summary>
    [NativeExpression("""
        float across = above[i+1] + 2*row[i+1] + below[i+1] - above[i-1] - 2*row[i-1] - below[i-1];
        float down = below[i-1] + 2*below[i] + below[i+1] - above[i-1] - 2*above[i] - above[i+1];
        (byte)min(sqrt(across*across + down*down), 255f)
        """)]
    public static partial void Edges(ReadOnlySpan<byte> above, ReadOnlySpan<byte> row, ReadOnlySpan<byte> below, Span<byte> result);
}
