using System;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using JitGen.Testing;

namespace JitGen.Package.Tests;

/// <summary>The machine that the tests run on.</summary>
internal static class Machine
{
    /// <summary>What formulas run as here.</summary>
    public static string Target =>
        !RunsNativeCode ? "managed" : IsArm64 ? "arm64-aapcs64" : OperatingSystem.IsWindows() ? "x64-v3-win64" : "x64-v3-sysv";

    /// <summary>The name of that target in generated code.</summary>
    public static string NativeTarget =>
        IsArm64 ? "Arm64Aapcs64" : OperatingSystem.IsWindows() ? "X64V3Win64" : "X64V3SysV";

    /// <summary>What applications are published for here, such as <c>linux-x64</c>.</summary>
    public static string RuntimeIdentifier =>
        (OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux") + (IsArm64 ? "-arm64" : "-x64");

    /// <summary>
    /// Whether machine code runs here, which is found out without asking the product; a note says so, or that only the fallback
    /// was tested.
    /// </summary>
    public static bool RunsNativeCode
    {
        get
        {
            bool isV3 = Avx2.IsSupported && Fma.IsSupported && Bmi1.IsSupported && Bmi2.IsSupported && Lzcnt.IsSupported;
            bool runs = !OperatingSystem.IsMacOS() && (isV3 || (AdvSimd.Arm64.IsSupported && OperatingSystem.IsLinux()));
            if (runs)
            {
                ExternalEngine.Native.NoteRun("the package's tests");
            }
            else
            {
                ExternalEngine.Native.NoteMissing("no x64-v3 or arm64 Linux: the package's tests ran the fallback only");
            }
            return runs;
        }
    }

    /// <summary>The variable with which a program fails where it does not run as <see cref="Target"/>.</summary>
    public static string Require => RunsNativeCode ? "JITGEN_REQUIRE=1" : "JITGEN_REQUIRE=0";

    public static bool IsArm64 => RuntimeInformation.OSArchitecture == Architecture.Arm64;
}
