using System.Collections.Generic;

namespace JitGen.Compiler.Targets;

/// <summary>Every target, a row each.</summary>
internal static class TargetTable
{
    public static Target X64V3SysV { get; } =
        new("x64-v3-sysv", "X64V3SysV", Architecture.X64, IsaLevel.X64V3, X64.CallingConventions.SysV, X64.X64Backend.Instance);

    public static Target X64V3Win64 { get; } =
        new("x64-v3-win64", "X64V3Win64", Architecture.X64, IsaLevel.X64V3, X64.CallingConventions.Win64, X64.X64Backend.Instance);

    public static Target Arm64Aapcs64 { get; } =
        new("arm64-aapcs64", "Arm64Aapcs64", Architecture.Arm64, IsaLevel.Armv8, Arm64.CallingConventions.Aapcs64, Arm64.Arm64Backend.Instance);

    /// <summary>All targets of scalar formulas, in the order in which generated source lists them.</summary>
    public static IReadOnlyList<Target> All { get; } = [X64V3SysV, X64V3Win64, Arm64Aapcs64];

    /// <summary>The target of that name, or null.</summary>
    public static Target? ByName(string name)
    {
        foreach (Target target in All)
        {
            if (target.Name == name)
            {
                return target;
            }
        }

        return null;
    }
}
