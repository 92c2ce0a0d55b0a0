using System.Collections.Generic;
using System.Linq;
using JitGen.Generator.Models;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace JitGen.Generator.Symbols;

/// <summary>Reads the models of the pipeline from symbols; afterwards no symbol is needed any more.</summary>
internal static class MethodReader
{
    /// <summary>The model of a method without errors.</summary>
    public static MethodModel Read(
        IMethodSymbol method, MethodDeclarationSyntax declaration, AttributeData attribute, FormulaKey formula) => new(
        ReadContainer(method.ContainingType),
        Identifiers.Escape(method.Name),
        Text(declaration.Modifiers),
        new EquatableArray<string>(declaration.ParameterList.Parameters.Select(parameter => Text(parameter.Modifiers)).ToArray()),
        FindPresent(method, declaration),
        NativeExpression.Level(attribute),
        formula);

    private static string Text(SyntaxTokenList modifiers) => string.Join(" ", modifiers.Select(modifier => modifier.Text));

    private static PresentAttributes FindPresent(IMethodSymbol method, MethodDeclarationSyntax declaration)
    {
        PresentAttributes present = PresentAttributes.None;
        foreach (AttributeData attribute in method.GetAttributes())
        {
            if (NativeExpression.Is(attribute.AttributeClass, "System.Runtime.CompilerServices", "SkipLocalsInitAttribute"))
            {
                present |= PresentAttributes.SkipLocalsInit;
            }
        }

        // Where the project makes no documentation, a documentation comment is an ordinary one.
        bool isDocumented = declaration.GetLeadingTrivia().Any(trivia =>
            trivia.IsKind(SyntaxKind.SingleLineDocumentationCommentTrivia)
            || trivia.IsKind(SyntaxKind.MultiLineDocumentationCommentTrivia)
            || (trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) && trivia.ToString().StartsWith("///", System.StringComparison.Ordinal)));
        return isDocumented ? present | PresentAttributes.Documentation : present;
    }

    private static ContainerModel ReadContainer(INamedTypeSymbol type)
    {
        var declarations = new List<string>();
        for (INamedTypeSymbol? current = type; current is not null; current = current.ContainingType)
        {
            declarations.Insert(0, "partial " + Keyword(current) + " " + Identifiers.Escape(current.Name));
        }

        return new ContainerModel(
            Identifiers.Qualified(type.ContainingNamespace),
            new EquatableArray<string>(declarations.ToArray()),
            Identifiers.Display(type));
    }

    private static string Keyword(INamedTypeSymbol type) => type.TypeKind switch
    {
        TypeKind.Struct => type.IsRecord ? "record struct" : "struct",
        TypeKind.Interface => "interface",
        _ => type.IsRecord ? "record" : "class",
    };
}
