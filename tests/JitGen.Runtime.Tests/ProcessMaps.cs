using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;

namespace JitGen.Runtime.Tests;

/// <summary>The mappings of this process, as Linux tells them.</summary>
internal static class ProcessMaps
{
    private const string Path = "/proc/self/maps";

    internal static bool Exist => OperatingSystem.IsLinux();

    /// <summary>The lines of mappings that are writable and executable at once.</summary>
    internal static List<string> WritableAndExecutable() =>
        File.ReadLines(Path).Where(line => Permissions(line) is [_, 'w', 'x', ..]).ToList();

    /// <summary>The permissions and the name of the mapping that contains an address; null when there is none.</summary>
    internal static string? Find(nint address)
    {
        foreach (string line in File.ReadLines(Path))
        {
            string[] range = line[..line.IndexOf(' ', StringComparison.Ordinal)].Split('-');
            nint start = nint.Parse(range[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            nint end = nint.Parse(range[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            if (address >= start && address < end)
            {
                return line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..];
            }
        }
        return null;
    }

    private static string Permissions(string line) => line.Split(' ', 3)[1];
}
