using System;

namespace JitGen.Compiler.Emission;

/// <summary>Growing little-endian bytes.</summary>
internal sealed class CodeBuffer
{
    private byte[] _bytes = new byte[128];

    /// <summary>Bytes written so far: the offset of the next.</summary>
    public int Length { get; private set; }

    public byte this[int offset] => _bytes[offset];

    public void Byte(byte value)
    {
        if (Length == _bytes.Length)
        {
            Array.Resize(ref _bytes, Length * 2);
        }

        _bytes[Length++] = value;
    }

    public void UInt16(ushort value) => Write(value, 2);

    public void UInt32(uint value) => Write(value, 4);

    public void UInt64(ulong value) => Write(value, 8);

    public void Bytes(byte[] bytes)
    {
        foreach (byte value in bytes)
        {
            Byte(value);
        }
    }

    /// <summary>Writes the low <paramref name="count"/> bytes of a value.</summary>
    public void Write(ulong value, int count)
    {
        for (int i = 0; i < count; i++)
        {
            Byte(unchecked((byte)(value >> (8 * i))));
        }
    }

    public uint ReadUInt32(int offset) =>
        _bytes[offset] | (uint)_bytes[offset + 1] << 8 | (uint)_bytes[offset + 2] << 16 | (uint)_bytes[offset + 3] << 24;

    /// <summary>Overwrites 4 bytes: a branch displacement whose label is bound later.</summary>
    public void PatchUInt32(int offset, uint value)
    {
        for (int i = 0; i < 4; i++)
        {
            _bytes[offset + i] = unchecked((byte)(value >> (8 * i)));
        }
    }

    /// <summary>Pads to a multiple of <paramref name="alignment"/>, a power of two.</summary>
    public void Align(int alignment, byte padding)
    {
        while ((Length & (alignment - 1)) != 0)
        {
            Byte(padding);
        }
    }

    public byte[] ToArray()
    {
        var result = new byte[Length];
        Array.Copy(_bytes, result, Length);
        return result;
    }
}
