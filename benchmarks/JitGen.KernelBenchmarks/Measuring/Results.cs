using System.Collections.Generic;

namespace JitGen.KernelBenchmarks.Measuring;

/// <summary>Nanoseconds of one run, by kernel and contender.</summary>
internal sealed class Results
{
    private readonly Dictionary<(string Kernel, string Contender), double> _times = [];

    /// <summary>The kernels measured, in order.</summary>
    public List<Kernel> Kernels { get; } = [];

    /// <summary>All contenders of any kernel, in order of their first.</summary>
    public List<string> Contenders { get; } = [];

    /// <summary>The number of elements that a kernel was measured with.</summary>
    public Dictionary<string, int> Counts { get; } = [];

    public void Add(Kernel kernel, string contender, double nanoseconds)
    {
        _times[(kernel.Id, contender)] = nanoseconds;
        if (!Contenders.Contains(contender))
        {
            Contenders.Add(contender);
        }
    }

    /// <summary>The time of a contender; null if it was not measured.</summary>
    public double? Time(Kernel kernel, string contender) => _times.TryGetValue((kernel.Id, contender), out double time) ? time : null;

    /// <summary>The time of the fastest of some contenders; null if none was measured.</summary>
    public double? Best(Kernel kernel, IReadOnlyList<string> contenders)
    {
        double? best = null;
        foreach (string contender in contenders)
        {
            if (Time(kernel, contender) is { } time && !(best <= time))
            {
                best = time;
            }
        }

        return best;
    }
}
