using JitGen.Compiler.IR;

namespace JitGen.Compiler.Managed;

/// <summary>How a result of a reduction is put into 8 bytes and taken out again.</summary>
/// <param name="Type">The type of the result.</param>
/// <param name="ToBits">The method, or cast, that gives its bits as an unsigned integer.</param>
/// <param name="FromBits">The one back.</param>
internal sealed record SlotType(ElementType Type, string ToBits, string FromBits)
{
    private static readonly SlotType[] s_rows =
    {
        new(ElementType.Int32, "(uint)", "(int)"),
        new(ElementType.UInt32, "", "(uint)"),
        new(ElementType.Int64, "(ulong)", "(long)"),
        new(ElementType.UInt64, "", ""),
        new(ElementType.Single, "BitConverter.SingleToUInt32Bits", "BitConverter.UInt32BitsToSingle"),
        new(ElementType.Double, "BitConverter.DoubleToUInt64Bits", "BitConverter.UInt64BitsToDouble"),
    };

    /// <summary>The row of a type that reductions have.</summary>
    public static SlotType Of(ElementType type) => s_rows[type - ElementType.Int32];

    /// <summary>The value of a slot.</summary>
    public string Read(ExpressionWriter writer, string slot) =>
        FromBits.IndexOf('.') < 0 ? FromBits + slot
        : writer.Qualify(FromBits) + "(" + (Type == ElementType.Single ? "(uint)" : "") + slot + ")";

    /// <summary>The slot for a value.</summary>
    public string Write(KernelLoop loop, string value) =>
        ToBits.IndexOf('.') < 0 ? ToBits + value : loop.Qualify(ToBits) + "(" + value + ")";
}
