using System;
using System.IO;

namespace JitGen.Compiler.Tests;

/// <summary>Tells which engines a test run did without, because a program is not installed: a line each in TestResults/engines-not-run.txt.</summary>
internal static class EnginesNotRun
{
    private static readonly object s_lock = new();

    public static void Report(string engine)
    {
        lock (s_lock)
        {
            string directory = Path.Combine(AppContext.BaseDirectory, "TestResults");
            Directory.CreateDirectory(directory);
            File.AppendAllText(Path.Combine(directory, "engines-not-run.txt"), engine + "\n");
        }
    }
}
