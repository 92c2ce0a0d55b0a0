using System;
using System.Linq;
using System.Runtime.Intrinsics.X86;
using JitGen.CompilerServices;

namespace JitGen.Runtime.Tests;

[Collection(ProcessCollection.Name)]
public unsafe class BindingTests
{
    [Fact]
    public void NativeCodeIsMappedReadableAndExecutableOnly()
    {
        Assert.Equal(42, Kernels.Add(40, 2));
        Assert.Equal(long.MinValue, Kernels.Add(long.MaxValue, 1));
        Assert.Equal(NativeCode.IsSupported, !Kernels.FellBack);
        if (ProcessMaps.Exist && NativeCode.IsSupported)
        {
            Assert.StartsWith("r-x", ProcessMaps.Find(Kernels.Slot), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void ImagesDescribeWhatIsMapped()
    {
        if (!NativeHost.IsThere)
        {
            return;
        }
        Kernels.Add(1, 1);
        NativeImageInfo image = NativeCode.Images.Single(image => image.Name == Kernels.ImageName);
        Assert.Equal(NativeCode.Target, image.Target);
        Assert.Null(image.Reason);
        NativeMethodInfo method = Assert.Single(image.Methods);
        Assert.Equal("Add", method.Name);
        Assert.Equal(Kernels.Slot, method.Address);
        Assert.InRange(method.Address, image.Address + 24, image.Address + image.Size - method.Size);
        Assert.Contains("Kernels", image.ToString(), StringComparison.Ordinal);
        Assert.Contains("Add", method.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void TheFirstOfTwoImagesWins()
    {
        NativeImage? slot = null;
        NativeImage first = TestImage.AddTables("Twice").Load(ref slot);
        NativeImage second = TestImage.AddTables("Twice").Load(ref slot);
        Assert.Same(first, second);
        Assert.Same(first, slot);
        Assert.Single(NativeCode.Images, image => image.Name == "Twice");
    }

    [Fact]
    public void AnEntryThatDoesNotExistIsTheFallback()
    {
        if (!NativeHost.IsThere)
        {
            return;
        }
        NativeImage? slot = null;
        NativeImage image = TestImage.AddTables("Bounds").Load(ref slot);
        Assert.Equal(1, image.Entry(1));
        Assert.Equal(1, image.Entry(-1));
        Assert.Equal(1, image.Entry(int.MaxValue));
        Assert.NotEqual(1, image.Entry(0));
    }

    [Fact]
    public void AMethodWithoutMachineCodeRunsInManagedCodeBesideOthers()
    {
        if (!NativeHost.IsThere)
        {
            return;
        }
        NativeImage? slot = null;
        NativeImage image = TestImage.PartlyEmptyTables("Partly").Load(ref slot);
        Assert.Equal(1, image.Entry(0));
        NativeImageInfo info = NativeCode.Images.Single(image => image.Name == "Partly");
        Assert.Equal(0, info.Methods[0].Address);
        Assert.Equal(0, info.Methods[0].Size);
        Assert.Equal("Nothing: managed", info.Methods[0].ToString());
        Assert.Equal(42, ((delegate* unmanaged[SuppressGCTransition]<long, long, long>)image.Entry(1))(40, 2));
        Assert.Equal(image.Entry(1), info.Methods[1].Address);
    }

    [Fact]
    public void WithoutATableForThisProcessTheFallbackRuns()
    {
        NativeImage? slot = null;
        NativeImageTables tables = new("Elsewhere", "Add\nMore");
        tables.Add((NativeTarget)200, TestImage.AddSysV);
        tables.Add(NativeTarget.None, TestImage.AddSysV);
        Assert.Equal(1, tables.Load(ref slot).Entry(0));
        NativeImageInfo image = NativeCode.Images.Single(image => image.Name == "Elsewhere");
        Assert.Equal("managed", image.Target);
        Assert.Contains(NativeCode.Reason ?? NativeCode.Target, image.Reason, StringComparison.Ordinal);
        Assert.Equal(["Add", "More"], image.Methods.Select(method => method.Name));
        Assert.All(image.Methods, method => Assert.Equal(0, method.Address));
    }

    [Fact]
    public void AnImageWithManyPagesIsMappedWhole()
    {
        if (!NativeHost.IsThere)
        {
            return;
        }
        // 4,000 entries of 16 bytes, entry i returning its second parameter plus i in code of its own.
        const int Count = 4000;
        byte[] code = new byte[Count * 16];
        ulong[] words = new ulong[3 + Count + 1 + (code.Length / 8)];
        int start = (3 + Count + 1) * 8;
        start -= start % 16;
        words[0] = 0x3149474A | ((ulong)words.Length * 8 << 32);
        words[1] = Count;
        for (int i = 0; i < Count; i++)
        {
            words[3 + i] = (uint)(start + (i * 16)) | (16UL << 32);
            EntryReturning(i).CopyTo(words, (start / 8) + (i * 2));
        }
        NativeImage? slot = null;
        NativeImageTables tables = new("Many", string.Join('\n', Enumerable.Range(0, Count)));
        tables.Add(NativeTarget.X64V3SysV, words);
        tables.Add(NativeTarget.X64V3Win64, words);
        tables.Add(NativeTarget.Arm64Aapcs64, words);
        NativeImage image = tables.Load(ref slot);
        for (int i = 0; i < Count; i++)
        {
            nint entry = image.Entry(i);
            Assert.True(entry > 1, "bound");
            Assert.Equal(0, entry % 16);
            Assert.Equal(i, ((delegate* unmanaged[SuppressGCTransition]<int>)entry)());
        }
    }

    /// <summary>16 bytes of code that returns a number below 65,536.</summary>
    private static ulong[] EntryReturning(int number) => X86Base.IsSupported
        ? [0xC300000000B8 | ((ulong)(uint)number << 8), 0] // mov eax, number; ret
        : [0xD65F03C0_52800000 | ((ulong)(uint)number << 5), 0]; // movz w0, number; ret
}
