using System;
using System.Collections.Generic;
using System.Linq;
using JitGen.Compiler.Targets;
using JitGen.Differential.Tests.Engines;
using JitGen.Testing;
using Level = JitGen.Compiler.OptimizationLevel;

namespace JitGen.Differential.Tests.Arrays.Engines;

/// <summary>The ways to compute formulas over spans, by their names: of each every test asks the same.</summary>
internal static class SpanEngines
{
    private static readonly Dictionary<string, SpanEngine> s_managed = new()
    {
        ["interpreter"] = new SpanInterpreterEngine(),
        ["managed fallback"] = new SpanFallbackEngine(),
    };

    /// <summary>By level and floating-point state, 0 for the default; null, and a note, where this machine cannot run it.</summary>
    private static readonly Dictionary<string, Func<Level, ulong, SpanEngine?>> s_native = new()
    {
        ["x64-v3"] = (level, state) => InProcess(TargetTable.X64V3, level, isWindowsEntry: false, state),
        ["x64-v4"] = (level, state) => InProcess(TargetTable.X64V4, level, isWindowsEntry: false, state),
        ["x64-v3 Windows entry"] = (level, state) => InProcess(TargetTable.X64V3, level, isWindowsEntry: true, state),
        ["x64-v4 Windows entry"] = (level, state) => InProcess(TargetTable.X64V4, level, isWindowsEntry: true, state),
        ["x64-v3 ms_abi harness"] = (level, state) => InHarness(Harness.Win64, TargetTable.X64V3, level, state),
        ["x64-v3 wine"] = (level, state) => Win64Host.Shared is { } host ? new SpanWineEngine(TargetTable.X64V3, level, host, state) : null,
        ["arm64 qemu"] = (level, state) => InHarness(Harness.Arm64, TargetTable.Arm64, level, state),
    };

    /// <summary>Those that run machine code.</summary>
    public static IEnumerable<string> Native => s_native.Keys;

    public static IEnumerable<string> All => s_managed.Keys.Concat(Native);

    /// <summary>An engine; null, and a note, where this machine cannot run it.</summary>
    public static SpanEngine? Find(string name, Level level = Level.Full, ulong state = 0) =>
        s_managed.TryGetValue(name, out SpanEngine? managed) ? managed : s_native[name](level, state);

    private static SpanNativeEngine? InProcess(Target target, Level level, bool isWindowsEntry, ulong state)
    {
        var engine = new SpanNativeEngine(target, level, isWindowsEntry, state == 0 ? SpanNativeEngine.DefaultControl : (uint)state);
        if (SpanNativeEngine.Obstacle(target) is { } obstacle)
        {
            engine.Requirement!.NoteMissing(obstacle);
            return null;
        }

        return engine;
    }

    private static SpanHarnessEngine? InHarness(Harness harness, Target target, Level level, ulong state) =>
        harness.Engine.Find() is { } tools ? new SpanHarnessEngine(harness, target, level, tools, state) : null;
}
