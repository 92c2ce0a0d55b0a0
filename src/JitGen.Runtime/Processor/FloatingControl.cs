using System;
using System.Runtime.InteropServices;

namespace JitGen.Processor;

/// <summary>
/// Sets the floating-point state of the thread by the C library of the system, which .NET has no means for. Only threads in which
/// native code has changed it need that.
/// </summary>
internal static unsafe class FloatingControl
{
    /// <summary>Bytes that hold a state: more than any system has.</summary>
    internal const int StateSize = 64;

    // Windows: the rounding, and what is done with subnormal numbers; all bits 0 are the default.
    private const uint WindowsMask = 0x300 | 0x03000000;

    /// <summary>What Linux takes for the address of the default state.</summary>
    private const nint LinuxDefault = -1;

    /// <summary>Sets round to nearest, and that subnormal numbers are kept. False where there is no way.</summary>
    /// <param name="saved">Room for the state before.</param>
    internal static bool TrySetDefault(byte* saved)
    {
        try
        {
            return OperatingSystem.IsLinux() ? fegetenv(saved) == 0 && fesetenv(LinuxDefault) == 0
                : OperatingSystem.IsWindows() && _controlfp_s((uint*)saved, 0, 0) == 0 && SetWindows(0);
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException)
        {
            return false;
        }
    }

    /// <summary>Sets the state that was before.</summary>
    internal static void Restore(byte* saved)
    {
        if (OperatingSystem.IsLinux())
        {
            _ = fesetenv((nint)saved);
        }
        else
        {
            SetWindows(*(uint*)saved);
        }
    }

    private static bool SetWindows(uint state)
    {
        uint now;
        return _controlfp_s(&now, state, WindowsMask) == 0;
    }

    [DllImport("libm.so.6")]
    private static extern int fegetenv(byte* state);

    [DllImport("libm.so.6")]
    private static extern int fesetenv(nint state);

    [DllImport("ucrtbase")]
    private static extern int _controlfp_s(uint* current, uint state, uint mask);
}
