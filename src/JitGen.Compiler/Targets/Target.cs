namespace JitGen.Compiler.Targets;

/// <summary>The instruction set family.</summary>
internal enum Architecture : byte
{
    X64,
    Arm64,
}

/// <summary>The instructions that the code may use; higher levels of an architecture include the lower.</summary>
internal enum IsaLevel : byte
{
    /// <summary>x86-64-v3: AVX2, FMA, BMI1, BMI2, LZCNT, POPCNT, MOVBE, F16C.</summary>
    X64V3,

    /// <summary>x86-64-v4: v3 and AVX-512 F, BW, CD, DQ, VL.</summary>
    X64V4,

    /// <summary>Armv8.0-A with Advanced SIMD.</summary>
    Armv8,
}

/// <summary>What code is compiled for: a value, never a question to the host.</summary>
/// <param name="Name">The stable name, such as <c>x64-v3-sysv</c>.</param>
/// <param name="RuntimeId">The name of the target in the runtime's NativeTarget enumeration.</param>
/// <param name="Architecture">The instruction set family.</param>
/// <param name="Level">The instructions that may be used.</param>
/// <param name="Convention">How arguments and results are passed.</param>
/// <param name="Backend">Selection, frames and emission for the architecture.</param>
internal sealed record Target(
    string Name, string RuntimeId, Architecture Architecture, IsaLevel Level, CallingConvention Convention, Backend Backend);
