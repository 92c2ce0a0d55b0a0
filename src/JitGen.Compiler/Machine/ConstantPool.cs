using System;

namespace JitGen.Compiler.Machine;

/// <summary>The constants that follow the code of a function; equal ones are stored once.</summary>
internal sealed class ConstantPool
{
    private ulong[] _low = new ulong[4];
    private ulong[] _high = new ulong[4];
    private byte[] _sizes = new byte[4];

    public int Count { get; private set; }

    /// <summary>Size in bytes of a constant, 4, 8 or 16; it is aligned to its size.</summary>
    public int SizeOf(int index) => _sizes[index];

    /// <summary>The low 8 bytes.</summary>
    public ulong Low(int index) => _low[index];

    /// <summary>The high 8 bytes of a constant of 16 bytes.</summary>
    public ulong High(int index) => _high[index];

    /// <summary>The index of the constant; added if it is new. A search in a few entries beats hashing them.</summary>
    public int Add(int size, ulong low, ulong high = 0)
    {
        for (int i = 0; i < Count; i++)
        {
            if (_low[i] == low && _high[i] == high && _sizes[i] == size)
            {
                return i;
            }
        }

        if (Count == _low.Length)
        {
            Array.Resize(ref _low, Count * 2);
            Array.Resize(ref _high, Count * 2);
            Array.Resize(ref _sizes, Count * 2);
        }

        _low[Count] = low;
        _high[Count] = high;
        _sizes[Count] = (byte)size;
        return Count++;
    }

    /// <summary>Shares the constants of another pool, which is not added to any more.</summary>
    public void TakeFrom(ConstantPool other)
    {
        _low = other._low;
        _high = other._high;
        _sizes = other._sizes;
        Count = other.Count;
    }
}
