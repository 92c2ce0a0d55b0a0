using System.Linq;
using JitGen.Compiler.IR;
using JitGen.Generator.Models;
using Microsoft.CodeAnalysis;

namespace JitGen.Generator.Symbols;

/// <summary>Reads delegate types with <c>[NativeFormula]</c>.</summary>
internal static class DelegateReader
{
    /// <summary>The full name of the attribute.</summary>
    public const string AttributeName = "JitGen.NativeFormulaAttribute";

    /// <summary>The model of a delegate type; null if it cannot be the signature of formulas.</summary>
    public static DelegateModel? Read(INamedTypeSymbol type)
    {
        if (type.DelegateInvokeMethod is not { } invoke || !IsReachable(type) || invoke.ReturnsByRef || invoke.ReturnsByRefReadonly
            || !ElementTypeMap.TryGet(invoke.ReturnType, out ElementType resultType))
        {
            return null;
        }

        var parameters = new Parameter[invoke.Parameters.Length];
        bool hasSpan = false;
        for (int i = 0; i < parameters.Length; i++)
        {
            IParameterSymbol parameter = invoke.Parameters[i];
            if (parameter.RefKind != RefKind.None || !ElementTypeMap.TryGetParameter(parameter.Type, out ElementType element, out ParameterKind kind))
            {
                return null;
            }

            hasSpan |= kind != ParameterKind.Value;
            parameters[i] = new Parameter(parameter.Name, element, kind);
        }

        bool hasResult = resultType != ElementType.Void || parameters.Any(parameter => parameter.Kind == ParameterKind.Span);
        return hasResult && (hasSpan || resultType != ElementType.Void)
            ? new DelegateModel(FullName(type), Identifiers.Display(type), resultType, new EquatableArray<Parameter>(parameters))
            : null;
    }

    /// <summary>Whether code in another file of the project can name the type, without type arguments.</summary>
    private static bool IsReachable(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? current = type; current is not null; current = current.ContainingType)
        {
            bool isVisible = current.DeclaredAccessibility is Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal;
            if (!isVisible || current.IsGenericType || current.IsFileLocal)
            {
                return false;
            }
        }

        return true;
    }

    private static string FullName(INamedTypeSymbol type)
    {
        if (type.ContainingType is { } outer)
        {
            return FullName(outer) + "." + Identifiers.Escape(type.Name);
        }

        string @namespace = Identifiers.Qualified(type.ContainingNamespace);
        return "global::" + (@namespace.Length == 0 ? "" : @namespace + ".") + Identifiers.Escape(type.Name);
    }
}
