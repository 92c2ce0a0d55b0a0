using System;
using System.Collections.Generic;
using System.Globalization;

namespace JitGen.Generator.Emission;

/// <summary>Gives out names that differ from each other and from those that are taken.</summary>
internal sealed class NameAllocator
{
    private readonly HashSet<string> _taken;

    /// <param name="taken">Names that are taken already, not escaped.</param>
    /// <param name="comparer">When two names are the same.</param>
    public NameAllocator(IEnumerable<string> taken, StringComparer comparer) => _taken = new HashSet<string>(taken, comparer);

    /// <summary>The name that was asked for, with a number behind it if it is taken.</summary>
    public string Allocate(string name)
    {
        string candidate = name;
        for (int number = 2; !_taken.Add(candidate); number++)
        {
            candidate = name + "_" + number.ToString(CultureInfo.InvariantCulture);
        }

        return candidate;
    }
}
