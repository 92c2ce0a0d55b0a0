using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using JitGen.CompilerServices;

namespace JitGen.Runtime.Tests;

/// <summary>The state that native code has set is noticed, set aside while it would be in the way, and set again.</summary>
public unsafe class FloatingStateTests
{
    /// <summary>MXCSR for each state: rounding down, up, toward zero; subnormal results, operands, both flushed; all of it.</summary>
    private static readonly uint[] s_unusual = [0x3F80, 0x5F80, 0x7F80, 0x9F80, 0x1FC0, 0x9FC0, 0xFFC0];

    /// <summary>Where the C library of Linux keeps MXCSR in what it calls <c>fenv_t</c>.</summary>
    private const int LinuxControl = 28 / sizeof(uint);

    [Fact]
    public void TheUsualStateIsLeftAlone()
    {
        Assert.True(FloatingState.IsUsual);
        using (FloatingState.MakeUsual())
        {
            Assert.True(FloatingState.IsUsual);
        }
        Assert.True(FloatingState.IsUsual);
    }

    [Fact]
    public void UnusualStatesAreSetAside()
    {
        if (OperatingSystem.IsLinux() && X86Base.X64.IsSupported)
        {
            Assert.Equal([], FindMistakes());
        }
    }

    /// <summary>What is wrong, for each state; on Windows and Linux on x64.</summary>
    internal static IReadOnlyList<string> FindMistakes() => [.. s_unusual.Select(FindMistake).OfType<string>()];

    private static string? FindMistake(uint control)
    {
        uint* saved = stackalloc uint[16];
        uint* changed = stackalloc uint[16];
        uint* after = stackalloc uint[16];
        Get(saved);
        new ReadOnlySpan<uint>(saved, 16).CopyTo(new Span<uint>(changed, 16));
        Put(changed, control);
        Set(changed);
        bool isNoticed = !FloatingState.IsUsual;
        bool isUsual;
        using (FloatingState.MakeUsual())
        {
            isUsual = FloatingState.IsUsual;
        }
        bool isBack = !FloatingState.IsUsual;
        Get(after);
        Set(saved);
        return isNoticed && isUsual && isBack && Control(after) == Control(changed) && FloatingState.IsUsual ? null
            : $"0x{control:X}: noticed {isNoticed}, set aside {isUsual}, set again {isBack}, 0x{Control(changed):X} is 0x{Control(after):X}";
    }

    private static void Get(uint* state)
    {
        if (OperatingSystem.IsWindows())
        {
            _ = _controlfp_s(state, 0, 0);
        }
        else
        {
            _ = fegetenv(state);
        }
    }

    private static void Set(uint* state)
    {
        uint now;
        if (OperatingSystem.IsWindows())
        {
            _ = _controlfp_s(&now, *state, 0x03000300);
        }
        else
        {
            _ = fesetenv(state);
        }
    }

    /// <summary>Writes what MXCSR would be as the C library of the system has it.</summary>
    private static void Put(uint* state, uint control)
    {
        if (OperatingSystem.IsWindows())
        {
            // The rounding, in the order nearest, down, up, zero; what is flushed: both, operands, results.
            uint flushed = (control & 0x8040) switch { 0 => 0, 0x8040 => 1, 0x40 => 2, _ => 3u };
            *state = (*state & ~0x03000300u) | (((control >> 13) & 3) << 8) | (flushed << 24);
        }
        else
        {
            state[LinuxControl] = control;
        }
    }

    /// <summary>The part of a state that counts.</summary>
    private static uint Control(uint* state) => OperatingSystem.IsWindows() ? *state & 0x03000300 : state[LinuxControl] & 0xFFC0;

    [DllImport("libm.so.6")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int fegetenv(uint* state);

    [DllImport("libm.so.6")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int fesetenv(uint* state);

    [DllImport("ucrtbase")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int _controlfp_s(uint* current, uint state, uint mask);
}
