using System;
using System.Collections.Generic;
using System.Linq;
using JitGen.Compiler.IR;

namespace JitGen.Differential.Tests.Corpus;

/// <summary>The typing rules of C# that a generator of well-typed formulas needs; Roslyn has the last word on each formula.</summary>
internal static class CSharpTypes
{
    /// <summary>The types of the language, in the order of C#'s numeric types.</summary>
    public static readonly ElementType[] All = [.. Enum.GetValues<ElementType>().Where(type => type != ElementType.Void)];

    public static readonly ElementType[] Numeric = [.. All.Where(ElementTypes.IsNumeric)];

    public static readonly ElementType[] Integers = [.. All.Where(ElementTypes.IsInteger)];

    /// <summary>The types that arithmetic is done in.</summary>
    public static readonly ElementType[] Promoted =
        [ElementType.Int32, ElementType.UInt32, ElementType.Int64, ElementType.UInt64, ElementType.Single, ElementType.Double];

    public static readonly ElementType[] PromotedIntegers =
        [ElementType.Int32, ElementType.UInt32, ElementType.Int64, ElementType.UInt64];

    private static readonly Dictionary<string, ElementType> s_byKeyword =
        Enum.GetValues<ElementType>().ToDictionary(ElementTypes.Keyword);

    private static readonly Dictionary<string, ElementType> s_byClrName =
        Enum.GetValues<ElementType>().ToDictionary(ElementTypes.ClrName);

    /// <summary>The type with the keyword.</summary>
    public static ElementType Parse(string keyword) => s_byKeyword[keyword];

    /// <summary>The type that a .NET type is in the language, or null.</summary>
    public static ElementType? Of(Type type) =>
        type.IsPrimitive && s_byClrName.TryGetValue(type.Name, out ElementType element) ? element : null;

    public static bool IsSmall(ElementType type) => ElementTypes.IsInteger(type) && ElementTypes.Bits(type) < 32;

    /// <summary>The type of <c>+x</c>.</summary>
    public static ElementType Promote(ElementType type) => IsSmall(type) ? ElementType.Int32 : type;

    /// <summary>The type of <c>-x</c>, or null where C# has none.</summary>
    public static ElementType? Negate(ElementType type) => Promote(type) switch
    {
        ElementType.UInt32 => ElementType.Int64,
        ElementType.UInt64 => null,
        var promoted => promoted,
    };

    /// <summary>The type in which C# adds the two (binary numeric promotion), or null where it refuses.</summary>
    public static ElementType? Promote(ElementType left, ElementType right)
    {
        ElementType wider = Promote(left > right ? left : right);
        ElementType other = left > right ? right : left;
        return wider switch
        {
            ElementType.UInt64 when ElementTypes.IsSigned(other) => null,
            ElementType.UInt32 when ElementTypes.IsSigned(other) => ElementType.Int64,
            _ => wider,
        };
    }

    /// <summary>The pairs of operand types for which C# computes in <paramref name="result"/>.</summary>
    public static IEnumerable<(ElementType Left, ElementType Right)> PairsPromotedTo(ElementType result) =>
        from left in Numeric
        from right in Numeric
        where Promote(left, right) == result
        select (left, right);
}
