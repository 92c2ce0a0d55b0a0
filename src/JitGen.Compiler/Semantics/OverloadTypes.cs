using System;
using JitGen.Compiler.IR;

namespace JitGen.Compiler.Semantics;

/// <summary>
/// The types that C#'s overloads mention: those of the language and, numbered after them, three that no formula can have a value
/// of but which decide whether a call is ambiguous (<c>Math.Abs(ulong)</c>: neither float nor decimal is the better).
/// </summary>
internal static class OverloadTypes
{
    public const ElementType Decimal = ElementType.Double + 1;
    public const ElementType NInt = ElementType.Double + 2;
    public const ElementType NUInt = ElementType.Double + 3;

    private static readonly string[] s_foreignKeywords = { "decimal", "nint", "nuint" };

    /// <summary>The C# keyword.</summary>
    public static string Keyword(ElementType type) =>
        type > ElementType.Double ? s_foreignKeywords[type - Decimal] : ElementTypes.Keyword(type);

    /// <summary>The type of this keyword; the reverse of <see cref="Keyword"/>.</summary>
    public static ElementType Parse(string keyword)
    {
        for (ElementType type = ElementType.Bool; type <= NUInt; type++)
        {
            if (Keyword(type) == keyword)
            {
                return type;
            }
        }

        throw new ArgumentException("No type is named " + keyword, nameof(keyword));
    }

    /// <summary>The types named in <paramref name="keywords"/>, which spaces separate.</summary>
    public static ElementType[] ParseList(string keywords) => Array.ConvertAll(keywords.Split(' '), Parse);
}
