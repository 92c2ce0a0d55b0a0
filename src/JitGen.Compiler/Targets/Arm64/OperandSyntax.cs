using System.Collections.Generic;
using JitGen.Compiler.Machine;
using static JitGen.Compiler.Targets.Arm64.ImmediateField;

namespace JitGen.Compiler.Targets.Arm64;

/// <summary>
/// The operands that rows of the instruction table can name.
/// <para>
/// A register is its view and its field: <c>Wd Xn Sm Da Qt</c>, with fields d and t at bit 0, n at 5, a and t2 at 10, m at 16, nm
/// both n and m. <c>|sp</c> makes number 31 the stack pointer. A vector names its lanes: <c>Vd.8b</c>, or one: <c>Vd.b</c>,
/// whose number is an operand of its own.
/// </para>
/// </summary>
internal static class OperandSyntax
{
    private const OperandForms ExitPointer = OperandForms.Register | OperandForms.Memory;

    private static readonly (char View, byte Size)[] s_views =
    {
        ('W', 4), ('X', 8), ('B', 1), ('H', 2), ('S', 4), ('D', 8), ('Q', 16),
    };

    private static readonly (string Name, uint Multiplier)[] s_positions =
    {
        ("d", 1), ("t", 1), ("n", 1 << 5), ("a", 1 << 10), ("t2", 1 << 10), ("m", 1 << 16), ("nm", 1 << 5 | 1 << 16),
    };

    /// <summary>A single lane is read from a whole vector; its number stands behind it.</summary>
    private static readonly string[] s_lanes = { ".b", ".h", ".s", ".d" };

    private static readonly OperandField[] s_others =
    {
        // Numbers. The value is the number that the instruction uses.
        new ImmediateField("#imm12", v => ArithmeticImmediate.Encode((ulong)v) << 10, PrintArithmetic),
        new ImmediateField("#bitmaskW", v => Bitmask(BitmaskImmediate.Repeat((ulong)v)), v => Hexadecimal(v & uint.MaxValue)),
        new ImmediateField("#bitmaskX", v => Bitmask((ulong)v), Hexadecimal),
        new ImmediateField("#movbitsW", v => Bitmask(BitmaskImmediate.Repeat((ulong)v)), v => Decimal((int)v)),
        new ImmediateField("#movbitsX", v => Bitmask((ulong)v)),
        new ImmediateField("#movzW", v => WideImmediate.Encode((uint)v) << 5, v => Decimal((int)v)),
        new ImmediateField("#movzX", v => WideImmediate.Encode((ulong)v) << 5),
        new ImmediateField("#movnW", v => WideImmediate.Encode(~(uint)v) << 5, v => Decimal((int)v)),
        new ImmediateField("#movnX", v => WideImmediate.Encode(~(ulong)v) << 5),
        new ImmediateField("#imm16", v => (uint)v << 5),
        new ImmediateField("lslhw", v => (uint)v / 16 << 21, v => v == 0 ? "" : "lsl " + Decimal(v)),
        new ImmediateField("#imm5", v => (uint)v << 16),
        new ImmediateField("#nzcv", v => (uint)v),
        new ImmediateField("#fimm8", v => (uint)v << 13, PrintFloat),
        new ImmediateField("#zeros", _ => 0, _ => "#0000000000000000"),
        new ImmediateField("#0.0", _ => 0, _ => "#0.0"),

        // Bit numbers and counts. A field and its width add up to the position of the field's last bit.
        new ImmediateField("#lslW", v => (uint)(-v & 31) << 16 | (uint)(31 - v) << 10),
        new ImmediateField("#lslX", v => (uint)(-v & 63) << 16 | (uint)(63 - v) << 10),
        new ImmediateField("#immr", v => (uint)v << 16),
        new ImmediateField("#imms", v => (uint)v << 10),
        new ImmediateField("#lsb", v => (uint)v << 16 | (uint)v << 10),
        new ImmediateField("#lsbW", v => (uint)(-v & 31) << 16),
        new ImmediateField("#lsbX", v => (uint)(-v & 63) << 16),
        new ImmediateField("#width", v => (uint)(v - 1) << 10),
        new ImmediateField("#fbits", v => (uint)(64 - v) << 10),
        new ImmediateField("#bitW", v => (uint)v << 19),
        new ImmediateField("#bitX", v => (uint)(v - 32) << 19),
        new ImmediateField("#vshl", v => (uint)v << 16),
        new ImmediateField("#vshr", v => unchecked((uint)-v << 16)),

        // Constants of vectors: 8 bits, and how they are shifted; a bit for each byte of 64 bits.
        new ImmediateField("#vimm8", v => VectorImmediate.Encode((uint)v)),
        new ImmediateField("#vfimm8", v => VectorImmediate.Encode((uint)v), PrintFloat),
        new ImmediateField("#vmask", v => VectorImmediate.Encode(VectorImmediate.MaskOf((ulong)v)), PrintMask),
        new ImmediateField("vlsl", v => (uint)v / 8 << 13, v => v == 0 ? "" : "lsl " + Decimal(v)),
        new ImmediateField("vmsl", v => (uint)(v / 8 - 1) << 12, v => "msl " + Decimal(v)),
        new ImmediateField("#0", _ => 0),

        // Places in vectors: bytes, and the number of a lane, which is printed behind its register.
        new ImmediateField("#byte", v => (uint)v << 11),
        new ImmediateField("[b]", v => (uint)v << 17, PrintLane),
        new ImmediateField("[h]", v => (uint)v << 18, PrintLane),
        new ImmediateField("[s]", v => (uint)v << 19, PrintLane),
        new ImmediateField("[d]", v => (uint)v << 20, PrintLane),

        // System registers.
        new ImmediateField("fpcr", _ => 0, _ => "FPCR"),

        // Modifiers of the last register; see Modifier.
        new ImmediateField("shift", v => (uint)(v >> 6) << 22 | (uint)(v & 63) << 10, Modifier.PrintShift),
        new ImmediateField("extend", v => (uint)(v >> 3) << 13 | (uint)(v & 7) << 10, Modifier.PrintExtension),

        // Conditions.
        new ImmediateField("cond", v => (uint)v << 12, PrintCondition),
        new ImmediateField("invcond", v => (uint)Conditions.Not((Condition)v) << 12, PrintCondition),
        new ImmediateField("bcond", v => (uint)v, PrintCondition),

        // Distances.
        new RelativeField("literal", OperandForms.Memory, bits: 19, position: 5),
        new RelativeField("exit14", ExitPointer, bits: 14, position: 5),
        new RelativeField("exit19", ExitPointer, bits: 19, position: 5),
        new RelativeField("exit26", ExitPointer, bits: 26, position: 0),
        new RelativeField("label14", OperandForms.Label, bits: 14, position: 5),
        new RelativeField("label19", OperandForms.Label, bits: 19, position: 5),
        new RelativeField("label", OperandForms.Label, bits: 1, position: 0),

        // Memory: an unsigned displacement in units of the access; of a pair a signed one, of which we use no negative; a signed one
        // in bytes; an index, which may be shifted by the size of the access.
        new MemoryField("[Xn+1]", size: 1, scale: 1, bits: 12, position: 10),
        new MemoryField("[Xn+2]", size: 2, scale: 2, bits: 12, position: 10),
        new MemoryField("[Xn+4]", size: 4, scale: 4, bits: 12, position: 10),
        new MemoryField("[Xn+8]", size: 8, scale: 8, bits: 12, position: 10),
        new MemoryField("[Xn+16]", size: 16, scale: 16, bits: 12, position: 10),
        new MemoryField("[Xn+pair]", size: 16, scale: 8, bits: 6, position: 15),
        new MemoryField("[Xn+-1]", size: 1, scale: 1, bits: 9, position: 12, isSigned: true),
        new MemoryField("[Xn+-2]", size: 2, scale: 1, bits: 9, position: 12, isSigned: true),
        new MemoryField("[Xn+-4]", size: 4, scale: 1, bits: 9, position: 12, isSigned: true),
        new MemoryField("[Xn+-8]", size: 8, scale: 1, bits: 9, position: 12, isSigned: true),
        new MemoryField("[Xn+-16]", size: 16, scale: 1, bits: 9, position: 12, isSigned: true),
        new IndexedMemoryField("[Xn+Xm*1]", scaleLog2: 0),
        new IndexedMemoryField("[Xn+Xm*2]", scaleLog2: 1),
        new IndexedMemoryField("[Xn+Xm*4]", scaleLog2: 2),
        new IndexedMemoryField("[Xn+Xm*8]", scaleLog2: 3),
        new IndexedMemoryField("[Xn+Xm*16]", scaleLog2: 4),
    };

