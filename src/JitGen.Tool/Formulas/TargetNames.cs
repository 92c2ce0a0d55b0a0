using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.Intrinsics.X86;
using JitGen.Compiler.Targets;
using ProcessArchitecture = System.Runtime.InteropServices.Architecture;
using RuntimeInformation = System.Runtime.InteropServices.RuntimeInformation;

namespace JitGen.Tool.Formulas;

/// <summary>Targets by the names that users give: a whole name, or its beginning, <c>x64</c>, <c>arm64</c>.</summary>
internal static class TargetNames
{
    /// <summary>All targets of formulas of single values, or of those over spans.</summary>
    public static IReadOnlyList<Target> Of(bool isScalar) => isScalar ? TargetTable.All : TargetTable.Kernels;

    /// <summary>All names, for help and completion.</summary>
    public static IEnumerable<string> All => Of(isScalar: true).Concat(Of(isScalar: false)).Select(target => target.Name).Order(StringComparer.Ordinal);

    /// <summary>The target of that name or beginning; of several the one that this machine would run. Null if there is none.</summary>
    public static Target? Find(string name, bool isScalar)
    {
        List<Target> found =
        [
            .. Of(isScalar).Where(target => target.Name == name || target.Name.StartsWith(name + "-", StringComparison.Ordinal)),
        ];
        return found.Find(RunsHere) ?? found.FirstOrDefault();
    }

    /// <summary>The best target of this machine; null if it has none.</summary>
    public static Target? OfMachine(bool isScalar) => Of(isScalar).LastOrDefault(RunsHere);

    private static bool RunsHere(Target target) => target.Architecture switch
    {
        Architecture.Arm64 => RuntimeInformation.ProcessArchitecture == ProcessArchitecture.Arm64,
        _ => RuntimeInformation.ProcessArchitecture == ProcessArchitecture.X64
            && (!target.Name.EndsWith("-win64", StringComparison.Ordinal) || OperatingSystem.IsWindows())
            && (!target.Name.EndsWith("-sysv", StringComparison.Ordinal) || !OperatingSystem.IsWindows())
            && (target.Level == IsaLevel.X64V4 ? Avx512BW.VL.IsSupported && Avx512DQ.VL.IsSupported && Avx512CD.VL.IsSupported : Avx2.IsSupported && Fma.IsSupported),
    };
}
