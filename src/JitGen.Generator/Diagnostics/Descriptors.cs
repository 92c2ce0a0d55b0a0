using System.Collections.Generic;
using System.Collections.Immutable;
using JitGen.Compiler.Text;
using DiagnosticDescriptor = Microsoft.CodeAnalysis.DiagnosticDescriptor;
using DiagnosticSeverity = Microsoft.CodeAnalysis.DiagnosticSeverity;
using Row = JitGen.Compiler.Text.DiagnosticDescriptor;
using RowSeverity = JitGen.Compiler.Text.DiagnosticSeverity;

namespace JitGen.Generator.Diagnostics;

/// <summary>The rows of <see cref="DiagnosticTable"/> as Roslyn knows them.</summary>
internal static class Descriptors
{
    /// <summary>The category of all of them.</summary>
    public const string Category = "JitGen";

    /// <summary>Where the help pages are, one per id: a path in the repository and in the package.</summary>
    private const string HelpPages = "docs/diagnostics/";

    private static readonly Dictionary<string, DiagnosticDescriptor> s_byId = Build();

    /// <summary>All of them.</summary>
    public static ImmutableArray<DiagnosticDescriptor> All { get; } = s_byId.Values.ToImmutableArray();

    /// <summary>The descriptor of a row.</summary>
    public static DiagnosticDescriptor Of(Row row) => s_byId[row.Id];

    private static Dictionary<string, DiagnosticDescriptor> Build()
    {
        var byId = new Dictionary<string, DiagnosticDescriptor>();
        foreach (Row row in DiagnosticTable.All)
        {
            // The compiler fills in its messages itself, so that what is left for Roslyn is to show them.
            byId.Add(row.Id, new DiagnosticDescriptor(
                row.Id, row.Title, "{0}", Category, SeverityOf(row.Severity),
                isEnabledByDefault: true, description: null, helpLinkUri: HelpPages + row.Id + ".md"));
        }

        return byId;
    }

    private static DiagnosticSeverity SeverityOf(RowSeverity severity) => severity switch
    {
        RowSeverity.Error => DiagnosticSeverity.Error,
        RowSeverity.Warning => DiagnosticSeverity.Warning,
        _ => DiagnosticSeverity.Info,
    };
}
