using System;
using System.Collections.Generic;
using JitGen.Compiler.Targets;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace JitGen.Generator.Models;

/// <summary>What the generated code depends on beside the methods.</summary>
/// <param name="Targets">The names of the targets to compile for.</param>
/// <param name="IsDesignTime">Whether an editor asks, where the analyzer reports everything, and not a build.</param>
internal sealed record ProjectModel(EquatableArray<string> Targets, bool IsDesignTime)
{
    private const string RuntimeIdentifierProperty = "build_property.RuntimeIdentifier";

    /// <summary>Set by a file that <c>JitGen.targets</c> adds to design-time builds.</summary>
    private const string DesignTimeOption = "jitgen_design_time";

    /// <summary>Reads what the project says: an application that is built for one platform needs code for no other.</summary>
    public static ProjectModel Read(OutputKind output, AnalyzerConfigOptionsProvider options)
    {
        bool isApplication =
            output is OutputKind.ConsoleApplication or OutputKind.WindowsApplication or OutputKind.WindowsRuntimeApplication;
        options.GlobalOptions.TryGetValue(RuntimeIdentifierProperty, out string? identifier);
        options.GlobalOptions.TryGetValue(DesignTimeOption, out string? designTime);
        return new ProjectModel(
            RuntimeIdentifiers.Targets(isApplication ? identifier : null),
            string.Equals(designTime, "true", StringComparison.OrdinalIgnoreCase));
    }
}

/// <summary>Which targets the runtime identifiers of .NET stand for.</summary>
internal static class RuntimeIdentifiers
{
    private static readonly Row[] s_rows =
    [
        // The first row that fits counts; an empty system is any other. Without a convention there is no machine
        // code of single values for it, without an architecture none at all.
        new("win", "x64", Architecture.X64, "win64"),
        new("", "x64", Architecture.X64, "sysv"),
        new("win", "arm64", Architecture.Arm64, null),
        new("", "arm64", Architecture.Arm64, "aapcs64"),
        new("", "x86", null, null),
        new("", "arm", null, null),
        new("", "armel", null, null),
        new("", "armv6", null, null),
        new("", "wasm", null, null),
        new("", "s390x", null, null),
        new("", "ppc64le", null, null),
        new("", "loongarch64", null, null),
        new("", "riscv64", null, null),
    ];

    /// <summary>
    /// The names of the targets that run on <paramref name="identifier"/>, <c>linux-musl-x64</c>; all if it is null or says
    /// nothing about the processor.
    /// </summary>
    public static EquatableArray<string> Targets(string? identifier)
    {
        Row? row = string.IsNullOrEmpty(identifier) ? null : Find(identifier!);
        var names = new List<string>();
        foreach (Target target in TargetTable.All)
        {
            if (row is null || (target.Architecture == row.Architecture && target.Convention.Name == row.Convention))
            {
                names.Add(target.Name);
            }
        }

        foreach (Target target in TargetTable.Kernels)
        {
            if (row is null || target.Architecture == row.Architecture)
            {
                names.Add(target.Name);
            }
        }

        return new EquatableArray<string>(names.ToArray());
    }

    private static Row? Find(string identifier)
    {
        int dash = identifier.LastIndexOf('-');
        string processor = identifier.Substring(dash + 1);
        foreach (Row row in s_rows)
        {
            if (dash > 0 && row.Processor == processor && identifier.StartsWith(row.System, StringComparison.Ordinal))
            {
                return row;
            }
        }

        return null;
    }

    private sealed record Row(string System, string Processor, Architecture? Architecture, string? Convention);
}
