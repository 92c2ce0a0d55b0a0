using System;
using System.Linq;
using JitGen.Compiler.IR;
using JitGen.Dynamic.Interpretation;

namespace JitGen.Dynamic.Tests;

/// <summary>Every block operation against the row of its opcode, for all pairs of the values at which something changes.</summary>
public unsafe class BlockOperationTests
{
    private static readonly IrType[] s_types = [IrType.Bool, IrType.I32, IrType.I64, IrType.F32, IrType.F64];

    public static TheoryData<int> Opcodes => [.. Enumerable.Range(0, OpcodeTable.Count)];

    [Theory]
    [MemberData(nameof(Opcodes))]
    public void AgreesWithTheTableOfOpcodes(int number)
    {
        Opcode opcode = OpcodeTable.OpcodeAt(number);
        string signature = OpcodeTable.Signature(opcode);
        int arity = OpcodeTable.Arity(opcode);
        foreach (IrType from in s_types)
        {
            foreach (IrType to in s_types)
            {
                IrType second = signature[Math.Min(1, Math.Max(0, arity - 1))] == 'w' ? IrType.I32 : from == IrType.Bool && arity == 3 ? to : from;
                IrType third = arity == 3 ? second : IrType.Bool;
                if (arity > 0 && Signature.Accepts(signature, to, from, second, third))
                {
                    Check(opcode, arity, from, second, to);
                }
            }
        }
    }

    private static void Check(Opcode opcode, int arity, IrType from, IrType second, IrType to)
    {
        var operation = (delegate*<byte*, byte*, byte*, byte*, int, void>)BlockOperations.Find(opcode, from, to);
        if (operation == null)
        {
            return;
        }

        ulong[] firsts = Values(from), seconds = Values(second);
        int count = firsts.Length;
        byte* room = stackalloc byte[4 * count * sizeof(ulong)];
        byte* a = room, b = a + (count * sizeof(ulong)), c = b + (count * sizeof(ulong)), result = c + (count * sizeof(ulong));
        for (int shift = 0; shift < (arity == 1 ? 1 : seconds.Length); shift++)
        {
            for (int i = 0; i < count; i++)
            {
                BlockProgram.Fill(a + (i * BlockOperations.SizeOf(from)), from, firsts[i], 1);
                BlockProgram.Fill(b + (i * BlockOperations.SizeOf(second)), second, seconds[(i + shift) % seconds.Length], 1);
                BlockProgram.Fill(c + (i * BlockOperations.SizeOf(second)), second, seconds[((2 * i) + shift) % seconds.Length], 1);
            }

            operation(result, a, b, c, count);
            for (int i = 0; i < count; i++)
            {
                ulong x = firsts[i], y = seconds[(i + shift) % seconds.Length], z = seconds[((2 * i) + shift) % seconds.Length];
                ulong expected = OpcodeTable.Evaluate(opcode, from, to, x, arity > 1 ? y : 0, arity > 2 ? z : 0);
                ulong actual = BlockProgram.Read(result, to, i);
                Assert.True(
                    expected == actual || (IsNaN(to, expected) && IsNaN(to, actual)),
                    $"{opcode} {from} -> {to} of {x:X}, {y:X}, {z:X}: {actual:X}, not {expected:X}");
            }
        }
    }

    private static bool IsNaN(IrType type, ulong bits) => type switch
    {
        IrType.F32 => float.IsNaN(BitConverter.UInt32BitsToSingle((uint)bits)),
        IrType.F64 => double.IsNaN(BitConverter.UInt64BitsToDouble(bits)),
        _ => false,
    };

    /// <summary>The limits of all types and their neighbours, as bits of a type.</summary>
    private static ulong[] Values(IrType type)
    {
        if (type == IrType.Bool)
        {
            return [0, 1];
        }

        double[] reals =
        [
            0, -0.0, 0.5, -0.5, 1, -1, 1.5, 2.5, -2.5, 3, 1e-310, double.Epsilon, 127, 128, 255.5, 32767.5, 65536, 2147483647, 2147483648, -2147483648,
            -2147483649, 4294967295, 4294967296, 9.2233720368547748e18, -9.2233720368547758e18, 1.8446744073709552e19, 1e30, -1e300, 16777217, 0.1,
            1e-46, 3.5e38, double.MaxValue, double.PositiveInfinity, double.NegativeInfinity, double.NaN,
        ];
        long[] wholes =
        [
            0, 1, -1, 2, 3, 7, 31, 32, 33, 63, 64, -2, -128, 127, 128, 255, 256, -32768, 32767, 65535, int.MaxValue, int.MinValue, uint.MaxValue,
            4294967296, long.MaxValue, long.MinValue, long.MaxValue - 1, 0x5555555555555555, 16777217, 9007199254740993, -9007199254740993,
        ];
        return type switch
        {
            IrType.F64 => [.. reals.Select(BitConverter.DoubleToUInt64Bits)],
            IrType.F32 => [.. reals.Select(value => (ulong)BitConverter.SingleToUInt32Bits((float)value))],
            IrType.I32 => [.. wholes.Select(value => (ulong)(uint)value)],
            _ => [.. wholes.Select(value => (ulong)value)],
        };
    }
}
