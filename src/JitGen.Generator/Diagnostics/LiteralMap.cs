using System.Collections.Generic;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using RoslynSpan = Microsoft.CodeAnalysis.Text.TextSpan;
using TextSpan = JitGen.Compiler.Text.TextSpan;

namespace JitGen.Generator.Diagnostics;

/// <summary>Where each character of a string is in the source of the literal that denotes it.</summary>
internal sealed class LiteralMap
{
    /// <summary>Position in the file of each UTF-16 code unit of the value, and of the end of the text.</summary>
    private readonly int[] _starts;

    /// <summary>Position in the file behind each code unit of the value.</summary>
    private readonly int[] _ends;

    private LiteralMap(List<int> starts, List<int> ends, int contentEnd)
    {
        starts.Add(contentEnd);
        _starts = starts.ToArray();
        _ends = ends.ToArray();
    }

    /// <summary>The map of a literal; null for any other expression, and for a literal with errors.</summary>
    public static LiteralMap? Create(ExpressionSyntax expression)
    {
        while (expression is ParenthesizedExpressionSyntax parenthesized)
        {
            expression = parenthesized.Expression;
        }

        if (expression is not LiteralExpressionSyntax literal || literal.Token.ContainsDiagnostics)
        {
            return null;
        }

        string text = literal.Token.Text;
        var scanner = new Scanner(text, literal.Token.SpanStart);
        bool understood = literal.Token.Kind() switch
        {
            SyntaxKind.StringLiteralToken => text[0] == '@' ? scanner.Verbatim() : scanner.Regular(),
            SyntaxKind.SingleLineRawStringLiteralToken => scanner.RawLine(),
            SyntaxKind.MultiLineRawStringLiteralToken => scanner.RawLines(),
            _ => false,
        };

        // Roslyn's own reading is the judge: should it differ in length, the whole argument is marked instead.
        return understood && scanner.Starts.Count == literal.Token.ValueText.Length
            ? new LiteralMap(scanner.Starts, scanner.Ends, scanner.ContentEnd)
            : null;
    }

    /// <summary>The characters of the file that denote a part of the value.</summary>
    public RoslynSpan ToFile(TextSpan span)
    {
        int last = _starts.Length - 1;
        int first = span.Start < last ? span.Start : last;
        return span.Length == 0 || first == last
            ? new RoslynSpan(_starts[first], 0)
            : RoslynSpan.FromBounds(_starts[first], _ends[(span.End < last ? span.End : last) - 1]);
    }

    /// <summary>Walks through the text of a token.</summary>
    private sealed class Scanner
    {
        private readonly string _text;
        private readonly int _offset;

        /// <param name="text">The token.</param>
        /// <param name="offset">Its position in the file.</param>
        public Scanner(string text, int offset)
        {
            _text = text;
            _offset = offset;
        }

        public List<int> Starts { get; } = new();

        public List<int> Ends { get; } = new();

        /// <summary>Position in the file behind the last character that can be part of the value.</summary>
        public int ContentEnd { get; private set; }

        public bool Regular()
        {
            int end = Content(_text.Length - 1);
            for (int i = 1; i < end;)
            {
                int length = _text[i] == '\\' ? EscapeLength(i) : 1;
                Add(i, length);
                if (_text[i] == '\\' && _text[i + 1] == 'U' && IsAstral(i + 2))
                {
                    Add(i, length);
                }

                i += length;
            }

            return true;
        }

        public bool Verbatim()
        {
            int end = Content(_text.Length - 1);
            for (int i = 2; i < end;)
            {
                int length = _text[i] == '"' ? 2 : 1;
                Add(i, length);
                i += length;
            }

            return true;
        }

        public bool RawLine()
        {
            int quotes = Quotes();
            int end = Content(_text.Length - quotes);
            for (int i = quotes; i < end; i++)
            {
                Add(i, 1);
            }

            return true;
        }

        public bool RawLines()
        {
            int quotes = Quotes();
            int end = _text.Length - quotes;
            int indentation = end - LineStart(end);

            // The line breaks after the opening quotes and before the closing ones are not part of the value.
            int first = NextLine(quotes);
            end = Content(LineStart(end) - LineBreakBefore(LineStart(end)));
            for (int line = first; line < end;)
            {
                int next = NextLine(line);
                int breakLength = next <= end ? LineBreakBefore(next) : 0;
                int contentEnd = next <= end ? next - breakLength : end;

                // A line of white space may be shorter than the indentation.
                int start = line + indentation < contentEnd ? line + indentation : contentEnd;
                for (int i = start; i < contentEnd + breakLength; i++)
                {
                    Add(i, 1);
                }

                line = contentEnd + breakLength;
            }

            return true;
        }

        private static bool IsLineBreak(char character) => SyntaxFacts.IsNewLine(character);

        private int Content(int end)
        {
            ContentEnd = _offset + end;
            return end;
        }

        private void Add(int index, int length)
        {
            Starts.Add(_offset + index);
            Ends.Add(_offset + index + length);
        }

        private int Quotes()
        {
            int count = 0;
            while (_text[count] == '"')
            {
                count++;
            }

            return count;
        }

        /// <summary>The length of the escape sequence at a backslash.</summary>
        private int EscapeLength(int index)
        {
            switch (_text[index + 1])
            {
                case 'u':
                    return 6;
                case 'U':
                    return 10;
                case 'x':
                    int length = 2;
                    while (length < 6 && IsHexadecimal(_text[index + length]))
                    {
                        length++;
                    }

                    return length;
                default:
                    return 2;
            }
        }

        private static bool IsHexadecimal(char character) =>
            character is (>= '0' and <= '9') or (>= 'a' and <= 'f') or (>= 'A' and <= 'F');

        /// <summary>Whether the 8 digits at <paramref name="index"/> are beyond U+FFFF, so that they denote two code units.</summary>
        private bool IsAstral(int index) => _text.Substring(index, 4) != "0000";

        private int LineStart(int index)
        {
            while (index > 0 && !IsLineBreak(_text[index - 1]))
            {
                index--;
            }

            return index;
        }

        private int NextLine(int index)
        {
            while (index < _text.Length && !IsLineBreak(_text[index]))
            {
                index++;
            }

            return index == _text.Length ? index
                : _text[index] == '\r' && index + 1 < _text.Length && _text[index + 1] == '\n' ? index + 2
                : index + 1;
        }

        private int LineBreakBefore(int index) =>
            index >= 2 && _text[index - 1] == '\n' && _text[index - 2] == '\r' ? 2 : index >= 1 && IsLineBreak(_text[index - 1]) ? 1 : 0;
    }
}
