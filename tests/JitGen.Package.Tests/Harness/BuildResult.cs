using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;

namespace JitGen.Package.Tests;

/// <summary>An error or a warning of a build.</summary>
/// <param name="File">The name of the file, without its folder.</param>
/// <param name="Line">The line, from 1; 0 if the message has no place in the file.</param>
/// <param name="Column">The column, from 1; 0 if the message has no place in the file.</param>
/// <param name="Id">Such as <c>CS8795</c>.</param>
/// <param name="Text">What it says.</param>
internal sealed record BuildMessage(string File, int Line, int Column, string Id, string Text);

/// <summary>What a build said.</summary>
/// <param name="Command">How it ended, and its whole output.</param>
/// <param name="Errors">Each error once.</param>
/// <param name="Warnings">Each warning once.</param>
internal sealed partial record BuildResult(CommandResult Command, IReadOnlyList<BuildMessage> Errors, IReadOnlyList<BuildMessage> Warnings)
{
    /// <summary>What the build has to be asked so that its output can be read.</summary>
    public static IReadOnlyList<string> Options { get; } = ["--nologo", "-tl:off", "-v:quiet", "-clp:NoSummary"];

    public static BuildResult Of(CommandResult command) =>
        new(command, Messages(command.Output, "error"), Messages(command.Output, "warning"));

    /// <summary>Fails the test unless the build succeeded without any error or warning.</summary>
    public void SucceededSilently()
    {
        Command.Succeeded();
        Command.Require(Errors.Count + Warnings.Count == 0);
    }

    /// <summary>Fails the test unless the build failed, with errors of just these ids.</summary>
    public void FailedWith(params string[] ids)
    {
        Command.Require(Command.ExitCode != 0 && ids.Order().SequenceEqual(Errors.Select(error => error.Id).Distinct().Order()));
    }

    private static List<BuildMessage> Messages(string output, string severity) =>
    [
        .. MessagePattern().Matches(output)
            .Where(match => match.Groups["severity"].Value == severity)
            .Select(match => new BuildMessage(
                Path.GetFileName(match.Groups["file"].Value),
                Number(match.Groups["line"]),
                Number(match.Groups["column"]),
                match.Groups["id"].Value,
                match.Groups["text"].Value))
            .Distinct(),
    ];

    private static int Number(Group group) => group.Success ? int.Parse(group.Value, CultureInfo.InvariantCulture) : 0;

    // /folder/File.cs(12,30): error CS0103: What it says. [/folder/Project.csproj]
    [GeneratedRegex(
        @"^\s*(?<file>[^\n(:]+?)(\((?<line>\d+),(?<column>\d+)[^)]*\))?\s*: (?<severity>error|warning) (?<id>\w+): (?<text>.*?)( \[[^\[\]]*\])?$",
        RegexOptions.Multiline)]
    private static partial Regex MessagePattern();
}
