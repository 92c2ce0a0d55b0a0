using System;
using JitGen.Compiler.IR;
using JitGen.Compiler.Machine;
using Convert = JitGen.Compiler.Targets.X64.VectorConversionInstructions;
using Shuffle = JitGen.Compiler.Targets.X64.VectorShuffleInstructions;

namespace JitGen.Compiler.Targets.X64;

/// <summary>Numbers as lanes of other types.</summary>
internal sealed partial class X64VectorSelector
{
    /// <summary>The bytes that shuffles treat alike.</summary>
    private const int PartBytes = 16;

    /// <summary>Where a byte shuffle has nothing to put.</summary>
    private const byte ZeroByte = 0x80;

    private void LowerConversion(Value value, Value a)
    {
        IrType from = Function.TypeOf(a);
        IrType to = Function.TypeOf(value);
        VectorFamily family = VectorOperationTable.Conversion(Function.OpcodeOf(value), from, to)
            ?? throw NotSelected($"{Function.OpcodeOf(value)} from {from} to {to}");
        X64Instruction row = family.For(Math.Max(BytesOf(a), BytesOf(value)));
        Emit(row, Use(value), Source(a, row, 1));
    }

    private void LowerExtension(Value value, Value a)
    {
        VectorFamily family = VectorOperationTable.Extension(Is(value, Opcode.ExtendS), LaneBytes(a), LaneBytes(value));
        X64Instruction row = family.For(BytesOf(value));
        Emit(row, Use(value), Source(a, row, 1));
    }

    private void LowerNarrowing(Value value, Value a)
    {
        if (IsV4)
        {
            Emit(VectorOperationTable.Truncation(LaneBytes(a), LaneBytes(value)).For(BytesOf(a)), Use(value), Use(a));
        }
        else
        {
            EmitNarrowing(Use(value), Use(a), LaneBytes(a), LaneBytes(value), BytesOf(a));
        }
    }

    /// <summary>A mask of lanes of another width: widened by sign, narrowed to its low bits.</summary>
    private void LowerMaskConversion(Value value, Value a)
    {
        int from = LaneBytes(a);
        int to = LaneBytes(value);
        if (to > from)
        {
            Emit(VectorOperationTable.Extension(true, from, to).For(BytesOf(value)), Use(value), Use(a));
        }
        else if (from == PartBytes / 4 && to == PartBytes / 8 && BytesOf(a) <= PartBytes)
        {
            Emit(Convert.PackSigned32.For(PartBytes), Use(value), Use(a), Use(a));
        }
        else
        {
            EmitNarrowing(Use(value), Use(a), from, to, BytesOf(a));
        }
    }

    /// <summary>
    /// The low bits of lanes without AVX-512: within each 16 bytes the bytes to keep to the front, then the parts together.
    /// <code>
    ///     64 to 32 bits    extract the upper part, shuffle floats of both
    ///     else             shuffle bytes; of 32 bytes: permute 8 bytes of each part, or interleave 4 or 2 bytes of them
    /// </code>
    /// </summary>
    private void EmitNarrowing(Register into, Register source, int from, int to, int bytes)
    {
        bool isWhole = bytes > PartBytes;
        if (from == sizeof(long) && to == sizeof(int) && isWhole)
        {
            Register upper = NewVector();
            Emit(Shuffle.Extract16.For(bytes), upper, source, Operand.Immediate(1));
            Emit(Shuffle.Floats.For(PartBytes), into, source, upper, Operand.Immediate(unchecked((sbyte)0x88)));
            return;
        }

        Register gathered = isWhole ? NewVector() : into;
        X64Instruction row = Shuffle.Bytes.For(bytes);
        Emit(row, gathered, source, Operand.Constant(GatheredBytes(from, to, row.Operands[2].Size)));
        if (!isWhole)
        {
            return;
        }

        int gatheredBytes = PartBytes * to / from;
        if (gatheredBytes == sizeof(long))
        {
            Emit(Shuffle.PermuteParts.For(bytes), into, gathered, Operand.Immediate(0x08));
            return;
        }

        Register rest = NewVector();
        Emit(Shuffle.Extract16.For(bytes), rest, gathered, Operand.Immediate(1));
        Emit(Shuffle.InterleaveLow.For(gatheredBytes, PartBytes), into, gathered, rest);
    }

    /// <summary>The constant of a byte shuffle that brings the low bytes of each lane to the front.</summary>
    private int GatheredBytes(int from, int to, int size)
    {
        var words = new ulong[PartBytes / sizeof(ulong)];
        for (int i = 0; i < PartBytes; i++)
        {
            int lane = i / to;
            int index = lane < PartBytes / from ? lane * from + i % to : ZeroByte;
            words[i / sizeof(ulong)] |= (ulong)index << (8 * (i % sizeof(ulong)));
        }

        return Constants.Add(size, words[0], words[1]);
    }
}
