using System.Collections.Generic;
using System.Text;
using JitGen.Compiler.Syntax;

namespace JitGen.Compiler.Semantics;

/// <summary>The names that a text mentions, so that only those need be looked up in the program around it.</summary>
/// <param name="Values">Names that stand for a value, each once: <c>x</c>, <c>Config.Scale</c>; keywords of types are no names.</param>
/// <param name="Functions">Names before a parenthesis, each once: <c>sqrt</c>, <c>Math.Max</c>.</param>
internal sealed record FormulaNames(IReadOnlyCollection<string> Values, IReadOnlyCollection<string> Functions)
{
    /// <summary>Reads any text, up to its first error.</summary>
    public static FormulaNames Of(string text)
    {
        var values = new HashSet<string>();
        var functions = new HashSet<string>();
        var tokens = new Lexer(text);
        for (int index = 0; tokens[index].Kind != TokenKind.End; index++)
        {
            if (tokens[index].Kind is not (TokenKind.Identifier or TokenKind.Type))
            {
                continue;
            }

            bool isType = tokens[index].Kind == TokenKind.Type;
            var name = new StringBuilder(tokens[index].Name);
            while (tokens[index + 1].Kind == TokenKind.Dot && tokens[index + 2].Kind == TokenKind.Identifier)
            {
                index += 2;
                isType = false;
                name.Append('.').Append(tokens[index].Name);
            }

            if (!isType)
            {
                (tokens[index + 1].Kind == TokenKind.OpenParenthesis ? functions : values).Add(name.ToString());
            }
        }

        return new FormulaNames(values, functions);
    }
}
