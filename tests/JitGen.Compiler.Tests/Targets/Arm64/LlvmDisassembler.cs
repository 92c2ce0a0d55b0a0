using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
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

        var start = new ProcessStartInfo(programs[0], "--disassemble --triple=aarch64")
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
        ExternalEngine.Llvm.NoteRun("instruction tables and listings");
        Assert.True(process.ExitCode == 0 && errors.Result.Length == 0, errors.Result);
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
