using System;
using System.Runtime.InteropServices;

namespace JitGen.Package.Tests;

/// <summary>The machine that the tests run on.</summary>
internal static class Machine
{
    /// <summary>What formulas are compiled for when they run here.</summary>
    public static string Target =>
        IsArm64 ? "arm64-aapcs64" : OperatingSystem.IsWindows() ? "x64-v3-win64" : "x64-v3-sysv";

    /// <summary>The name of that target in generated code.</summary>
    public static string NativeTarget =>
        IsArm64 ? "Arm64Aapcs64" : OperatingSystem.IsWindows() ? "X64V3Win64" : "X64V3SysV";

    /// <summary>What applications are published for here, such as <c>linux-x64</c>.</summary>
    public static string RuntimeIdentifier =>
        (OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux") + (IsArm64 ? "-arm64" : "-x64");

    private static bool IsArm64 => RuntimeInformation.OSArchitecture == Architecture.Arm64;
}
