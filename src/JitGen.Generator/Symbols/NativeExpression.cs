using System.Collections.Generic;
using Microsoft.CodeAnalysis;
using FloatMode = JitGen.Compiler.FloatMode;
using MathPrecision = JitGen.Compiler.MathPrecision;
using OptimizationLevel = JitGen.Compiler.OptimizationLevel;

namespace JitGen.Generator.Symbols;

/// <summary>The attribute <c>[NativeExpression]</c> on a symbol.</summary>
internal static class NativeExpression
{
    /// <summary>The full name of the attribute.</summary>
    public const string AttributeName = "JitGen.NativeExpressionAttribute";

    /// <summary>The attribute of <paramref name="method"/>, or null.</summary>
    public static AttributeData? Find(IMethodSymbol method)
    {
        foreach (AttributeData attribute in method.GetAttributes())
        {
            if (Is(attribute.AttributeClass, "JitGen", "NativeExpressionAttribute"))
            {
                return attribute;
            }
        }

        return null;
    }

    /// <summary>Whether <paramref name="type"/> is the type of that name, in that namespace, and not nested in another.</summary>
    public static bool Is(INamedTypeSymbol? type, string @namespace, string name)
    {
        if (type is null || type.Name != name || type.ContainingType is not null)
        {
            return false;
        }

        INamespaceSymbol current = type.ContainingNamespace;
        string[] parts = @namespace.Split('.');
        for (int i = parts.Length - 1; i >= 0; i--)
        {
            if (current.IsGlobalNamespace || current.Name != parts[i])
            {
                return false;
            }

            current = current.ContainingNamespace;
        }

        return current.IsGlobalNamespace;
    }

    /// <summary>The formula; null if the argument is null or not a constant.</summary>
    public static string? Text(AttributeData attribute) =>
        attribute.ConstructorArguments.Length == 1
        && attribute.ConstructorArguments[0] is { Kind: TypedConstantKind.Primitive, Value: string text }
            ? text
            : null;

    /// <summary>Whether the argument is one that the C# compiler has already rejected.</summary>
    public static bool IsRejected(AttributeData attribute) =>
        attribute.ConstructorArguments.Length != 1 || attribute.ConstructorArguments[0].Kind == TypedConstantKind.Error;

    /// <summary>The level that the attribute asks for.</summary>
    public static OptimizationLevel Level(AttributeData attribute) =>
        Property(attribute, "Optimization") is (int)OptimizationLevel.None ? OptimizationLevel.None : OptimizationLevel.Full;

    /// <summary>How exactly the attribute wants the floating-point arithmetic of a kernel.</summary>
    public static FloatMode FloatMode(AttributeData attribute) =>
        Property(attribute, "FloatMode") is (int)Compiler.FloatMode.Fast ? Compiler.FloatMode.Fast : Compiler.FloatMode.Strict;

    /// <summary>How accurate the attribute wants mathematical functions.</summary>
    public static MathPrecision MathPrecision(AttributeData attribute) =>
        Property(attribute, "MathPrecision") is (int)Compiler.MathPrecision.Fast ? Compiler.MathPrecision.Fast : Compiler.MathPrecision.Strict;

    /// <summary>Whether the attribute wants one NaN only.</summary>
    public static bool CanonicalNaN(AttributeData attribute) => Property(attribute, "CanonicalNaN") is true;

    /// <summary>Whether the attribute forbids operations that are done element by element.</summary>
    public static bool RequireVectorized(AttributeData attribute) => Property(attribute, "RequireVectorized") is true;

    private static object? Property(AttributeData attribute, string name)
    {
        foreach (KeyValuePair<string, TypedConstant> argument in attribute.NamedArguments)
        {
            if (argument.Key == name)
            {
                return argument.Value.Value;
            }
        }

        return null;
    }
}
