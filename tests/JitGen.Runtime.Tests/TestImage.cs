using System;
using System.Buffers.Binary;
using JitGen.CompilerServices;

namespace JitGen.Runtime.Tests;

/// <summary>Images made by hand, with the same meaning for every target.</summary>
internal static class TestImage
{
    private const int CodeStart = 32;

    /// <summary>(a, b) -> a + b on 64-bit integers.</summary>
    internal static readonly ulong[] AddSysV = Build([0x48, 0x8D, 0x04, 0x37, 0xC3]); // lea rax, [rdi+rsi]; ret

    internal static readonly ulong[] AddWin64 = Build([0x48, 0x8D, 0x04, 0x11, 0xC3]); // lea rax, [rcx+rdx]; ret

    internal static readonly ulong[] AddArm64 = Build([0x00, 0x00, 0x01, 0x8B, 0xC0, 0x03, 0x5F, 0xD6]); // add x0, x0, x1; ret

    /// <summary>
    /// The same sum in a frame that saves rbx, with unwind information and a function table, as the scalars of the Windows target have:
    /// push rbx; lea rbx, [rcx+rdx]; mov rax, rbx; pop rbx; ret.
    /// </summary>
    internal static readonly ulong[] AddWin64WithFrame = BuildWithUnwind([0x53, 0x48, 0x8D, 0x1C, 0x11, 0x48, 0x89, 0xD8, 0x5B, 0xC3]);

    /// <summary>The tables of one class with the one method Add, for every target.</summary>
    internal static NativeImageTables AddTables(string name)
    {
        NativeImageTables tables = new(name, "Add");
        tables.Add(NativeTarget.X64V3SysV, AddSysV);
        tables.Add(NativeTarget.X64V3Win64, AddWin64WithFrame);
        tables.Add(NativeTarget.Arm64Aapcs64, AddArm64);
        return tables;
    }

    /// <summary>The tables of one class with the methods Nothing, which has no machine code, and Add, for every target.</summary>
    internal static NativeImageTables PartlyEmptyTables(string name)
    {
        // An entry more, all zero, before the one that there is: the code moves by the entry's word and the padding behind it.
        static ulong[] WithEmptyEntry(ulong[] image) =>
            [((ulong)(image.Length + 2) * sizeof(ulong) << 32) | (uint)image[0], 2, 0, 0, image[3] + 16, 0, .. image[4..]];

        NativeImageTables tables = new(name, "Nothing\nAdd");
        tables.Add(NativeTarget.X64V3SysV, WithEmptyEntry(AddSysV));
        tables.Add(NativeTarget.X64V3Win64, WithEmptyEntry(AddWin64));
        tables.Add(NativeTarget.Arm64Aapcs64, WithEmptyEntry(AddArm64));
        return tables;
    }

    /// <summary>
    /// The tables of one class with the one kernel Level, for every target: it returns 10 times the End of its argument block,
    /// plus the level that it was made for.
    /// </summary>
    internal static NativeImageTables LevelTables(string name)
    {
        // mov rcx, rdi (the entry of System V); imul rax, [rcx], 10; add rax, level; ret.
        static ulong[] X64(byte level) => Build([0x48, 0x89, 0xF9, 0x48, 0x6B, 0x01, 10, 0x48, 0x83, 0xC0, level, 0xC3], windowsEntry: 3);

        NativeImageTables tables = new(name, "Level");
        tables.Add(NativeTarget.X64V4, X64(4));
        tables.Add(NativeTarget.X64V3, X64(3));

        // ldr x1, [x0]; mov x2, 10; mul x0, x1, x2; ret.
        tables.Add(NativeTarget.Arm64, Build(
            [0x01, 0x00, 0x40, 0xF9, 0x42, 0x01, 0x80, 0xD2, 0x20, 0x7C, 0x02, 0x9B, 0xC0, 0x03, 0x5F, 0xD6]));
        return tables;
    }

    /// <summary>An image with the given code as its only entry.</summary>
    internal static ulong[] Build(ReadOnlySpan<byte> code, int windowsEntry = 0)
    {
        byte[] image = new byte[CodeStart + RoundUp(code.Length, 8)];
        WriteHeader(image, code.Length, functionTable: 0, functionRows: 0);
        WriteUInt32(image, 20, windowsEntry);
        code.CopyTo(image.AsSpan(CodeStart));
        return ToWords(image);
    }

    private static ulong[] BuildWithUnwind(ReadOnlySpan<byte> code)
    {
        // UNWIND_INFO: version 1; prologue of 1 byte with 1 code, UWOP_PUSH_NONVOL rbx (3) after offset 1; padded to two codes.
        ReadOnlySpan<byte> unwind = [0x01, 0x01, 0x01, 0x00, 0x01, 0x30, 0x00, 0x00];
        int unwindOffset = CodeStart + RoundUp(code.Length, 8);
        int table = unwindOffset + unwind.Length;
        byte[] image = new byte[RoundUp(table + 12, 8)];
        WriteHeader(image, code.Length, table, functionRows: 1);
        code.CopyTo(image.AsSpan(CodeStart));
        unwind.CopyTo(image.AsSpan(unwindOffset));
        WriteUInt32(image, table, CodeStart);
        WriteUInt32(image, table + 4, CodeStart + code.Length);
        WriteUInt32(image, table + 8, unwindOffset);
        return ToWords(image);
    }

    private static void WriteHeader(byte[] image, int codeLength, int functionTable, int functionRows)
    {
        WriteUInt32(image, 0, 0x3149474A);
        WriteUInt32(image, 4, image.Length);
        WriteUInt32(image, 8, 1);
        WriteUInt32(image, 12, functionTable);
        WriteUInt32(image, 16, functionRows);
        WriteUInt32(image, 24, CodeStart);
        WriteUInt32(image, 28, codeLength);
    }

    private static void WriteUInt32(byte[] image, int offset, int value) =>
        BinaryPrimitives.WriteInt32LittleEndian(image.AsSpan(offset), value);

    private static ulong[] ToWords(byte[] image)
    {
        ulong[] words = new ulong[image.Length / 8];
        for (int i = 0; i < words.Length; i++)
        {
            words[i] = BinaryPrimitives.ReadUInt64LittleEndian(image.AsSpan(i * 8));
        }
        return words;
    }

    private static int RoundUp(int value, int multiple) => (value + multiple - 1) / multiple * multiple;
}
