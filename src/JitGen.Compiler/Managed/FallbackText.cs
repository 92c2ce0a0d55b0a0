using System.Collections.Generic;
using System.Text;

namespace JitGen.Compiler.Managed;

/// <summary>Lines of a method's body, in an unchecked block.</summary>
internal sealed class FallbackText
{
    private const string Step = "    ";

    private readonly StringBuilder _text = new();
    private readonly string _indent;

    /// <summary>Begins the block.</summary>
    /// <param name="indent">What every line begins with.</param>
    public FallbackText(string indent)
    {
        _indent = indent;
        _text.Append(indent).Append("unchecked\n").Append(indent).Append("{\n");
    }

    public void Add(IEnumerable<string> lines)
    {
        foreach (string line in lines)
        {
            _text.Append(_indent).Append(Step).Append(line).Append('\n');
        }
    }

    /// <summary>Adds a loop, indented as its header is.</summary>
    public void AddBlock(string header, IEnumerable<string> lines)
    {
        string inner = header.Substring(0, header.Length - header.TrimStart().Length);
        Add([header, inner + "{"]);
        foreach (string line in lines)
        {
            Add([inner + Step + line]);
        }

        Add([inner + "}"]);
    }

    /// <summary>The text, with the end of the block.</summary>
    public override string ToString() => _text + _indent + "}\n";
}
