using System;
using System.Runtime.InteropServices;

namespace JitGen.Differential.Tests.Engines;

/// <summary>
/// The registers around one call in the System V convention of x64: what the thunk loads before it and stores after it. Its
/// offsets are those in the code of <see cref="SysVThunk"/>.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct SysVFrame
{
    /// <summary>The address to call.</summary>
    public nint Code;

    /// <summary>rdi, rsi, rdx, rcx, r8, r9.</summary>
    public fixed ulong Integers[6];

    /// <summary>xmm0 to xmm7, two words each; only the lower is an argument.</summary>
    public fixed ulong Floats[16];

    /// <summary>What lies above the return address.</summary>
    public fixed ulong Stack[16];

    /// <summary>rax after the call.</summary>
    public ulong IntegerResult;

    /// <summary>xmm0 after the call.</summary>
    public fixed ulong FloatResult[2];

    /// <summary>rbx, rbp, r12, r13, r14, r15 before the call.</summary>
    public fixed ulong SavedBefore[6];

    /// <summary>The same after it.</summary>
    public fixed ulong SavedAfter[6];

    /// <summary>MXCSR before the call, which it is set to again.</summary>
    public uint ControlBefore;

    /// <summary>MXCSR after the call.</summary>
    public uint ControlAfter;
}

/// <summary>
/// Machine code that calls any System V function with the registers of a <see cref="SysVFrame"/>:
/// <c>void (SysVFrame*)</c>. It needs no C compiler, and tells what a C# call would hide: which registers the code has changed.
/// </summary>
internal static class SysVThunk
{
    /// <summary>The code; it is position-independent.</summary>
    public static ReadOnlySpan<byte> Code =>
    [
// Save what a caller expects back, and the frame; r11 is the frame before the call.
        0x55,                                           // push rbp
        0x53,                                           // push rbx
        0x41, 0x54,                                     // push r12
        0x41, 0x55,                                     // push r13
        0x41, 0x56,                                     // push r14
        0x41, 0x57,                                     // push r15
        0x57,                                           // push rdi
        0x48, 0x81, 0xEC, 0x80, 0x00, 0x00, 0x00,       // sub rsp, 0x80
        0x49, 0x89, 0xFB,                               // mov r11, rdi

        // Copy the stack arguments.
        0x49, 0x8D, 0xB3, 0xB8, 0x00, 0x00, 0x00,       // lea rsi, [r11+0xb8]
        0x48, 0x89, 0xE7,                               // mov rdi, rsp
        0xB9, 0x10, 0x00, 0x00, 0x00,                   // mov ecx, 0x10
        0xF3, 0x48, 0xA5,                               // rep movs [rdi], [rsi]

        // Load the arguments, what has to be preserved, and rubbish into r10 and rax.
        0x41, 0x0F, 0x10, 0x43, 0x38,                   // movups xmm0, [r11+0x38]
        0x41, 0x0F, 0x10, 0x4B, 0x48,                   // movups xmm1, [r11+0x48]
        0x41, 0x0F, 0x10, 0x53, 0x58,                   // movups xmm2, [r11+0x58]
        0x41, 0x0F, 0x10, 0x5B, 0x68,                   // movups xmm3, [r11+0x68]
        0x41, 0x0F, 0x10, 0x63, 0x78,                   // movups xmm4, [r11+0x78]
        0x41, 0x0F, 0x10, 0xAB, 0x88, 0x00, 0x00, 0x00, // movups xmm5, [r11+0x88]
        0x41, 0x0F, 0x10, 0xB3, 0x98, 0x00, 0x00, 0x00, // movups xmm6, [r11+0x98]
        0x41, 0x0F, 0x10, 0xBB, 0xA8, 0x00, 0x00, 0x00, // movups xmm7, [r11+0xa8]
        0x49, 0x8B, 0x7B, 0x08,                         // mov rdi, [r11+0x8]
        0x49, 0x8B, 0x73, 0x10,                         // mov rsi, [r11+0x10]
        0x49, 0x8B, 0x53, 0x18,                         // mov rdx, [r11+0x18]
        0x49, 0x8B, 0x4B, 0x20,                         // mov rcx, [r11+0x20]
        0x4D, 0x8B, 0x43, 0x28,                         // mov r8, [r11+0x28]
        0x4D, 0x8B, 0x4B, 0x30,                         // mov r9, [r11+0x30]
        0x49, 0x8B, 0x9B, 0x50, 0x01, 0x00, 0x00,       // mov rbx, [r11+0x150]
        0x49, 0x8B, 0xAB, 0x58, 0x01, 0x00, 0x00,       // mov rbp, [r11+0x158]
        0x4D, 0x8B, 0xA3, 0x60, 0x01, 0x00, 0x00,       // mov r12, [r11+0x160]
        0x4D, 0x8B, 0xAB, 0x68, 0x01, 0x00, 0x00,       // mov r13, [r11+0x168]
        0x4D, 0x8B, 0xB3, 0x70, 0x01, 0x00, 0x00,       // mov r14, [r11+0x170]
        0x4D, 0x8B, 0xBB, 0x78, 0x01, 0x00, 0x00,       // mov r15, [r11+0x178]
        0x41, 0x0F, 0xAE, 0x9B, 0xB0, 0x01, 0x00, 0x00, // stmxcsr [r11+0x1b0]
        0x49, 0x89, 0xDA,                               // mov r10, rbx
        0x4C, 0x89, 0xE0,                               // mov rax, r12

        // Call; then store what came of it.
        0x41, 0xFF, 0x13,                               // call [r11]
        0x4C, 0x8B, 0x9C, 0x24, 0x80, 0x00, 0x00, 0x00, // mov r11, [rsp+0x80]
        0x49, 0x89, 0x83, 0x38, 0x01, 0x00, 0x00,       // mov [r11+0x138], rax
        0x41, 0x0F, 0x11, 0x83, 0x40, 0x01, 0x00, 0x00, // movups [r11+0x140], xmm0
        0x49, 0x89, 0x9B, 0x80, 0x01, 0x00, 0x00,       // mov [r11+0x180], rbx
        0x49, 0x89, 0xAB, 0x88, 0x01, 0x00, 0x00,       // mov [r11+0x188], rbp
        0x4D, 0x89, 0xA3, 0x90, 0x01, 0x00, 0x00,       // mov [r11+0x190], r12
        0x4D, 0x89, 0xAB, 0x98, 0x01, 0x00, 0x00,       // mov [r11+0x198], r13
        0x4D, 0x89, 0xB3, 0xA0, 0x01, 0x00, 0x00,       // mov [r11+0x1a0], r14
        0x4D, 0x89, 0xBB, 0xA8, 0x01, 0x00, 0x00,       // mov [r11+0x1a8], r15
        0x41, 0x0F, 0xAE, 0x9B, 0xB4, 0x01, 0x00, 0x00, // stmxcsr [r11+0x1b4]
        0x41, 0x0F, 0xAE, 0x93, 0xB0, 0x01, 0x00, 0x00, // ldmxcsr [r11+0x1b0]

        // Restore.
        0x48, 0x81, 0xC4, 0x88, 0x00, 0x00, 0x00,       // add rsp, 0x88
        0x41, 0x5F,                                     // pop r15
        0x41, 0x5E,                                     // pop r14
        0x41, 0x5D,                                     // pop r13
        0x41, 0x5C,                                     // pop r12
        0x5B,                                           // pop rbx
        0x5D,                                           // pop rbp
        0xC3,                                           // ret
    ];
}
