using System;
using JitGen.CompilerServices;

namespace JitGen.Processor;

/// <summary>The operating systems on which a target's calling convention is the native one.</summary>
[Flags]
internal enum SystemKinds : byte
{
    None = 0,
    Linux = 1,
    Windows = 2,
    MacOS = 4,
}

/// <summary>The facts about one <see cref="NativeTarget"/>.</summary>
internal sealed class TargetRow
{
    /// <summary>Creates the row of <paramref name="target"/>.</summary>
    internal TargetRow(NativeTarget target, string name, string architecture, int level, SystemKinds systems, SystemKinds optIn)
    {
        Target = target;
        Name = name;
        Architecture = architecture;
        Level = level;
        Systems = systems;
        OptIn = optIn;
    }

    /// <summary>The target that the row describes.</summary>
    internal NativeTarget Target { get; }

    /// <summary>The name that people see, such as <c>x64-v3-sysv</c>.</summary>
    internal string Name { get; }

    /// <summary>The name of the architecture: <see cref="TargetTable.X64"/> or <see cref="TargetTable.Arm64"/>.</summary>
    internal string Architecture { get; }

    /// <summary>The instruction set level needed: n of x86-64-vn, 0 for Armv8.0.</summary>
    internal int Level { get; }

    /// <summary>Where the target runs.</summary>
    internal SystemKinds Systems { get; }

    /// <summary>Those of <see cref="Systems"/> on which nobody has tested it yet: only on request.</summary>
    internal SystemKinds OptIn { get; }
}

/// <summary>Every target that this runtime can run, best last.</summary>
internal static class TargetTable
{
    internal const string X64 = "x64";
    internal const string Arm64 = "arm64";

    internal static readonly TargetRow[] Rows =
    [
        //   target                     name             arch   level  runs on                                      only on request
        new(NativeTarget.X64V3SysV,    "x64-v3-sysv",   X64,   3,     SystemKinds.Linux | SystemKinds.MacOS,       SystemKinds.MacOS),
        new(NativeTarget.X64V3Win64,   "x64-v3-win64",  X64,   3,     SystemKinds.Windows,                         SystemKinds.None),
        new(NativeTarget.Arm64Aapcs64, "arm64-aapcs64", Arm64, 0,     SystemKinds.Linux | SystemKinds.MacOS,       SystemKinds.MacOS),
    ];

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
