using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using JitGen.Testing;

namespace JitGen.Compiler.Tests.Documentation;

/// <summary>Every relative link of the documents leads to a file or folder of the repository.</summary>
public sealed partial class LinkTests
{
    private static readonly string s_repository = ExternalEngine.RepositoryDirectory;

    public static TheoryData<string> Documents()
    {
        string[] folders = ["docs", "benchmarks"];
        IEnumerable<string> documents = folders
            .SelectMany(folder => Directory.GetFiles(Path.Combine(s_repository, folder), "*.md", SearchOption.AllDirectories))
            .Select(path => Path.GetRelativePath(s_repository, path).Replace('\\', '/'))
            .Where(path => !path.Split('/').Any(part => part is "bin" or "obj"));
        return [.. documents.Order(StringComparer.Ordinal).Prepend("README.md")];
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Links_lead_to_files(string document)
    {
        string path = Path.Combine(s_repository, document);
        string text = Code().Replace(File.ReadAllText(path), "");
        IEnumerable<string> targets = Link().Matches(text).Select(match => match.Groups["target"].Value)
            .Where(target => !target.Contains(':', StringComparison.Ordinal))
            .Select(target => target.Split('#')[0])
            .Where(target => target.Length > 0);
        Assert.All(targets, target =>
        {
            string file = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, target));
            Assert.StartsWith(s_repository, file, StringComparison.Ordinal);
            Assert.True(Path.Exists(file), $"{document}: there is no {target}");
        });
    }

    /// <summary>Fenced blocks and code in lines, where brackets and parentheses are no links.</summary>
    [GeneratedRegex(@"^(?<fence>```+)[\s\S]*?^\k<fence>|`[^`\n]*`", RegexOptions.Multiline)]
    private static partial Regex Code();

    /// <summary>What follows <c>](</c>, without a title, or <c>]:</c> at the start of a line.</summary>
    [GeneratedRegex(@"\]\((?<target>[^)\s]+)[^)]*\)|^\[[^\]]+\]:\s*(?<target>\S+)", RegexOptions.Multiline)]
    private static partial Regex Link();
}
