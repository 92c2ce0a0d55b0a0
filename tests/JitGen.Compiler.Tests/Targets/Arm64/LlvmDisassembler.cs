using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading.Tasks;

namespace JitGen.Compiler.Tests.Targets.Arm64;

/// <summary>LLVM's disassembler: the independent reader of our bytes.</summary>
internal static partial class LlvmDisassembler
{
    private static readonly Lazy<string?> s_program = new(Find);

    /// <summary>Whether the program is installed.</summary>
    public static bool IsAvailable => s_program.Value is not null;

    /// <summary>The text of each instruction, white space single, without comments.</summary>
    public static List<string> Disassemble(IEnumerable<uint> instructions)
    {
        var start = new ProcessStartInfo(s_program.Value!, "--disassemble --triple=aarch64")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        foreach (uint instruction in instructions)
        {
            byte[] bytes = BitConverter.GetBytes(instruction);
            process.StandardInput.WriteLine(string.Join(' ', bytes.Select(b => $"0x{b:x2}")));
        }

        process.StandardInput.Close();
        string[] lines = output.Result.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        process.WaitForExit();
        Assert.True(process.ExitCode == 0 && errors.Result.Length == 0, errors.Result);
        return [.. lines.Where(line => !line.TrimStart().StartsWith('.')).Select(Normalize)];
    }

    private static string Normalize(string line)
    {
        int comment = line.IndexOf("//", StringComparison.Ordinal);
        return WhiteSpace().Replace(comment < 0 ? line : line[..comment], " ").Trim();
    }

    /// <summary>The newest llvm-mc in the search path, with or without its version in the name.</summary>
    private static string? Find()
    {
        string[] directories = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        var found = directories.Where(Directory.Exists).SelectMany(directory => Directory.GetFiles(directory, "llvm-mc*"))
            .Select(path => (Path: path, Version: Version().Match(Path.GetFileName(path))))
            .Where(candidate => candidate.Version.Success)
            .OrderByDescending(candidate => int.TryParse(candidate.Version.Groups[1].Value, out int version) ? version : 0);
        return found.Select(candidate => candidate.Path).FirstOrDefault();
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace();

    [GeneratedRegex(@"^llvm-mc(?:-(\d+))?(?:\.exe)?$")]
    private static partial Regex Version();
}
