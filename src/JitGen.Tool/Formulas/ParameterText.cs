using System.Collections.Generic;
using JitGen.Compiler.IR;
using JitGen.Compiler.Syntax;
using JitGen.Compiler.Text;

namespace JitGen.Tool.Formulas;

/// <summary>What is wrong with a text of the command line, and where.</summary>
/// <param name="Text">The text.</param>
/// <param name="Place">The characters.</param>
/// <param name="Message">What is wrong and what to do.</param>
internal sealed record TextProblem(string Text, TextSpan Place, string Message);

/// <summary>
/// Reads parameters as a C# method declares them, <c>ReadOnlySpan&lt;float&gt; x, float a, Span&lt;float&gt; result</c>, or shorter:
/// <c>float[] x, float a, out float[] result</c>. A name alone is a double.
/// </summary>
internal sealed class ParameterText
{
    private const string Types = "bool, sbyte, byte, short, ushort, int, uint, long, ulong, float and double";

    private readonly string _text;
    private readonly Lexer _tokens;
    private readonly List<Parameter> _parameters = [];
    private int _next;

    private ParameterText(string text)
    {
        _text = text;
        _tokens = new Lexer(text);
    }

    private Token Current => _tokens[_next];

    /// <summary>The parameters, or what is wrong.</summary>
    public static (IReadOnlyList<Parameter> Parameters, TextProblem? Problem) Read(string text)
    {
        var reader = new ParameterText(text);
        return (reader._parameters, reader.ReadAll());
    }

    private TextProblem? ReadAll()
    {
        if (Current.Kind == TokenKind.End)
        {
            return null;
        }

        while (true)
        {
            if (ReadOne() is { } problem)
            {
                return problem;
            }

            if (Current.Kind == TokenKind.End)
            {
                return null;
            }

            if (!Take(TokenKind.Comma))
            {
                return Wrong("A comma or the end is expected here.");
            }
        }
    }

    private TextProblem? ReadOne()
    {
        bool isWritten = Current.Kind == TokenKind.ReservedWord && WordAt(Current) is "out" or "ref";
        if (isWritten)
        {
            _next++;
        }

        ElementType type = ElementType.Double;
        ParameterKind kind = ParameterKind.Value;
        if (Current.Kind == TokenKind.Type)
        {
            type = Current.Type;
            _next++;
            if (Take(TokenKind.OpenBracket))
            {
                kind = isWritten ? ParameterKind.Span : ParameterKind.ReadOnlySpan;
                if (!Take(TokenKind.CloseBracket))
                {
                    return Wrong("']' is expected here.");
                }
            }
        }
        else if (Current.Kind == TokenKind.Identifier && WordAt(Current) is "Span" or "ReadOnlySpan" && WordAt(_tokens[_next + 1]) == "<")
        {
            kind = WordAt(Current) == "Span" ? ParameterKind.Span : ParameterKind.ReadOnlySpan;
            _next += 2;
            type = Current.Type;
            if (!Take(TokenKind.Type))
            {
                return Wrong($"The type of the elements is expected here: {Types}.");
            }

            if (WordAt(Current) != ">")
            {
                return Wrong("'>' is expected here.");
            }

            _next++;
        }

        if (Current.Kind == TokenKind.Identifier && _tokens[_next + 1].Kind is TokenKind.Identifier or TokenKind.OpenBracket)
        {
            return Wrong($"There is no type '{Current.Name}'. The types are {Types}.");
        }

        if (isWritten && kind == ParameterKind.Value)
        {
            return Wrong("Only a span can be a result: write 'out float[] y'.");
        }

        if (Current.Kind != TokenKind.Identifier)
        {
            return Wrong("The name of a parameter is expected here, as in 'double x, float[] y, out float[] result'.");
        }

        string name = Current.Name;
        if (_parameters.Exists(parameter => parameter.Name == name))
        {
            return Wrong($"There are two parameters '{name}'.");
        }

        _parameters.Add(new Parameter(name, type, kind));
        _next++;
        return null;
    }

    private bool Take(TokenKind kind)
    {
        bool matches = Current.Kind == kind;
        _next += matches ? 1 : 0;
        return matches;
    }

    private string WordAt(Token token) => _text.Substring(token.Span.Start, token.Span.Length);

    private TextProblem Wrong(string message) => new(_text, Current.Span, Current.Problem?.Message ?? message);
}