    private static readonly Dictionary<string, OperandField> s_bySyntax = CreateIndex();

    /// <summary>The field that a row names.</summary>
    public static OperandField Find(string syntax) => s_bySyntax[syntax];

    private static Dictionary<string, OperandField> CreateIndex()
    {
        var index = new Dictionary<string, OperandField>();
        foreach ((string position, uint multiplier) in s_positions)
        {
            foreach ((char view, byte size) in s_views)
            {
                string syntax = view + position;
                index.Add(syntax, new RegisterField(syntax, char.ToLowerInvariant(view), size, multiplier, isStackPointer: false));
                if (view is 'W' or 'X')
                {
                    syntax += "|sp";
                    index.Add(syntax, new RegisterField(syntax, char.ToLowerInvariant(view), size, multiplier, isStackPointer: true));
                }
            }

            foreach (Arrangement arrangement in Arrangements.All)
            {
                AddVector(position, multiplier, Arrangements.Name(arrangement), (byte)Arrangements.BytesOf(arrangement));
            }

            foreach (string lane in s_lanes)
            {
                AddVector(position, multiplier, lane, size: 16);
            }
        }

        foreach (OperandField field in s_others)
        {
            index.Add(field.Syntax, field);
        }

        return index;

        void AddVector(string position, uint multiplier, string lanes, byte size)
        {
            string syntax = "V" + position + lanes;
            index.Add(syntax, new RegisterField(syntax, 'v', size, multiplier, isStackPointer: false, lanes));
        }
    }

    private static uint Bitmask(ulong value)
    {
        BitmaskImmediate.TryEncode(value, out uint encoding);
        return encoding << 10;
    }

    private static string PrintArithmetic(long value) => value < 1 << 12 ? Decimal(value) : Decimal(value >> 12) + ", lsl #12";

    private static string PrintFloat(long value) =>
        "#" + FloatImmediate.Decode((uint)value).ToString("F8", System.Globalization.CultureInfo.InvariantCulture);

    private static string PrintMask(long value) =>
        value == 0 ? "#0000000000000000" : "#0x" + value.ToString("x14", System.Globalization.CultureInfo.InvariantCulture);

    private static string PrintLane(long value) => "[" + value.ToString(System.Globalization.CultureInfo.InvariantCulture) + "]";

    private static string PrintCondition(long value) => Conditions.Name((Condition)value);
}
