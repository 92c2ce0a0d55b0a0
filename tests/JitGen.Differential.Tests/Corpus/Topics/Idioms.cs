using System.IO;
using System.Linq;

namespace JitGen.Differential.Tests.Corpus.Topics;

/// <summary>The formulas of <c>idioms.txt</c>: what people write.</summary>
internal static class Idioms
{
    public static void AddTo(Topic topic)
    {
        using Stream stream = typeof(Idioms).Assembly.GetManifestResourceStream("idioms.txt")!;
        using var reader = new StreamReader(stream);
        foreach (string line in reader.ReadToEnd().Split('\n').Where(line => line.Length > 0 && line[0] != '#'))
        {
            string[] parts = line.Split(" => ");
            topic.Add(parts[0], parts[1]);
        }
    }
}
