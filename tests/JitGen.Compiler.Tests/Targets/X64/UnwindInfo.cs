using System;
using System.Collections.Generic;

namespace JitGen.Compiler.Tests.Targets.X64;

/// <summary>What an unwind code undoes.</summary>
internal enum UnwindOperation
{
    PushNonvolatile,
    Allocate,
    SaveXmm,
}

/// <summary>An unwind code.</summary>
/// <param name="Offset">Offset behind the instruction of the prologue that it undoes.</param>
/// <param name="Operation">What it undoes.</param>
/// <param name="Register">The hardware number of the register, if there is one.</param>
/// <param name="Value">The size of an allocation, or the offset of a saved register from rsp, in bytes.</param>
internal sealed record UnwindCode(int Offset, UnwindOperation Operation, int Register, int Value);

/// <summary>Windows UNWIND_INFO, read by the published format (x64 exception handling, struct UNWIND_INFO).</summary>
/// <param name="PrologueSize">Bytes of the prologue.</param>
/// <param name="Codes">In the order in which unwinding applies them.</param>
internal sealed record UnwindInfo(int PrologueSize, IReadOnlyList<UnwindCode> Codes)
{
    public static UnwindInfo Parse(byte[] bytes)
    {
        Assert.Equal(1, bytes[0] & 7);
        Assert.Equal(0, bytes[0] >> 3);
        Assert.Equal(0, bytes[3]);
        Assert.Equal(0, bytes.Length % 4);
        var codes = new List<UnwindCode>();
        int end = 4 + 2 * bytes[2];
        Assert.InRange(bytes.Length - end, 0, 2);
        int position = 4;
        while (position < end)
        {
            int offset = bytes[position];
            int operation = bytes[position + 1] & 15;
            int info = bytes[position + 1] >> 4;
            position += 2;
            switch (operation)
            {
                case 0:
                    codes.Add(new UnwindCode(offset, UnwindOperation.PushNonvolatile, info, 0));
                    break;
                case 1 when info == 0:
                    codes.Add(new UnwindCode(offset, UnwindOperation.Allocate, 0, 8 * BitConverter.ToUInt16(bytes, position)));
                    position += 2;
                    break;
                case 2:
                    codes.Add(new UnwindCode(offset, UnwindOperation.Allocate, 0, 8 * info + 8));
                    break;
                case 8:
                    codes.Add(new UnwindCode(offset, UnwindOperation.SaveXmm, info, 16 * BitConverter.ToUInt16(bytes, position)));
                    position += 2;
                    break;
                default:
                    throw new InvalidOperationException($"Unwind operation {operation} is not one that a prologue here needs.");
            }

            Assert.InRange(offset, 1, bytes[1]);
        }

        Assert.Equal(end, position);
        return new UnwindInfo(bytes[1], codes);
    }
}
