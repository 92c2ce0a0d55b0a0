using System;
using System.Globalization;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using JitGen.CompilerServices;

namespace JitGen.Processor;

/// <summary>What native code this process can run. Found out once, when the first kernel is bound.</summary>
internal static class Host
{
    /// <summary>The highest level of the process's architecture; -1 when no native code can run.</summary>
    private static readonly int s_level;

    private static readonly string s_architecture = "";

    private static readonly SystemKinds s_system;

    /// <summary>The best target that the process can run, for each kind.</summary>
    private static readonly NativeTarget[] s_best = new NativeTarget[2];

    static Host()
    {
        s_system = OperatingSystem.IsLinux() ? SystemKinds.Linux
            : OperatingSystem.IsWindows() ? SystemKinds.Windows
            : OperatingSystem.IsMacOS() ? SystemKinds.MacOS
            : SystemKinds.None;
        s_level = -1;
        if (X86Base.X64.IsSupported)
        {
            s_architecture = TargetTable.X64;
        }
        else if (ArmBase.Arm64.IsSupported && AdvSimd.IsSupported)
        {
            s_architecture = TargetTable.Arm64;
        }
        Reason = Detect(out s_level);
        TargetRow[] rows = TargetTable.Rows;
        for (int i = 0; i < rows.Length; i++)
        {
            if (Runs(in rows[i]))
            {
                s_best[(int)rows[i].Kind] = rows[i].Target;
            }
        }
        if (Reason is null && Target == NativeTarget.None && KernelTarget == NativeTarget.None)
        {
            Reason = DescribeMissingTarget(TargetKind.Scalars);
        }
    }

    /// <summary>
    /// The best target of formulas of single values that the process can run; <see cref="NativeTarget.None"/> for the managed
    /// fallback.
    /// </summary>
    internal static NativeTarget Target => s_best[(int)TargetKind.Scalars];

    /// <summary>The same for formulas over spans.</summary>
    internal static NativeTarget KernelTarget => s_best[(int)TargetKind.Kernels];

    /// <summary>Why no native code can run; null when it can.</summary>
    internal static string? Reason { get; }

    /// <summary>Why a class without a table that runs here has none.</summary>
    internal static string DescribeMissingTable(TargetKind kind)
    {
        NativeTarget target = s_best[(int)kind];
        return Reason
            ?? (target == NativeTarget.None
                ? DescribeMissingTarget(kind)
                : $"it was built without machine code for {TargetTable.NameOf(target)}");
    }

    /// <summary>
    /// How good a table for <paramref name="target"/> is for this process: 0 when it cannot run, otherwise more is better.
    /// </summary>
    internal static int Rank(NativeTarget target)
    {
        TargetRow[] rows = TargetTable.Rows;
        for (int i = 0; i < rows.Length; i++)
        {
            if (rows[i].Target == target)
            {
                return Runs(in rows[i]) ? i + 1 : 0;
            }
        }
        return 0;
    }

    private static bool Runs(in TargetRow row) => IsMadeFor(in row) && ((row.OnRequest & s_system) == 0 || Settings.Memory == "on");

    private static bool IsMadeFor(in TargetRow row) =>
        (row.Systems & s_system) != 0 && row.Architecture == s_architecture && row.Level <= s_level;

    /// <summary>Why no row of a kind runs, although the processor could.</summary>
    private static string DescribeMissingTarget(TargetKind kind)
    {
        foreach (TargetRow row in TargetTable.Rows)
        {
            if (row.Kind == kind && IsMadeFor(in row))
            {
                return "native code is not the default on this operating system yet: JITGEN_MEMORY=on (or the switch JitGen.Memory) asks for it";
            }
        }
        return $"there is no native code for this operating system on {s_architecture} yet";
    }

    /// <summary>Finds the level, or says why there is none.</summary>
    private static string? Detect(out int level)
    {
        level = -1;
        if (Settings.Mistake is { } mistake)
        {
            return mistake;
        }
        if (Settings.Memory == "off")
        {
            return "JITGEN_MEMORY=off (or the switch JitGen.Memory) turns native code off";
        }
        if (s_architecture.Length == 0)
        {
            return "the processor is neither x64 nor arm64, or the runtime's hardware intrinsics are switched off";
        }
        int cap = int.MaxValue;
        if (Settings.Isa is { } isa && !TryReadCap(isa, out cap))
        {
            return $"JITGEN_ISA is '{isa}'; it has to be a level such as 'x64-v3' or 'arm64'";
        }
        if (s_architecture == TargetTable.Arm64)
        {
            level = Math.Min(0, cap);
            return null;
        }
        int detected = X64Processor.DetectLevel();
        if (detected < 3)
        {
            return "x86-64-v3 (AVX2, FMA, BMI, LZCNT) is missing in the processor, the operating system or the runtime's settings";
        }
        if (cap < 3)
        {
            return $"JITGEN_ISA={Settings.Isa} (or the switch JitGen.Isa) allows less than x64-v3, where native code begins";
        }
        level = Math.Min(detected, cap);
        return null;
    }

    /// <summary>The level that the user allows this architecture; false for a text that means nothing.</summary>
    private static bool TryReadCap(string isa, out int cap)
    {
        const string X64Prefix = TargetTable.X64 + "-v";
        cap = int.MaxValue;
        if (isa == TargetTable.Arm64)
        {
            return true;
        }
        if (!isa.StartsWith(X64Prefix, StringComparison.Ordinal)
            || !int.TryParse(isa.AsSpan(X64Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out int level))
        {
            return false;
        }
        if (s_architecture == TargetTable.X64)
        {
            cap = level;
        }
        return true;
    }
}
