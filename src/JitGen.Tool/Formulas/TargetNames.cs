using System;
using System.Collections.Generic;
using System.Linq;
using JitGen.Compiler.Targets;
using JitGen.Dynamic.Engines;

namespace JitGen.Tool.Formulas;

/// <summary>Targets by the names that users give: a whole name, or its beginning, <c>x64</c>, <c>arm64</c>.</summary>
internal static class TargetNames
{
    /// <summary>All targets of formulas of single values, or of those over spans.</summary>
    public static IReadOnlyList<Target> Of(bool isScalar) => isScalar ? TargetTable.All : TargetTable.Kernels;

    /// <summary>All names, for help and completion.</summary>
    public static IEnumerable<string> All => Of(isScalar: true).Concat(Of(isScalar: false)).Select(target => target.Name).Order(StringComparer.Ordinal);

    /// <summary>The target of that name or beginning; of several the one that this machine runs. Null if there is none.</summary>
    public static Target? Find(string name, bool isScalar)
    {
        List<Target> found =
        [
            .. Of(isScalar).Where(target => target.Name == name || target.Name.StartsWith(name + "-", StringComparison.Ordinal)),
        ];
        return found.Find(target => target == OfMachine(isScalar)) ?? found.FirstOrDefault();
    }

    /// <summary>What this machine runs; null if no target does.</summary>
    public static Target? OfMachine(bool isScalar) => isScalar ? NativeHost.ScalarTarget : NativeHost.KernelTarget;
}
