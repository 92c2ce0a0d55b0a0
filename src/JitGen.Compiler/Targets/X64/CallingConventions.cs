using System;
using JitGen.Compiler.Machine;
using static JitGen.Compiler.Targets.X64.Registers;

namespace JitGen.Compiler.Targets.X64;

/// <summary>The calling conventions of x64.</summary>
internal static class CallingConventions
{
    /// <summary>System V: Linux, macOS and the BSDs.</summary>
    public static CallingConvention SysV { get; } = new()
    {
        Name = "sysv",
        IntegerArguments = [Rdi, Rsi, Rdx, Rcx, R(8), R(9)],
        FloatingArguments = XmmRange(0, 8),
        Positional = false,
        StackArgumentOffset = 8,
        IntegerResult = Rax,
        FloatingResult = Xmm(0),
        IntegerAllocation = [Rax, Rcx, Rdx, Rsi, Rdi, R(8), R(9), R(10), R(11), Rbx, R(14), R(15), R(12), R(13), Rbp],
        FloatingAllocation = XmmRange(0, 16),
        Saved = RegisterSet.Of(Rbx, Rbp, R(12), R(13), R(14), R(15)),
        RedZone = 128,
        HomeSpace = 0,
        NeedsUnwindInfo = false,
    };

    /// <summary>Microsoft's: the n-th argument takes the n-th register of its file; the caller leaves 32 bytes for the callee.</summary>
    public static CallingConvention Win64 { get; } = new()
    {
        Name = "win64",
        IntegerArguments = [Rcx, Rdx, R(8), R(9)],
        FloatingArguments = XmmRange(0, 4),
        Positional = true,
        StackArgumentOffset = 40,
        IntegerResult = Rax,
        FloatingResult = Xmm(0),
        IntegerAllocation = [Rax, Rcx, Rdx, R(8), R(9), R(10), R(11), Rbx, Rsi, Rdi, R(14), R(15), R(12), R(13), Rbp],
        FloatingAllocation = XmmRange(0, 16),
        Saved = RegisterSet.Of([Rbx, Rbp, Rsi, Rdi, R(12), R(13), R(14), R(15), .. XmmRange(6, 10)]),
        RedZone = 0,
        HomeSpace = 32,
        NeedsUnwindInfo = true,
    };

    /// <summary>
    /// Array kernels, for both: a pointer to the argument block in rcx. First what is volatile in both conventions; the
    /// registers that one of them saves go to the block's scratch. System V enters at <c>mov rcx, rdi</c>, Windows behind it.
    /// </summary>
    public static CallingConvention Kernel { get; } = ForKernels([.. XmmRange(0, 6), .. XmmRange(6, 10)], masks: 0, []);

    /// <summary>The same with the registers of AVX-512. k0 cannot be a mask that instructions obey.</summary>
    public static CallingConvention Kernel512 { get; } = ForKernels(
        [.. XmmRange(16, 16), .. XmmRange(0, 6), .. XmmRange(6, 10)], masks: 7, Range(0, 16, number => Xmm(31 - number)));

    /// <summary>Kernels begin where lines of the instruction cache begin, as their loops do.</summary>
    public const int KernelAlignment = 64;

    private static CallingConvention ForKernels(Register[] vectors, int masks, Register[] keepers) => new()
    {
        Name = "kernel",
        IntegerArguments = [Rcx],
        FloatingArguments = [],
        Positional = true,
        StackArgumentOffset = 0,
        IntegerResult = Rax,
        FloatingResult = Xmm(0),
        IntegerAllocation = [Rax, Rdx, R(8), R(9), R(10), R(11), Rsi, Rdi, Rbx, R(14), R(15), R(12), R(13), Rbp],
        FloatingAllocation = vectors,
        MaskAllocation = MaskRange(1, masks),
        Keepers = keepers,
        Saved = RegisterSet.Of([Rbx, Rbp, Rsi, Rdi, R(12), R(13), R(14), R(15), .. XmmRange(6, 10)]),
        RedZone = 0,
        HomeSpace = 0,
        NeedsUnwindInfo = false,
        WindowsEntry = 3,
        EntryAlignment = KernelAlignment,
    };

    private static Register[] XmmRange(int first, int count) => Range(first, count, Xmm);

    private static Register[] MaskRange(int first, int count) => Range(first, count, Register.Mask);

    private static Register[] Range(int first, int count, Func<int, Register> registerOf)
    {
        var registers = new Register[count];
        for (int i = 0; i < count; i++)
        {
            registers[i] = registerOf(first + i);
        }

        return registers;
    }
}
