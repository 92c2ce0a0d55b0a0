using System.Collections.Generic;
using JitGen.Compiler.Emission;
using JitGen.Compiler.Machine;

namespace JitGen.Compiler.Targets.X64;

/// <summary>
/// Windows UNWIND_INFO: what the prologue has done at each of its offsets, so that the system can undo it. Recorded while the
/// prologue is emitted.
/// </summary>
internal sealed class Unwind
{
    private const byte Version = 1;

    // The operations, as the system numbers them.
    private const int PushNonvolatile = 0;
    private const int AllocateLarge = 1;
    private const int AllocateSmall = 2;
    private const int SaveXmm128 = 8;

    /// <summary>The largest allocation whose size fits into the operation itself, in bytes.</summary>
    private const int LargestSmall = 128;

    private const int NoOperand = -1;

    private readonly List<Code> _codes = new();

    /// <summary>A push that ended at <paramref name="offset"/>.</summary>
    public void Push(int offset, Register register) =>
        _codes.Add(new Code(offset, PushNonvolatile, register.HardwareNumber, NoOperand));

    /// <summary>A subtraction of <paramref name="size"/> bytes, a multiple of 8, from rsp.</summary>
    public void Allocate(int offset, int size) =>
        _codes.Add(size <= LargestSmall
            ? new Code(offset, AllocateSmall, size / 8 - 1, NoOperand)
            : new Code(offset, AllocateLarge, 0, size / 8));

    /// <summary>A store of an xmm register at rsp + <paramref name="stackOffset"/>, a multiple of 16.</summary>
    public void SaveXmm(int offset, Register register, int stackOffset) =>
        _codes.Add(new Code(offset, SaveXmm128, register.HardwareNumber, stackOffset / 16));

    /// <summary>The structure, codes from the last of the prologue to the first, padded to an even number of slots.</summary>
    public byte[] ToBytes(int prologueSize)
    {
        int slots = 0;
        foreach (Code code in _codes)
        {
            slots += code.Operand == NoOperand ? 1 : 2;
        }

        var buffer = new CodeBuffer();
        buffer.Byte(Version);
        buffer.Byte((byte)prologueSize);
        buffer.Byte((byte)slots);
        buffer.Byte(0);
        for (int i = _codes.Count - 1; i >= 0; i--)
        {
            Code code = _codes[i];
            buffer.Byte((byte)code.Offset);
            buffer.Byte((byte)(code.Info << 4 | code.Operation));
            if (code.Operand != NoOperand)
            {
                buffer.UInt16((ushort)code.Operand);
            }
        }

        buffer.Align(4, padding: 0);
        return buffer.ToArray();
    }

    private readonly record struct Code(int Offset, int Operation, int Info, int Operand);
}
