using System;
using System.IO;
using System.Text;
using JitGen.Testing;

namespace JitGen.Compiler.Tests;

/// <summary>
/// Texts that are committed and compared. <c>JITGEN_BLESS=1</c> in the environment rewrites them; the difference is then reviewed like
/// any other.
/// </summary>
internal static class GoldenFile
{
    /// <summary>Fails, naming the first line that differs, if the file does not hold the text.</summary>
    /// <param name="path">The path below this project.</param>
    /// <param name="text">Lines that end in \n.</param>
    public static void Compare(string path, string text)
    {
        string file = Path.Combine(ExternalEngine.RepositoryDirectory, "tests", "JitGen.Compiler.Tests", path);
        if (Environment.GetEnvironmentVariable("JITGEN_BLESS") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.WriteAllText(file, text, new UTF8Encoding(false));
            return;
        }

        Assert.True(File.Exists(file), $"{path} does not exist; JITGEN_BLESS=1 writes it.");
        string[] expected = File.ReadAllText(file).Split('\n');
        string[] actual = text.Split('\n');
        for (int i = 0; i < Math.Max(expected.Length, actual.Length); i++)
        {
            string was = i < expected.Length ? expected[i] : "(end)";
            string now = i < actual.Length ? actual[i] : "(end)";
            Assert.True(was == now, $"{path}:{i + 1} (JITGEN_BLESS=1 rewrites it)\n  committed: {was}\n  now:       {now}");
        }
    }
}
