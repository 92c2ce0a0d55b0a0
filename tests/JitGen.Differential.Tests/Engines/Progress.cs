using System;
using System.IO;
using System.IO.MemoryMappedFiles;
using System.Text;
using JitGen.Differential.Tests.Corpus;
using JitGen.Testing;

namespace JitGen.Differential.Tests.Engines;

/// <summary>
/// The formula that a thread is about to call, in a file that outlives the process: wrong machine code may end it without a
/// word, and then <c>TestResults/running.txt</c> tells where it was.
/// </summary>
internal static class Progress
{
    private const int LineLength = 1000;
    private const int Lines = 64;

    private static readonly MemoryMappedViewAccessor s_file = Open();

    public static void Note(string engine, Formula formula) => Note(engine, formula.ToString());

    /// <summary>Notes the formula, as text.</summary>
    public static void Note(string engine, string formula)
    {
        byte[] line = new byte[LineLength];
        Array.Fill(line, (byte)' ');
        line[^1] = (byte)'\n';
        string text = $"{engine}: {formula}";
        Encoding.ASCII.GetBytes(text.AsSpan(0, Math.Min(text.Length, LineLength - 1)), line);
        s_file.WriteArray(Environment.CurrentManagedThreadId % Lines * LineLength, line, 0, LineLength);
    }

    private static MemoryMappedViewAccessor Open()
    {
        string directory = Path.Combine(ExternalEngine.RepositoryDirectory, "TestResults");
        Directory.CreateDirectory(directory);
        return MemoryMappedFile.CreateFromFile(Path.Combine(directory, "running.txt"), FileMode.Create, null, Lines * LineLength).CreateViewAccessor();
    }
}
