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
        new("arm64-aapcs64", "Arm64Aapcs64", Architecture.Arm64, IsaLevel.Armv8, Targets.Arm64.CallingConventions.Aapcs64, Targets.Arm64.Arm64Backend.Instance);

    /// <summary>All targets of scalar formulas, in the order in which generated source lists them.</summary>
    public static IReadOnlyList<Target> All { get; } = [X64V3SysV, X64V3Win64, Arm64Aapcs64];

    public static Target X64V3 { get; } =
        new("x64-v3", "X64V3", Architecture.X64, IsaLevel.X64V3, X64.CallingConventions.Kernel, X64.X64Backend.Instance);

    public static Target X64V4 { get; } =
        new("x64-v4", "X64V4", Architecture.X64, IsaLevel.X64V4, X64.CallingConventions.Kernel512, X64.X64Backend.Instance);

    public static Target Arm64 { get; } =
        new("arm64", "Arm64", Architecture.Arm64, IsaLevel.Armv8, Targets.Arm64.CallingConventions.Kernel, Targets.Arm64.Arm64Backend.Instance);

    /// <summary>All targets of array kernels, whose one entry convention serves every operating system.</summary>
    public static IReadOnlyList<Target> Kernels { get; } = [X64V3, X64V4, Arm64];

    /// <summary>The target of that name, or null.</summary>
    public static Target? ByName(string name)
    {
        foreach (IReadOnlyList<Target> targets in new[] { All, Kernels })
        {
            foreach (Target target in targets)
            {
                if (target.Name == name)
                {
                    return target;
                }
            }
        }

        return null;
    }
}
