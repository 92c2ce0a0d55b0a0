using System;
using JitGen.CompilerServices;

namespace JitGen.Processor;

/// <summary>What a target's code computes.</summary>
internal enum TargetKind : byte
{
    /// <summary>Formulas of single values, in the calling convention of the system.</summary>
    Scalars,

    /// <summary>Formulas over spans, which all conventions can call.</summary>
    Kernels,
}

/// <summary>The operating systems on which a target's calling convention is the native one.</summary>
[Flags]
internal enum SystemKinds : byte
{
    None = 0,
    Linux = 1,
    Windows = 2,
    MacOS = 4,
    All = Linux | Windows | MacOS,
}

/// <summary>The facts about one <see cref="NativeTarget"/>.</summary>
/// <param name="target">The target that the row describes.</param>
/// <param name="name">The name that people see, such as <c>x64-v3-sysv</c>.</param>
/// <param name="kind">What its code computes.</param>
/// <param name="architecture">The architecture: <see cref="TargetTable.X64"/> or <see cref="TargetTable.Arm64"/>.</param>
/// <param name="level">The instruction set level needed: n of x86-64-vn, 0 for Armv8.0.</param>
/// <param name="systems">Where the target runs.</param>
/// <param name="onRequest">Those of <paramref name="systems"/> on which nobody has tested it yet.</param>
internal readonly struct TargetRow(
    NativeTarget target, string name, TargetKind kind, string architecture, int level, SystemKinds systems, SystemKinds onRequest)
{
    // Fields, because a property is a method more to compile before the first native call.
    internal readonly NativeTarget Target = target;
    internal readonly string Name = name;
    internal readonly TargetKind Kind = kind;
    internal readonly string Architecture = architecture;
    internal readonly int Level = level;
    internal readonly SystemKinds Systems = systems;
    internal readonly SystemKinds OnRequest = onRequest;
}

/// <summary>Every target that this runtime can run, of each kind the best last.</summary>
internal static class TargetTable
{
    internal const string X64 = "x64";
    internal const string Arm64 = "arm64";

    internal static readonly TargetRow[] Rows =
    [
        //   target                     name             kind                arch   level  runs on                                 only on request
        new(NativeTarget.X64V3SysV,    "x64-v3-sysv",   TargetKind.Scalars, X64,   3,     SystemKinds.Linux | SystemKinds.MacOS,  SystemKinds.MacOS),
        new(NativeTarget.X64V3Win64,   "x64-v3-win64",  TargetKind.Scalars, X64,   3,     SystemKinds.Windows,                    SystemKinds.None),
        new(NativeTarget.Arm64Aapcs64, "arm64-aapcs64", TargetKind.Scalars, Arm64, 0,     SystemKinds.Linux | SystemKinds.MacOS,  SystemKinds.MacOS),
        new(NativeTarget.X64V3,        "x64-v3",        TargetKind.Kernels, X64,   3,     SystemKinds.All,                        SystemKinds.MacOS),
        new(NativeTarget.X64V4,        "x64-v4",        TargetKind.Kernels, X64,   4,     SystemKinds.All,                        SystemKinds.MacOS),
        new(NativeTarget.Arm64,        "arm64",         TargetKind.Kernels, Arm64, 0,     SystemKinds.All,                        SystemKinds.MacOS | SystemKinds.Windows),
    ];

    /// <summary>What the code of a target computes.</summary>
    internal static TargetKind KindOf(NativeTarget target)
    {
        foreach (TargetRow row in Rows)
        {
            if (row.Target == target)
            {
                return row.Kind;
            }
        }
        return TargetKind.Scalars;
    }

    /// <summary>The name of a target; <c>managed</c> for <see cref="NativeTarget.None"/>.</summary>
    internal static string NameOf(NativeTarget target)
    {
        foreach (TargetRow row in Rows)
        {
            if (row.Target == target)
            {
                return row.Name;
            }
        }
        return "managed";
    }
}
