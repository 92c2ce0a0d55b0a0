using System;
using System.Globalization;
using System.IO;
using System.Text;

namespace JitGen.Images;

/// <summary>
/// The names of mapped methods for Linux <c>perf</c>, which reads <c>/tmp/perf-PID.map</c>: a line per method with address,
/// size and name. .NET writes its own methods to the same file, so lines are appended.
/// </summary>
internal static class PerfMap
{
    private static readonly object s_lock = new();

    /// <summary>Whether the user asked for names.</summary>
    internal static bool IsEnabled => Settings.Perf == "map" && OperatingSystem.IsLinux();

    /// <summary>Appends the methods of an image. Names are only an aid: where the file cannot be written, they are missing.</summary>
    internal static void Append(NativeImageInfo image)
    {
        StringBuilder lines = new();
        foreach (NativeMethodInfo method in image.Methods)
        {
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
