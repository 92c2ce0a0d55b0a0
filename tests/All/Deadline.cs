using System;
using System.Diagnostics;

namespace JitGen.Testing;

/// <summary>The time that everything together may take, from the making of this object on.</summary>
/// <param name="limit">How long.</param>
internal sealed class Deadline(TimeSpan limit)
{
    private readonly Stopwatch _watch = Stopwatch.StartNew();

    /// <summary>How long it is, for messages.</summary>
    public string Length { get; } = $"{limit.TotalMinutes} minutes";

    /// <summary>What is left; zero when it has passed.</summary>
    public TimeSpan Left => _watch.Elapsed < limit ? limit - _watch.Elapsed : TimeSpan.Zero;
}
