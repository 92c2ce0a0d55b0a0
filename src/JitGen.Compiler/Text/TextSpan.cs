using System;

namespace JitGen.Compiler.Text;

/// <summary>A run of UTF-16 code units of a formula: where a token, a node or a diagnostic is.</summary>
internal readonly struct TextSpan : IEquatable<TextSpan>
{
    public TextSpan(int start, int length)
    {
        Start = start;
        Length = length;
    }

    /// <summary>Index of the first code unit, from 0.</summary>
    public int Start { get; }

    /// <summary>Number of code units; 0 marks a place between two.</summary>
    public int Length { get; }

    /// <summary>Index after the last code unit.</summary>
    public int End => Start + Length;

    /// <summary>The shortest span that contains both.</summary>
    public static TextSpan Cover(TextSpan first, TextSpan last)
    {
        int start = Math.Min(first.Start, last.Start);
        return new TextSpan(start, Math.Max(first.End, last.End) - start);
    }

    public bool Equals(TextSpan other) => Start == other.Start && Length == other.Length;

    public override bool Equals(object? obj) => obj is TextSpan other && Equals(other);

    public override int GetHashCode() => (Start * 397) ^ Length;

    public override string ToString() => $"[{Start}..{End})";
}
