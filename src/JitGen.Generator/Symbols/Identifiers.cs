using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace JitGen.Generator.Symbols;

/// <summary>Names as source text.</summary>
internal static class Identifiers
{
    /// <summary>The name as an identifier: with <c>@</c> if it is a keyword, or one in some contexts.</summary>
    public static string Escape(string name) =>
        SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None
            ? "@" + name
            : name;

    /// <summary>The namespace with its parents, escaped; empty for the global one.</summary>
    public static string Qualified(INamespaceSymbol symbol) =>
        symbol.IsGlobalNamespace ? ""
        : symbol.ContainingNamespace.IsGlobalNamespace ? Escape(symbol.Name)
        : Qualified(symbol.ContainingNamespace) + "." + Escape(symbol.Name);

    /// <summary>A type with its outer types and its namespace, joined by dots and not escaped.</summary>
    public static string Display(INamedTypeSymbol symbol)
    {
        var text = new StringBuilder(symbol.Name);
        for (INamedTypeSymbol? outer = symbol.ContainingType; outer is not null; outer = outer.ContainingType)
        {
            text.Insert(0, outer.Name + ".");
        }

        for (INamespaceSymbol outer = symbol.ContainingNamespace; !outer.IsGlobalNamespace; outer = outer.ContainingNamespace)
        {
            text.Insert(0, outer.Name + ".");
        }

        return text.ToString();
    }
}
