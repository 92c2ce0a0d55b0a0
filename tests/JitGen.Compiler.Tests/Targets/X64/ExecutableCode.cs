using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using JitGen.Compiler.Emission;
using JitGen.Compiler.IR;

namespace JitGen.Compiler.Tests.Targets.X64;

/// <summary>
/// Code of the System V convention, mapped and called in this process. Integers and floating-point numbers take registers of
/// their own files, each in order, so one signature that fills all of them fits every function without stack arguments.
/// </summary>
internal sealed unsafe class ExecutableCode : IDisposable
{
    private const int ReadWrite = 3;
    private const int ReadExecute = 5;
    private const int PrivateAnonymous = 0x22;

    private readonly nint _address;
    private readonly nuint _size;

    public ExecutableCode(MethodCode code)
    {
        _size = (nuint)code.Bytes.Length;
        _address = Map(0, _size, ReadWrite, PrivateAnonymous, -1, 0);
        Marshal.Copy(code.Bytes, 0, _address, code.Bytes.Length);
        if (Protect(_address, _size, ReadExecute) != 0)
        {
            throw new InvalidOperationException("The code could not be made executable.");
        }
    }

    /// <summary>Whether this process can run code for x86-64-v3 and System V.</summary>
    public static bool IsSupported => OperatingSystem.IsLinux() && Avx2.X64.IsSupported && Fma.IsSupported && Bmi2.X64.IsSupported;

    /// <summary>The result bits for argument bits; null if the code has left to the fallback.</summary>
    /// <param name="parameters">At most five integers and eight floating-point numbers.</param>
    /// <param name="result">The type of the result.</param>
    /// <param name="arguments">Bits, zero-extended.</param>
    public ulong? Call(IReadOnlyList<Parameter> parameters, ElementType result, ulong[] arguments)
    {
        const ulong Rubbish = 0xDEAD_BEEF_0000_0000;
        ulong* i = stackalloc ulong[6];
        double* f = stackalloc double[8];
        int integers = 0;
        int floats = 0;
        for (int k = 0; k < parameters.Count; k++)
        {
            if (ElementTypes.IsFloating(parameters[k].Type))
            {
                f[floats++] = BitConverter.UInt64BitsToDouble(arguments[k]);
            }
            else
            {
                bool wide = ElementTypes.Bits(parameters[k].Type) == 64;
                i[integers++] = wide ? arguments[k] : arguments[k] | Rubbish;
            }
        }

        int flag = 0;
        i[integers] = (ulong)&flag;
        ulong bits;
        if (ElementTypes.IsFloating(result))
        {
            var code = (delegate* unmanaged<ulong, ulong, ulong, ulong, ulong, ulong,
                double, double, double, double, double, double, double, double, double>)_address;
            bits = BitConverter.DoubleToUInt64Bits(code(i[0], i[1], i[2], i[3], i[4], i[5], f[0], f[1], f[2], f[3], f[4], f[5], f[6], f[7]));
        }
        else
        {
            var code = (delegate* unmanaged<ulong, ulong, ulong, ulong, ulong, ulong,
                double, double, double, double, double, double, double, double, ulong>)_address;
            bits = code(i[0], i[1], i[2], i[3], i[4], i[5], f[0], f[1], f[2], f[3], f[4], f[5], f[6], f[7]);
        }

        return flag == 0 ? bits & (result == ElementType.Bool ? uint.MaxValue : Function.Mask(ElementTypes.IrTypeOf(result))) : null;
    }

    /// <summary>The code as an array kernel, on its argument block.</summary>
    public long Run(void* block) => ((delegate* unmanaged<void*, long>)_address)(block);

    public void Dispose() => Unmap(_address, _size);

    [DllImport("libc", EntryPoint = "mmap")]
    private static extern nint Map(nint address, nuint length, int protection, int flags, int file, nint offset);

    [DllImport("libc", EntryPoint = "mprotect")]
    private static extern int Protect(nint address, nuint length, int protection);

    [DllImport("libc", EntryPoint = "munmap")]
    private static extern int Unmap(nint address, nuint length);
}
