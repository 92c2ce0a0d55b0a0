using System;
using System.Linq;
using JitGen.CompilerServices;
using JitGen.Images;

namespace JitGen.Runtime.Tests;

/// <summary>A table with any wrong field gives the fallback and says what is wrong.</summary>
[Collection(ProcessCollection.Name)]
public class MalformedImageTests
{
    /// <summary>A field by its byte offset, and a value that it cannot have.</summary>
    public static TheoryData<int, uint> WrongFields => new()
    {
        { 0, 0 },            // magic
        { 0, 0x3249474A },
        { 4, 0 },            // size
        { 4, 8 },
        { 4, 1_000_000 },
        { 4, uint.MaxValue },
        { 8, 0 },            // number of entries
        { 8, 2 },
        { 8, 0x2000_0000 },
        { 8, uint.MaxValue },
        { 12, 4 },           // function table
        { 12, 30 },
        { 12, 1_000_000 },
        { 12, uint.MaxValue },
        { 12, uint.MaxValue - 3 },
        { 16, 0 },           // rows of the function table
        { 16, 2 },
        { 16, 0x1555_5556 },
        { 16, uint.MaxValue },
        { 20, 10 },          // what Windows adds to an entry: the length of the code, and beyond
        { 20, uint.MaxValue },
        { 24, 0 },           // offset of the code
        { 24, 16 },
        { 24, 33 },
        { 24, 40 },
        { 24, 4096 },
        { 24, uint.MaxValue - 15 },
        { 28, 0 },           // length of the code
        { 28, 1000 },
        { 28, uint.MaxValue },
        { 56, 0 },           // first row of the function table: begin, end, unwind information
        { 56, 42 },
        { 60, 32 },
        { 60, 1000 },
        { 64, 0 },
        { 64, 50 },
        { 64, 1000 },
    };

    [Theory]
    [MemberData(nameof(WrongFields))]
    public void AWrongFieldGivesTheFallback(int offset, uint value)
    {
        ulong[] words = (ulong[])TestImage.AddWin64WithFrame.Clone();
        int shift = offset % 8 * 8;
        words[offset / 8] = (words[offset / 8] & ~(0xFFFF_FFFFUL << shift)) | ((ulong)value << shift);
        AssertMalformed(words, $"Wrong{offset}.{value}");
    }

    [Fact]
    public void EveryTruncationGivesTheFallback()
    {
        for (int length = 0; length < TestImage.AddWin64WithFrame.Length; length++)
        {
            AssertMalformed(TestImage.AddWin64WithFrame[..length], "Truncated" + length);
        }
    }

    [Fact]
    public void ATableWithMoreOrFewerEntriesThanMethodsGivesTheFallback()
    {
        AssertMalformed(TestImage.AddWin64WithFrame, "Names", "Add\nSubtract");
    }

    [Fact]
    public void TheUnspoiledImageIsMapped()
    {
        if (!NativeHost.IsThere)
        {
            return;
        }
        NativeImage? slot = null;
        Assert.NotEqual(1, Tables(TestImage.AddWin64WithFrame, "Unspoiled", "Add").Load(ref slot).Entry(0));
    }

    [Fact]
    public void RandomWordsGiveTheFallback()
    {
        Random random = new(1);
        for (int i = 0; i < 2000; i++)
        {
            ulong[] words = (ulong[])TestImage.AddWin64WithFrame.Clone();
            int at = random.Next(3);

            // Windows may add up to the length of the code to an entry, so these are no mistakes: bits 32 to 35 of the third word.
            int bit = at == 2 ? random.Next(60) : random.Next(64);
            bit += at == 2 && bit >= 32 ? 4 : 0;
            words[at] = at == 0 ? (ulong)random.NextInt64() : words[at] ^ (1UL << bit);
            Assert.NotNull(ImageFormat.FindMistake(words, 1));
            NativeImage? slot = null;
            Assert.Equal(1, Tables(words, "Random", "Add").Load(ref slot).Entry(0));
        }
    }

    private static void AssertMalformed(ulong[] words, string name, string methods = "Add")
    {
        Assert.NotNull(ImageFormat.FindMistake(words, methods.Split('\n').Length));
        NativeImage? slot = null;
        Assert.Equal(1, Tables(words, name, methods).Load(ref slot).Entry(0));
        NativeImageInfo image = NativeCode.Images.Single(image => image.Name == name);
        Assert.Contains(NativeHost.IsThere ? "malformed" : NativeCode.Reason!, image.Reason, StringComparison.Ordinal);
    }

    private static NativeImageTables Tables(ulong[] words, string name, string methods)
    {
        NativeImageTables tables = new(name, methods);
        tables.Add(NativeTarget.X64V3SysV, words);
        tables.Add(NativeTarget.X64V3Win64, words);
        tables.Add(NativeTarget.Arm64Aapcs64, words);
        return tables;
    }
}
