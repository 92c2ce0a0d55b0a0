using System;

namespace JitGen.Compiler.Machine;

/// <summary>The constants that follow the code of a function; equal ones are stored once.</summary>
internal sealed class ConstantPool
{
    private const int WordSize = 8;

    /// <summary>The constants one after the other, each from a word of its own on.</summary>
    private ulong[] _words = new ulong[16];
    private int _wordCount;
    private int[] _firstWords = new int[4];
    private byte[] _sizes = new byte[4];

    /// <summary>The largest constant that there can be, in bytes.</summary>
    public const int MaximumSize = 64;

    /// <summary>The smallest, in bytes.</summary>
    public const int MinimumSize = 4;

    public int Count { get; private set; }

    /// <summary>Size in bytes of a constant, a power of two from 4 to 64; it is aligned to its size.</summary>
    public int SizeOf(int index) => _sizes[index];

    /// <summary>The low 8 bytes.</summary>
    public ulong Low(int index) => Word(index, 0);

    /// <summary>The next 8 bytes of a constant of 16 bytes or more.</summary>
    public ulong High(int index) => Word(index, 1);

    /// <summary>8 bytes of a constant, by number; of a constant of 4 bytes the low half of word 0.</summary>
    public ulong Word(int index, int word) => _words[_firstWords[index] + word];

    /// <summary>
    /// The index of the constant; added if it is new. One of more than 16 bytes repeats the 16 bytes given.
    /// </summary>
    public int Add(int size, ulong low, ulong high = 0)
    {
        Append(low);
        for (int word = 1; word < size / WordSize; word++)
        {
            Append((word & 1) == 0 ? low : high);
        }

        return Share(size);
    }

    /// <summary>The index of the constant of these words; added if it is new.</summary>
    public int Add(ulong[] words)
    {
        foreach (ulong word in words)
        {
            Append(word);
        }

        return Share(words.Length * WordSize);
    }

    private void Append(ulong word)
    {
        if (_wordCount == _words.Length)
        {
            Array.Resize(ref _words, _wordCount * 2);
        }

        _words[_wordCount++] = word;
    }

    /// <summary>Makes a constant of the words appended last, or drops them for an equal one. A search in a few entries beats hashing.</summary>
    private int Share(int size)
    {
        int count = Math.Max(1, size / WordSize);
        int first = _wordCount - count;
        for (int i = 0; i < Count; i++)
        {
            if (_sizes[i] == size && AreEqual(_firstWords[i], first, count))
            {
                _wordCount = first;
                return i;
            }
        }

        if (Count == _sizes.Length)
        {
            Array.Resize(ref _firstWords, Count * 2);
            Array.Resize(ref _sizes, Count * 2);
        }

        _firstWords[Count] = first;
        _sizes[Count] = (byte)size;
        return Count++;
    }

    private bool AreEqual(int first, int second, int count)
    {
        for (int i = 0; i < count; i++)
        {
            if (_words[first + i] != _words[second + i])
            {
                return false;
            }
        }

        return true;
    }
}
