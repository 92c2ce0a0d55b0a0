using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using JitGen.Testing;

namespace JitGen.Compiler.Tests.Targets.Arm64;

/// <summary>LLVM's disassembler: the independent reader of our bytes.</summary>
internal static partial class LlvmDisassembler
{
    /// <summary>The text of each instruction, white space single, without comments; null if LLVM is not installed.</summary>
    public static List<string>? Disassemble(IEnumerable<uint> instructions)
    {
        if (ExternalEngine.Llvm.Find() is not { } programs)
        {
            return null;
        }

        var start = new ProcessStartInfo(programs[0], "--disassemble --triple=aarch64");
        ToolResult result = Tool.Run(start, input =>
        {
            using var writer = new StreamWriter(input);
            foreach (uint instruction in instructions)
            {
                byte[] bytes = BitConverter.GetBytes(instruction);
                writer.WriteLine(string.Join(' ', bytes.Select(b => $"0x{b:x2}")));
            }
        });
        string[] lines = result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        ExternalEngine.Llvm.NoteRun("instruction tables and listings");
        Assert.True(result.ExitCode == 0 && result.Errors.Length == 0, result.Errors);
        return [.. lines.Where(line => !line.TrimStart().StartsWith('.')).Select(Normalize)];
    }

    private static string Normalize(string line)
    {
        int comment = line.IndexOf("//", StringComparison.Ordinal);
        return WhiteSpace().Replace(comment < 0 ? line : line[..comment], " ").Trim();
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace();
}
