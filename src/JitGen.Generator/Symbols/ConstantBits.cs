using System;

namespace JitGen.Generator.Symbols;

/// <summary>The values of C# constants as the compiler of formulas keeps them.</summary>
internal static class ConstantBits
{
    /// <summary>The bits of a number or a bool, zero-extended to 64; false for anything else.</summary>
    public static bool TryGet(object? value, out ulong bits)
    {
        unchecked
        {
            ulong? result = value switch
            {
                bool b => b ? 1UL : 0UL,
                sbyte n => (byte)n,
                byte n => n,
                short n => (ushort)n,
                ushort n => n,
                int n => (uint)n,
                uint n => n,
                long n => (ulong)n,
                ulong n => n,
                float n => BitConverter.ToUInt32(BitConverter.GetBytes(n), 0),
                double n => (ulong)BitConverter.DoubleToInt64Bits(n),
                _ => null,
            };
            bits = result ?? 0;
            return result.HasValue;
        }
    }
}
