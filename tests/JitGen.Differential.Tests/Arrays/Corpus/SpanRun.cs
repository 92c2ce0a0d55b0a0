using System;
using JitGen.Compiler.IR;

namespace JitGen.Differential.Tests.Arrays.Corpus;

/// <summary>One call of a formula over spans: its arguments, and what C# makes of them.</summary>
internal sealed class SpanRun
{
    /// <summary>The number of elements of every input; results may be longer.</summary>
    public required int Length { get; init; }

    /// <summary>The bits of each value parameter, by its index among all parameters.</summary>
    public required ulong[] Values { get; init; }

    /// <summary>The bytes of each span before the call, by the index of its parameter; null for values.</summary>
    public required byte[]?[] Contents { get; init; }

    /// <summary>For each parameter the input whose memory it shares, or its own index.</summary>
    public required int[] Homes { get; init; }

    /// <summary>What placement and splitting of the call are drawn from.</summary>
    public required int Seed { get; init; }

    /// <summary>Where the arrays lie; null to draw it.</summary>
    public SpanLayout? Layout { get; init; }

    /// <summary>The bytes of each span after the call; the same array where it is only read.</summary>
    public byte[]?[] Expected { get; private set; } = [];

    /// <summary>The bits of a reduction's result, every NaN as one.</summary>
    public ulong Result { get; private set; }

    /// <summary>What is thrown, as outcomes hold it, or null.</summary>
    public string? Exception { get; private set; }

    /// <summary>The index of the first element that is not computed: the one that throws, or one past the last.</summary>
    public long Reached { get; private set; }

    /// <summary>Remembers what C# makes of the call.</summary>
    public void SetExpected(byte[]?[] expected, ulong result, string? exception, long reached) =>
        (Expected, Result, Exception, Reached) = (expected, result, exception, reached);

    public override string ToString() => $"length {Length}, values [{string.Join(", ", Array.ConvertAll(Values, value => $"0x{value:X}"))}], seed {Seed}{(Layout is null ? "" : $", {(Layout.IsRight ? "right" : "left")}{(Layout.IsInPlace ? ", in place" : "")}, shifts [{string.Join(", ", Layout.Shifts ?? [])}]")}";
}

/// <summary>A formula, and the calls of it.</summary>
internal sealed record SpanCase(SpanFormula Formula, SpanRun[] Runs);
