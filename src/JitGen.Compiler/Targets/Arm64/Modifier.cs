using JitGen.Compiler.Machine;

namespace JitGen.Compiler.Targets.Arm64;

/// <summary>The shifts of a shifted-register operand; the values are the hardware's.</summary>
internal enum ShiftKind : byte
{
    Left,
    LogicalRight,
    ArithmeticRight,
    RotateRight,
}

/// <summary>The extensions of an extended-register operand; the values are the hardware's.</summary>
internal enum ExtensionKind : byte
{
    ZeroExtend8,
    ZeroExtend16,
    ZeroExtend32,
    None,
    SignExtend8,
    SignExtend16,
    SignExtend32,
}

/// <summary>The immediate operand that says how the last register of an instruction is shifted or extended.</summary>
internal static class Modifier
{
    private const int ShiftAmountBits = 6;
    private const int ExtensionAmountBits = 3;

    private static readonly string[] s_shifts = { "lsl", "lsr", "asr", "ror" };

    private static readonly string[] s_extensions = { "uxtb", "uxth", "uxtw", "uxtx", "sxtb", "sxth", "sxtw" };

    /// <summary>A shift by less than the width.</summary>
    public static Operand Shift(ShiftKind kind, int amount) => Operand.Immediate((long)kind << ShiftAmountBits | (uint)amount);

    /// <summary>An extension, then a shift left by at most 4.</summary>
    public static Operand Extend(ExtensionKind kind, int amount) => Operand.Immediate((long)kind << ExtensionAmountBits | (uint)amount);

    public static string PrintShift(long value) =>
        s_shifts[value >> ShiftAmountBits] + " " + ImmediateField.Decimal(value & (1 << ShiftAmountBits) - 1);

    public static string PrintExtension(long value)
    {
        string name = s_extensions[value >> ExtensionAmountBits];
        long amount = value & (1 << ExtensionAmountBits) - 1;
        return amount == 0 ? name : name + " " + ImmediateField.Decimal(amount);
    }
}
