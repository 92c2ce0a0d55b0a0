using System;
using JitGen.Compiler.IR;

namespace JitGen.Dynamic.Engines;

/// <summary>Moves elements between spans and slots, where small types are widened to int and conditions are 0 or 1.</summary>
internal static unsafe class SpanMemory
{
    /// <summary>The size of an element in memory.</summary>
    public static int SizeOf(ElementType type) => Math.Max(ElementTypes.Bits(type) / 8, 1);

    /// <summary>Reads elements into a slot.</summary>
    /// <param name="slot">The slot.</param>
    /// <param name="address">The first element.</param>
    /// <param name="type">Their type.</param>
    /// <param name="count">How many.</param>
    public static void Load(byte* slot, byte* address, ElementType type, int count)
    {
        switch (type)
        {
            case ElementType.Bool: Widen<byte, byte>(slot, address, count, static value => value != 0 ? (byte)1 : (byte)0); break;
            case ElementType.SByte: Widen<sbyte, int>(slot, address, count, static value => value); break;
            case ElementType.Byte: Widen<byte, int>(slot, address, count, static value => value); break;
            case ElementType.Int16: Widen<short, int>(slot, address, count, static value => value); break;
            case ElementType.UInt16: Widen<ushort, int>(slot, address, count, static value => value); break;
            default: Copy(slot, address, type, count); break;
        }
    }

    /// <summary>Writes a slot, whose values are in the range of the type, into elements.</summary>
    /// <inheritdoc cref="Load"/>
    public static void Store(byte* slot, byte* address, ElementType type, int count)
    {
        switch (SizeOf(type))
        {
            case 1 when type != ElementType.Bool: Widen<int, byte>(address, slot, count, static value => (byte)value); break;
            case 2: Widen<int, short>(address, slot, count, static value => (short)value); break;
            default: Copy(address, slot, type, count); break;
        }
    }

    private static void Copy(byte* destination, byte* source, ElementType type, int count)
    {
        long bytes = (long)count * SizeOf(type);
        Buffer.MemoryCopy(source, destination, bytes, bytes);
    }

    private static void Widen<TFrom, TTo>(byte* destination, byte* source, int count, Func<TFrom, TTo> convert)
        where TFrom : unmanaged
        where TTo : unmanaged
    {
        for (int i = 0; i < count; i++)
        {
            ((TTo*)destination)[i] = convert(((TFrom*)source)[i]);
        }
    }
}
