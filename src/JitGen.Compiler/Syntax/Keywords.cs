using System.Collections.Generic;
using JitGen.Compiler.IR;

namespace JitGen.Compiler.Syntax;

/// <summary>The reserved words of C#, which no name can be unless '@' stands before it.</summary>
internal static class Keywords
{
    private const string Reserved =
        "abstract as base break case catch char class const continue decimal default delegate do else enum event explicit extern "
        + "finally fixed for foreach goto if implicit in interface internal is lock namespace new null object operator out override "
        + "params private protected public readonly ref return sealed sizeof stackalloc static string struct switch this throw try "
        + "typeof unsafe using virtual void volatile while";

    private static readonly Dictionary<string, (TokenKind Kind, ElementType Type)> s_words = Build();

    /// <summary>The words that mean something in a formula, besides its names.</summary>
    public static IEnumerable<string> Meaningful
    {
        get
        {
            foreach (KeyValuePair<string, (TokenKind Kind, ElementType Type)> word in s_words)
            {
                if (word.Value.Kind != TokenKind.ReservedWord)
                {
                    yield return word.Key;
                }
            }
        }
    }

    /// <summary>The kind of a word: <see cref="TokenKind.Identifier"/> if it is not reserved.</summary>
    public static TokenKind KindOf(string word, out ElementType type)
    {
        bool known = s_words.TryGetValue(word, out (TokenKind Kind, ElementType Type) row);
        type = row.Type;
        return known ? row.Kind : TokenKind.Identifier;
    }

    private static Dictionary<string, (TokenKind, ElementType)> Build()
    {
        var words = new Dictionary<string, (TokenKind, ElementType)>
        {
            ["true"] = (TokenKind.True, ElementType.Bool),
            ["false"] = (TokenKind.False, ElementType.Bool),
            ["checked"] = (TokenKind.Checked, ElementType.Void),
            ["unchecked"] = (TokenKind.Unchecked, ElementType.Void),
        };
        for (ElementType type = ElementType.Bool; type <= ElementType.Double; type++)
        {
            words.Add(ElementTypes.Keyword(type), (TokenKind.Type, type));
        }

        foreach (string word in Reserved.Split(' '))
        {
            words.Add(word, (TokenKind.ReservedWord, ElementType.Void));
        }

        return words;
    }
}
