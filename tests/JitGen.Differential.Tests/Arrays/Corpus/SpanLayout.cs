namespace JitGen.Differential.Tests.Arrays.Corpus;

/// <summary>Where the arrays of a call lie, where that is not drawn: then the call is not split either.</summary>
/// <param name="IsRight">Whether arrays end before a guard page; else they begin behind one.</param>
/// <param name="IsInPlace">Whether results share the memory of inputs wherever they can.</param>
/// <param name="Shifts">By parameter, how many elements an array is away from its guard page; null for none.</param>
internal sealed record SpanLayout(bool IsRight, bool IsInPlace, int[]? Shifts = null);
