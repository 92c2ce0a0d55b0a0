using JitGen.Differential.Tests.Arrays.Corpus;
using Xunit.Abstractions;

namespace JitGen.Differential.Tests.Arrays;

/// <summary>The written formulas wherever arrays can lie, and with an exception of every element, on all engines.</summary>
public class SpanPlaceTests(ITestOutputHelper output)
{
    [Fact]
    public void EveryLengthBesideGuardPages() => SpanCheck.RunAll(output, SpanPlans.Guards);

    [Fact]
    public void EveryAlignmentOfEachArray() => SpanCheck.RunAll(output, SpanPlans.Alignments);

    [Fact]
    public void AllAlignmentsTogether() => SpanCheck.RunAll(output, SpanPlans.Combinations);

    [Fact]
    public void AnExceptionOfEveryElement() => SpanCheck.RunAll(output, SpanPlans.Exceptions);
}
