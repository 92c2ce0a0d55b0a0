using System.Globalization;
using System.Linq;
using System.Threading;
using JitGen.Compiler.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Diagnostic = JitGen.Compiler.Text.Diagnostic;

namespace JitGen.Generator.Diagnostics;

/// <summary>Finds the place in the user's file that a diagnostic of a formula is about.</summary>
internal sealed class FormulaLocator
{
    private readonly IMethodSymbol _method;
    private readonly LiteralMap? _map;
    private readonly SyntaxTree? _tree;

    public FormulaLocator(AttributeData attribute, IMethodSymbol method, CancellationToken cancellation)
    {
        _method = method;
        SyntaxNode? syntax = attribute.ApplicationSyntaxReference?.GetSyntax(cancellation);
        ExpressionSyntax? argument = (syntax as AttributeSyntax)?.ArgumentList?.Arguments
            .FirstOrDefault(item => item.NameEquals is null)?.Expression;
        _tree = syntax?.SyntaxTree;
        _map = argument is null ? null : LiteralMap.Create(argument);
        Argument = (argument ?? syntax)?.GetLocation() ?? Location.None;
    }

    /// <summary>The expression that is the formula.</summary>
    public Location Argument { get; }

    /// <summary>The exact characters if the formula is a literal; else the whole argument, and the message says where in it.</summary>
    public (Location Location, string Message) Locate(Diagnostic diagnostic)
    {
        // A parameter that the formula does not mention has no place in its text.
        if (diagnostic.Descriptor == DiagnosticTable.UnusedParameter && UnusedParameter(diagnostic) is { } parameter)
        {
            return (parameter, diagnostic.Message);
        }

        if (_map is not null)
        {
            return (Location.Create(_tree!, _map.ToFile(diagnostic.Span)), diagnostic.Message);
        }

        string character = (diagnostic.Span.Start + 1).ToString(CultureInfo.InvariantCulture);
        return (Argument, "At character " + character + " of the formula: " + diagnostic.Message);
    }

    /// <summary>The parameter that the message is about.</summary>
    private Location? UnusedParameter(Diagnostic diagnostic) =>
        _method.Parameters
            .FirstOrDefault(parameter => diagnostic.Message == Diagnostic.Create(
                diagnostic.Descriptor, diagnostic.Span, null, parameter.Name, _method.Name).Message)
            ?.Locations.FirstOrDefault();
}
