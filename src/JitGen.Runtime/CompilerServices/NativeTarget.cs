using System.ComponentModel;

namespace JitGen.CompilerServices;

/// <summary>
/// What a table of machine code runs on: architecture, instruction set level and calling convention. The numbers are part
/// of the contract with compiled assemblies and never change.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum NativeTarget : byte
{
    /// <summary>No machine code: the managed fallback.</summary>
    None = 0,

    /// <summary>x86-64-v3 (AVX2, FMA, BMI, LZCNT), System V calling convention.</summary>
    X64V3SysV = 1,

    /// <summary>x86-64-v3, Windows calling convention.</summary>
    X64V3Win64 = 2,

    /// <summary>Armv8.0 with NEON, the procedure call standard for the Arm 64-bit architecture.</summary>
    Arm64Aapcs64 = 3,

    /// <summary>x86-64-v3, formulas over spans: entries for both calling conventions.</summary>
    X64V3 = 4,

    /// <summary>x86-64-v4 (AVX-512 F, BW, CD, DQ, VL), formulas over spans: entries for both calling conventions.</summary>
    X64V4 = 5,

    /// <summary>Armv8.0 with NEON, formulas over spans: entries for every calling convention.</summary>
    Arm64 = 6,
}
