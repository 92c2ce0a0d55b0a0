using JitGen.Compiler.IR;
using Microsoft.CodeAnalysis;

namespace JitGen.Generator.Symbols;

/// <summary>The types of the formula language among those of C#.</summary>
internal static class ElementTypeMap
{
    private static readonly (SpecialType Symbol, ElementType Type)[] s_rows =
    [
        (SpecialType.System_Void, ElementType.Void),
        (SpecialType.System_Boolean, ElementType.Bool),
        (SpecialType.System_SByte, ElementType.SByte),
        (SpecialType.System_Byte, ElementType.Byte),
        (SpecialType.System_Int16, ElementType.Int16),
        (SpecialType.System_UInt16, ElementType.UInt16),
        (SpecialType.System_Int32, ElementType.Int32),
        (SpecialType.System_UInt32, ElementType.UInt32),
        (SpecialType.System_Int64, ElementType.Int64),
        (SpecialType.System_UInt64, ElementType.UInt64),
        (SpecialType.System_Single, ElementType.Single),
        (SpecialType.System_Double, ElementType.Double),
    ];

    /// <summary>The type of the language that <paramref name="symbol"/> is; false if it is none.</summary>
    public static bool TryGet(ITypeSymbol symbol, out ElementType type)
    {
        foreach ((SpecialType special, ElementType candidate) in s_rows)
        {
            // nint and nuint are not among the rows, though .NET's IntPtr is the same symbol with another special type.
            if (symbol.SpecialType == special)
            {
                type = candidate;
                return true;
            }
        }

        type = ElementType.Void;
        return false;
    }

    /// <summary>The type of a value of the language, so not void; false if <paramref name="symbol"/> is none.</summary>
    public static bool TryGetValue(ITypeSymbol symbol, out ElementType type) => TryGet(symbol, out type) && type != ElementType.Void;

    /// <summary>Whether the type is Span or ReadOnlySpan, of whatever.</summary>
    public static bool IsSpan(ITypeSymbol symbol) =>
        symbol is INamedTypeSymbol
        {
            Name: "Span" or "ReadOnlySpan",
            Arity: 1,
            ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true },
        };

    /// <summary>What a parameter of that type is to a formula: a value, or a span of values; false if it can be neither.</summary>
    public static bool TryGetParameter(ITypeSymbol symbol, out ElementType type, out ParameterKind kind)
    {
        bool isSpan = IsSpan(symbol);
        kind = !isSpan ? ParameterKind.Value : symbol.Name == "Span" ? ParameterKind.Span : ParameterKind.ReadOnlySpan;
        return TryGetValue(isSpan ? ((INamedTypeSymbol)symbol).TypeArguments[0] : symbol, out type);
    }
}
