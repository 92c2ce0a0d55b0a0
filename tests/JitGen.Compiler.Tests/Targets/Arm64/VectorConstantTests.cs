using System;
using System.Collections.Generic;
using JitGen.Compiler.Targets.Arm64;

namespace JitGen.Compiler.Tests.Targets.Arm64;

public class VectorConstantTests
{
    /// <summary>
    /// The manual's AdvSIMDExpandImm, over every meaning of its fields: whatever an instruction can make is found, and the instruction that is
    /// found makes it.
    /// </summary>
    [Theory]
    [InlineData(8)]
    [InlineData(16)]
    [InlineData(32)]
    [InlineData(64)]
    public void EveryConstantOfAnInstructionIsFound(int width)
    {
        int found = 0;
        for (uint fields = 0; fields < 1 << 13; fields++)
        {
            if (Expand(fields >> 12, fields >> 8 & 0xF, fields & 0xFF) is ulong value && VectorConstant.Repeat(value, width) == value)
            {
                VectorConstant constant = VectorConstant.Find(value, width);
                Assert.True(constant.Row is not null, $"{value:x16}");
                Assert.True(value == Decode(constant), $"{value:x16} {constant}");
                found++;
            }
        }

        Assert.True(found >= 256, "fewer than all bytes");
    }

    [Fact]
    public void OtherConstantsAreLoaded()
    {
        var all = new HashSet<ulong>();
        for (uint fields = 0; fields < 1 << 13; fields++)
        {
            all.Add(Expand(fields >> 12, fields >> 8 & 0xF, fields & 0xFF) ?? 0);
        }

        var random = new Random(1);
        for (int i = 0; i < 100_000; i++)
        {
            // One bit off a constant that an instruction makes, in lanes of every width.
            int width = 8 << random.Next(4);
            ulong value = (Expand((uint)random.Next(2), (uint)random.Next(16), (uint)random.Next(256)) ?? 0) ^ 1UL << random.Next(64);
            ulong repeated = VectorConstant.Repeat(value, width);
            VectorConstant constant = VectorConstant.Find(value, width);
            Assert.Equal(all.Contains(repeated), constant.Row is not null);
            Assert.True(constant.Row is null || Decode(constant) == repeated, $"{repeated:x16} {constant}");
        }
    }

    /// <summary>What the encoded instruction puts into each 64 bits.</summary>
    private static ulong? Decode(VectorConstant constant)
    {
        JitGen.Compiler.Machine.Operand[] operands =
        [
            JitGen.Compiler.Machine.Register.Floating(0),
            JitGen.Compiler.Machine.Operand.Immediate((long)constant.Immediate),
            JitGen.Compiler.Machine.Operand.Immediate(constant.Shift),
        ];
        uint bits = Encoder.Encode(constant.Row!, operands);
        return Expand(bits >> 29 & 1, bits >> 12 & 0xF, bits >> 11 & 0xE0 | bits >> 5 & 0x1F);
    }

    /// <summary>The constant of the fields, in both halves of the register; null where they mean no move.</summary>
    private static ulong? Expand(uint op, uint cmode, uint immediate)
    {
        ulong value;
        switch (cmode)
        {
            case < 8 when cmode % 2 == 0:
                value = VectorConstant.Repeat((ulong)immediate << (int)(8 * (cmode / 2)), 32);
                break;
            case 8 or 10:
                value = VectorConstant.Repeat((ulong)immediate << (int)(8 * (cmode / 2 - 4)), 16);
                break;
            case 12:
                value = VectorConstant.Repeat((ulong)immediate << 8 | 0xFF, 32);
                break;
            case 13:
                value = VectorConstant.Repeat((ulong)immediate << 16 | 0xFFFF, 32);
                break;
            case 14 when op == 0:
                return VectorConstant.Repeat(immediate, 8);
            case 14:
                value = 0;
                for (int i = 0; i < 8; i++)
                {
                    value |= (immediate >> i & 1) * 0xFFUL << (8 * i);
                }

                return value;
            case 15 when op == 0:
                return VectorConstant.Repeat(BitConverter.SingleToUInt32Bits((float)FloatImmediate.Decode(immediate)), 32);
            case 15:
                return BitConverter.DoubleToUInt64Bits(FloatImmediate.Decode(immediate));
            default:
                return null;
        }

        return op == 0 ? value : ~value;
    }
}
