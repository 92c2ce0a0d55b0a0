using System;
using System.Collections.Generic;

namespace JitGen.CodeQuality;

/// <summary>Takes compilers' assembly output apart.</summary>
internal static class AssemblyText
{
    /// <summary>
    /// The lines of each function that begins with <c>f_</c>: its labels, and as instructions everything but directives,
    /// comments and padding. A part that the compiler moved away as unlikely belongs to its function.
    /// </summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Split(IEnumerable<string> lines)
    {
        var functions = new Dictionary<string, IReadOnlyList<string>>();
        List<string>? current = null;
        foreach (string line in lines)
        {
            string text = WithoutComment(line).TrimEnd();
            if (text.Length == 0)
            {
                continue;
            }

            if (text.EndsWith(':') && !char.IsWhiteSpace(text[0]))
            {
                string label = text[..^1];
                if (label.StartsWith("f_", StringComparison.Ordinal) && !label.Contains('.', StringComparison.Ordinal))
                {
                    functions[label] = current = new List<string>();
                }
                else if (IsBranchTarget(label))
                {
                    current?.Add(text);
                }
            }
            else if (current is not null && IsInstruction(text))
            {
                current.Add("    " + string.Join(' ', text.Split(['\t', ' '], StringSplitOptions.RemoveEmptyEntries)));
            }
        }

        return functions;
    }

    /// <summary>The number of lines that are instructions.</summary>
    public static int CountInstructions(IEnumerable<string> lines)
    {
        int count = 0;
        foreach (string line in lines)
        {
            count += char.IsWhiteSpace(line[0]) && !IsPadding(line.Trim()) ? 1 : 0;
        }

        return count;
    }

    private static bool IsInstruction(string text)
    {
        string trimmed = text.Trim();
        return trimmed[0] != '.' && !IsPadding(trimmed);
    }

    private static bool IsPadding(string text) => text.StartsWith("nop", StringComparison.Ordinal) || text is "int3" or "udf #0";

    /// <summary>A comment starts with <c>//</c> on arm64, and with <c># </c> on x64; arm64's immediates have no space there.</summary>
    private static string WithoutComment(string line)
    {
        int comment = line.IndexOf("//", StringComparison.Ordinal);
        int hash = line.IndexOf("# ", StringComparison.Ordinal);
        int end = comment >= 0 ? comment : hash >= 0 ? hash : line.Length;
        return line[..end];
    }

    /// <summary>Whether a label is one that branches go to, not one of constants or of the function's end.</summary>
    private static bool IsBranchTarget(string label) =>
        label.StartsWith(".LBB", StringComparison.Ordinal) || (label.StartsWith(".L", StringComparison.Ordinal) && char.IsDigit(label[2]));
}
