using System;
using System.Runtime;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using JitGen.Memory;

namespace JitGen.Processor;

/// <summary>
/// Which x86-64 level the process may run: the processor's own word (CPUID), the operating system's (XCR0), and the word of
/// the .NET runtime, so that settings such as <c>DOTNET_EnableAVX2=0</c> hold for native code too.
/// </summary>
/// <remarks>
/// .NET has no intrinsic for XGETBV. Where the runtime says that AVX2 is usable it has looked at XCR0 itself, and nothing is
/// left to ask. A NativeAOT binary is compiled for a fixed baseline, by default without AVX, and its <c>IsSupported</c> speaks
/// of that baseline only; there XGETBV is executed in a page mapped for it. CPUID leaf 13 could not replace it: it reports
/// the size of the save area of the enabled state, which is ambiguous once a later component is enabled without AVX.
/// </remarks>
internal static unsafe class X64Processor
{
    // CPUID leaf 1, ecx.
    private const uint Fma = 1u << 12, Movbe = 1u << 22, Popcnt = 1u << 23, OsXSave = 1u << 27, Avx = 1u << 28, F16C = 1u << 29;

    // CPUID leaf 7, ebx.
    private const uint Bmi1 = 1u << 3, Avx2Bit = 1u << 5, Bmi2 = 1u << 8;
    private const uint Avx512FBit = 1u << 16, Avx512DQBit = 1u << 17, Avx512CDBit = 1u << 28, Avx512BWBit = 1u << 30, Avx512VLBit = 1u << 31;

    // CPUID leaf 0x80000001, ecx.
    private const uint Lzcnt = 1u << 5;

    // XCR0: the state that the operating system saves and restores.
    private const ulong SseState = 1u << 1, AvxState = 1u << 2, OpmaskState = 1u << 5, UpperZmmState = 1u << 6, HighZmmState = 1u << 7;

    /// <summary>The highest level, n of x86-64-vn, that native code may use; below 3 it is 1, as nothing asks for the difference.</summary>
    internal static int DetectLevel()
    {
        const uint V3Leaf1 = Fma | Movbe | Popcnt | OsXSave | Avx | F16C;
        const uint V3Leaf7 = Bmi1 | Avx2Bit | Bmi2;
        const uint V3Extended = Lzcnt;
        const ulong V3State = SseState | AvxState;
        const uint V4Leaf7 = Avx512FBit | Avx512DQBit | Avx512CDBit | Avx512BWBit | Avx512VLBit;
        const ulong V4State = V3State | OpmaskState | UpperZmmState | HighZmmState;

        int runtimeLevel = IsCompiledAhead ? int.MaxValue : RuntimeLevel();
        if (runtimeLevel < 3 || (uint)X86Base.CpuId(0, 0).Eax < 7 || (uint)X86Base.CpuId(unchecked((int)0x80000000), 0).Eax < 0x80000001)
        {
            return 1;
        }
        uint leaf7 = (uint)X86Base.CpuId(7, 0).Ebx;
        bool processorHasV3 = ((uint)X86Base.CpuId(1, 0).Ecx & V3Leaf1) == V3Leaf1
            && (leaf7 & V3Leaf7) == V3Leaf7
            && ((uint)X86Base.CpuId(unchecked((int)0x80000001), 0).Ecx & V3Extended) == V3Extended;
        if (!processorHasV3)
        {
            return 1;
        }

        // What the runtime calls usable, the operating system saves.
        ulong state = IsCompiledAhead ? EnabledState() : V4State;
        return (state & V3State) != V3State ? 1
            : (state & V4State) == V4State && (leaf7 & V4Leaf7) == V4Leaf7 && runtimeLevel >= 4 ? 4
            : 3;
    }

    /// <summary>The level that the .NET runtime itself would use, its settings considered.</summary>
    private static int RuntimeLevel()
    {
        bool v3 = Avx2.IsSupported && System.Runtime.Intrinsics.X86.Fma.IsSupported
            && System.Runtime.Intrinsics.X86.Bmi1.IsSupported && System.Runtime.Intrinsics.X86.Bmi2.IsSupported
            && System.Runtime.Intrinsics.X86.Lzcnt.IsSupported;
        bool v4 = Avx512F.IsSupported && Avx512BW.IsSupported && Avx512CD.IsSupported && Avx512DQ.IsSupported
            && Avx512F.VL.IsSupported && Avx512BW.VL.IsSupported && Avx512CD.VL.IsSupported && Avx512DQ.VL.IsSupported;
        return v3 ? (v4 ? 4 : 3) : 1;
    }

    /// <summary>
    /// Whether the process has no just-in-time compiler, so that <c>IsSupported</c> was decided at build time. A JIT can be told
    /// to deny dynamic code (projects that will be published with NativeAOT do), hence the second question.
    /// </summary>
    private static bool IsCompiledAhead => !RuntimeFeature.IsDynamicCodeSupported && JitInfo.GetCompiledMethodCount() == 0;

    /// <summary>XCR0, or 0 where a page with the instruction cannot be mapped. Needs OSXSAVE.</summary>
    internal static ulong EnabledState()
    {
        ReadOnlySpan<ulong> code =
        [
            0xE2C148D0010FC931, // xor ecx, ecx; xgetbv; shl rdx, 32 ...
            0xCCCCCCC3D0094820, // ... or rax, rdx; ret
        ];
        nint page = ExecutableMemory.Map(code);
        if (page == 0)
        {
            return 0;
        }
        ulong state = ((delegate* unmanaged<ulong>)page)();
        ExecutableMemory.Unmap(page, code.Length * sizeof(ulong));
        return state;
    }
}
