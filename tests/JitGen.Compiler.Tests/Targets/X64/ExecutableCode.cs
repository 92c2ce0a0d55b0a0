using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using JitGen.Compiler.Emission;
using JitGen.Compiler.IR;

namespace JitGen.Compiler.Tests.Targets.X64;

/// <summary>
/// Code of the System V convention, mapped and called in this process. Integers and floating-point numbers take registers of
/// their own files, each in order, so one signature with three of either fits every function of up to three parameters.
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
    public ulong? Call(IReadOnlyList<Parameter> parameters, ElementType result, ulong[] arguments)
    {
        const ulong Rubbish = 0xDEAD_BEEF_0000_0000;
        ulong* integers = stackalloc ulong[4];
        double* floats = stackalloc double[3];
        int integerCount = 0;
        int floatCount = 0;
        for (int i = 0; i < parameters.Count; i++)
        {
            if (ElementTypes.IsFloating(parameters[i].Type))
            {
                floats[floatCount++] = BitConverter.UInt64BitsToDouble(arguments[i]);
            }
            else
            {
                bool wide = ElementTypes.Bits(parameters[i].Type) == 64;
                integers[integerCount++] = wide ? arguments[i] : arguments[i] | Rubbish;
            }
        }

        int flag = 0;
        integers[integerCount] = (ulong)&flag;
        ulong bits = ElementTypes.IsFloating(result)
            ? BitConverter.DoubleToUInt64Bits(((delegate* unmanaged<ulong, ulong, ulong, ulong, double, double, double, double>)_address)(
                integers[0], integers[1], integers[2], integers[3], floats[0], floats[1], floats[2]))
            : ((delegate* unmanaged<ulong, ulong, ulong, ulong, double, double, double, ulong>)_address)(
                integers[0], integers[1], integers[2], integers[3], floats[0], floats[1], floats[2]);
        return flag == 0 ? bits & Function.Mask(ElementTypes.IrTypeOf(result)) : null;
    }

    public void Dispose() => Unmap(_address, _size);

    [DllImport("libc", EntryPoint = "mmap")]
    private static extern nint Map(nint address, nuint length, int protection, int flags, int file, nint offset);

    [DllImport("libc", EntryPoint = "mprotect")]
    private static extern int Protect(nint address, nuint length, int protection);

    [DllImport("libc", EntryPoint = "munmap")]
    private static extern int Unmap(nint address, nuint length);
}
