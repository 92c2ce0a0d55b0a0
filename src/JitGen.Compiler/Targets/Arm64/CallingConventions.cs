using System.Linq;
using JitGen.Compiler.Machine;

namespace JitGen.Compiler.Targets.Arm64;

/// <summary>The calling conventions of the architecture.</summary>
internal static class CallingConventions
{
    /// <summary>
    /// The procedure call standard of Linux, Windows and macOS alike for up to 8 integer and 8 floating-point arguments. x16 and x17 are
    /// the emitter's, x18 is the platform's, x29 and x30 stay the caller's frame and return address. Of v8 to v15 the callee saves the low
    /// halves. Registers that carry no arguments come first: results and arguments then seldom have to make room.
    /// </summary>
    public static CallingConvention Aapcs64 { get; } = new()
    {
        Name = "aapcs64",
        IntegerArguments = Integers(0, 8),
        FloatingArguments = Floats(0, 8),
        Positional = false,
        StackArgumentOffset = 0,
        IntegerResult = Register.Integer(0),
        FloatingResult = Register.Floating(0),
        IntegerAllocation = [.. Integers(8, 8), .. Integers(0, 8), .. Integers(19, 10)],
        FloatingAllocation = [.. Floats(16, 16), .. Floats(0, 8), .. Floats(8, 8)],
        Saved = RegisterSet.Of([.. Integers(19, 10), .. Floats(8, 8)]),
        RedZone = 0,
        HomeSpace = 0,
        NeedsUnwindInfo = false,
    };

    /// <summary>Array kernels: a pointer to the argument block in x0, and only registers that no caller expects back.</summary>
    public static CallingConvention Kernel { get; } = new()
    {
        Name = "kernel",
        IntegerArguments = [Register.Integer(0)],
        FloatingArguments = [],
        Positional = false,
        StackArgumentOffset = 0,
        IntegerResult = Register.Integer(0),
        FloatingResult = Register.Floating(0),
        IntegerAllocation = Integers(1, 15),
        FloatingAllocation = [.. Floats(16, 16), .. Floats(0, 8)],
        Saved = RegisterSet.Empty,
        RedZone = 0,
        HomeSpace = 0,
        NeedsUnwindInfo = false,
    };

    private static Register[] Integers(int first, int count) => Enumerable.Range(first, count).Select(Register.Integer).ToArray();

    private static Register[] Floats(int first, int count) => Enumerable.Range(first, count).Select(Register.Floating).ToArray();
}
