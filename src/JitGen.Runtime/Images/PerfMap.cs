using System;
using System.Globalization;
using System.IO;
using System.Text;

namespace JitGen.Images;

/// <summary>
/// The names of mapped methods for Linux <c>perf</c>, which reads <c>/tmp/perf-PID.map</c>: a line per method with address,
/// size and name.
/// </summary>
/// <remarks>
/// The .NET runtime, if asked to, writes its own methods to the same file. It keeps the file open and writes behind its own last
/// line, over whatever others appended (measured), so both cannot share the file: it is left to the runtime then.
/// </remarks>
internal static class PerfMap
{
    private static readonly object s_lock = new();

    /// <summary>Whether the user asked for names.</summary>
    internal static bool IsEnabled => Settings.Perf == "map" && OperatingSystem.IsLinux() && !IsWrittenByRuntime;

    /// <summary>Whether the .NET runtime writes the file: 1 is the file and a dump of the JIT's code, 2 only the dump, 3 only the file.</summary>
    private static bool IsWrittenByRuntime =>
        (Environment.GetEnvironmentVariable("DOTNET_PerfMapEnabled") ?? Environment.GetEnvironmentVariable("COMPlus_PerfMapEnabled"))
            is not (null or "" or "0" or "2");

    /// <summary>Appends the methods of an image that have machine code. Names are only an aid: where the file cannot be written, they are missing.</summary>
    internal static void Append(NativeImageInfo image)
    {
        StringBuilder lines = new();
        foreach (NativeMethodInfo method in image.Methods)
        {
            if (method.Size == 0)
            {
                continue;
            }
            lines.Append(CultureInfo.InvariantCulture, $"{method.Address:x} {method.Size:x} {image.Name}.{method.Name} [{image.Target}]\n");
        }
        byte[] bytes = Encoding.UTF8.GetBytes(lines.ToString());
        lock (s_lock)
        {
            try
            {
                using FileStream file = new($"/tmp/perf-{Environment.ProcessId}.map", FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
                file.Write(bytes);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
            }
        }
    }
}
