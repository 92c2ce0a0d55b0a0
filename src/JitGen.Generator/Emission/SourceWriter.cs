using System.Text;

namespace JitGen.Generator.Emission;

/// <summary>Writes C# line by line. Lines end with a line feed on every machine, so that the same input gives the same bytes.</summary>
internal sealed class SourceWriter
{
    private const int SpacesPerLevel = 4;

    private readonly StringBuilder _text = new();
    private int _indentation;

    /// <summary>Writes a line at the current indentation.</summary>
    public void Line(string text)
    {
        _text.Append(' ', _indentation).Append(text).Append('\n');
    }

    /// <summary>Writes an empty line.</summary>
    public void Line() => _text.Append('\n');

    /// <summary>Writes lines that are indented and ended already.</summary>
    public void Verbatim(string lines) => _text.Append(lines);

    /// <summary>Opens a block; what follows is indented.</summary>
    public void Open(string bracket = "{")
    {
        Line(bracket);
        _indentation += SpacesPerLevel;
    }

    /// <summary>Closes the innermost block.</summary>
    public void Close(string bracket = "}")
    {
        _indentation -= SpacesPerLevel;
        Line(bracket);
    }

    public override string ToString() => _text.ToString();
}
