using System.Collections.Generic;
using System.Linq;
using JitGen.Compiler.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using DiagnosticDescriptor = JitGen.Compiler.Text.DiagnosticDescriptor;

namespace JitGen.Generator.Symbols;

/// <summary>Checks that a method can have a formula: its kind, its types, the types that contain it.</summary>
internal static class MethodShape
{
    /// <summary>Everything that is wrong with the shape of <paramref name="method"/>; empty if it can be generated.</summary>
    /// <param name="method">The method with the attribute.</param>
    /// <param name="node">The declaration that carries the attribute.</param>
    public static List<ShapeProblem> FindProblems(IMethodSymbol method, SyntaxNode node)
    {
        var problems = new List<ShapeProblem>();
        Location name = NameLocation(method, node);
        void Report(DiagnosticDescriptor descriptor, Location location, params object[] arguments) =>
            problems.Add(new ShapeProblem(descriptor, location, arguments));

        if (!IsPartialWithoutBody(method, node))
        {
            Report(DiagnosticTable.MethodNotPartial, name, DisplayName(method));
            return problems;
        }

        if (!method.IsStatic)
        {
            Report(DiagnosticTable.MethodNotStatic, name, method.Name);
        }

        if (method.IsVirtual || method.IsAbstract || method.IsOverride)
        {
            Report(DiagnosticTable.MethodVirtual, name, method.Name);
        }

        CheckContainers(method, name, Report);
        bool hasSpan = CheckParameters(method, Report);
        bool isVoidOfSpans = hasSpan && method.ReturnsVoid;
        if (!isVoidOfSpans && method.ReturnType.TypeKind != TypeKind.Error
            && (method.ReturnsByRef || method.ReturnsByRefReadonly || !ElementTypeMap.TryGetValue(method.ReturnType, out _)))
        {
            string modifier = method.ReturnsByRef ? "ref " : method.ReturnsByRefReadonly ? "ref readonly " : "";
            string type = method.ReturnType.ToDisplayString();
            Report(DiagnosticTable.ReturnType, ReturnTypeLocation(node) ?? name, method.Name, modifier + type);
        }

        return problems;
    }

    private static bool IsPartialWithoutBody(IMethodSymbol method, SyntaxNode node) =>
        method is { MethodKind: MethodKind.Ordinary, IsExtern: false }
        && node is MethodDeclarationSyntax { Body: null, ExpressionBody: null } declaration
        && declaration.Modifiers.Any(SyntaxKind.PartialKeyword);

    private static void CheckContainers(IMethodSymbol method, Location name, System.Action<DiagnosticDescriptor, Location, object[]> report)
    {
        bool isGeneric = method.IsGenericMethod;
        for (INamedTypeSymbol? type = method.ContainingType; type is not null; type = type.ContainingType)
        {
            isGeneric |= type.IsGenericType;
            if (type.IsFileLocal)
            {
                report(DiagnosticTable.TypeIsFileLocal, name, [type.Name, method.Name]);
            }

            if (!IsPartial(type))
            {
                report(DiagnosticTable.TypeNotPartial, name, [type.Name, method.Name]);
            }
        }

        if (isGeneric)
        {
            report(DiagnosticTable.MethodGeneric, name, [method.Name]);
        }
    }

    /// <summary>Reports the parameters that a formula cannot have; tells whether one of them is a span.</summary>
    private static bool CheckParameters(IMethodSymbol method, System.Action<DiagnosticDescriptor, Location, object[]> report)
    {
        bool hasSpan = false;
        foreach (IParameterSymbol parameter in method.Parameters)
        {
            Location location = parameter.Locations.FirstOrDefault() ?? Location.None;
            if (parameter.RefKind != RefKind.None)
            {
                report(DiagnosticTable.ParameterByReference, location, [parameter.Name, Keyword(parameter.RefKind)]);
            }
            else if (!ElementTypeMap.TryGetParameter(parameter.Type, out _, out _) && !HasError(parameter.Type))
            {
                report(DiagnosticTable.ParameterType, location, [parameter.Name, parameter.Type.ToDisplayString()]);
            }

            hasSpan |= ElementTypeMap.IsSpan(parameter.Type);
        }

        return hasSpan;
    }

    /// <summary>Whether the type, or what it is a span of, is unknown, which the C# compiler reports.</summary>
    private static bool HasError(ITypeSymbol type) =>
        type.TypeKind == TypeKind.Error || (ElementTypeMap.IsSpan(type) && HasError(((INamedTypeSymbol)type).TypeArguments[0]));

    private static bool IsPartial(INamedTypeSymbol type) =>
        type.DeclaringSyntaxReferences.Any(reference =>
            reference.GetSyntax() is TypeDeclarationSyntax declaration && declaration.Modifiers.Any(SyntaxKind.PartialKeyword));

    private static string Keyword(RefKind kind) => kind switch
    {
        RefKind.Ref => "ref",
        RefKind.Out => "out",
        RefKind.In => "in",
        _ => "ref readonly",
    };

    private static string DisplayName(IMethodSymbol method) => method.MethodKind == MethodKind.LambdaMethod ? "lambda" : method.Name;

    private static Location NameLocation(IMethodSymbol method, SyntaxNode node) => node switch
    {
        MethodDeclarationSyntax declaration => declaration.Identifier.GetLocation(),
        LocalFunctionStatementSyntax declaration => declaration.Identifier.GetLocation(),
        _ => method.Locations.FirstOrDefault() ?? node.GetLocation(),
    };

    private static Location? ReturnTypeLocation(SyntaxNode node) => (node as MethodDeclarationSyntax)?.ReturnType.GetLocation();
}
