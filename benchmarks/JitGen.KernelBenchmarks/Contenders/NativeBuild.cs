using System;
using System.Collections.Generic;
using System.Runtime.Intrinsics.X86;
using JitGen.Compiler.Targets;
using CompilerMode = JitGen.Compiler.FloatMode;
using CompilerPrecision = JitGen.Compiler.MathPrecision;

namespace JitGen.KernelBenchmarks.Contenders;

/// <summary>A way in which JitGen compiles the formulas.</summary>
/// <param name="Name">The contender's name.</param>
/// <param name="Target">What the code is for.</param>
/// <param name="Mode">Whether operations are those of the formula.</param>
/// <param name="Precision">How accurate functions are.</param>
internal sealed record NativeBuild(string Name, Target Target, CompilerMode Mode, CompilerPrecision Precision)
{
    /// <summary>Both levels, with the operations of the formula and with others.</summary>
    public static IReadOnlyList<NativeBuild> OfOperations { get; } =
    [
        new(ContenderNames.V4, TargetTable.X64V4, CompilerMode.Strict, CompilerPrecision.Strict),
        new(ContenderNames.V4Fast, TargetTable.X64V4, CompilerMode.Fast, CompilerPrecision.Strict),
        new(ContenderNames.V3, TargetTable.X64V3, CompilerMode.Strict, CompilerPrecision.Strict),
        new(ContenderNames.V3Fast, TargetTable.X64V3, CompilerMode.Fast, CompilerPrecision.Strict),
    ];

    /// <summary>Both levels, with accurate functions and with fast ones.</summary>
    public static IReadOnlyList<NativeBuild> OfFunctions { get; } =
    [
        new(ContenderNames.V4, TargetTable.X64V4, CompilerMode.Strict, CompilerPrecision.Strict),
        new(ContenderNames.V4Fast, TargetTable.X64V4, CompilerMode.Strict, CompilerPrecision.Fast),
        new(ContenderNames.V3, TargetTable.X64V3, CompilerMode.Strict, CompilerPrecision.Strict),
        new(ContenderNames.V3Fast, TargetTable.X64V3, CompilerMode.Strict, CompilerPrecision.Fast),
    ];

    /// <summary>Whether this process can run the code.</summary>
    public bool CanRun =>
        OperatingSystem.IsLinux() && (Target == TargetTable.X64V4
            ? Avx512F.IsSupported && Avx512BW.VL.IsSupported && Avx512DQ.VL.IsSupported && Avx512CD.VL.IsSupported
            : Avx2.IsSupported && Fma.IsSupported && Bmi2.IsSupported);
}
