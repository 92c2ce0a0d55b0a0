using System;
using System.Globalization;
using JitGen.Compiler.IR;
using JitGen.Differential.Tests.Oracle;

namespace JitGen.Differential.Tests.Acceptance;

/// <summary>The bits that a constant has as a value of a type.</summary>
internal static class ConstantBits
{
    /// <summary>Converts as C# does implicitly; zero-extended as a node's, which keeps small integers widened by their sign to 32 bits.</summary>
    public static ulong Of(object constant, ElementType type)
    {
        CultureInfo culture = CultureInfo.InvariantCulture;
        return type switch
        {
            ElementType.Bool => Functions.Bits((bool)constant),
            ElementType.Single => Functions.Bits(Convert.ToSingle(constant, culture)),
            ElementType.Double => Functions.Bits(Convert.ToDouble(constant, culture)),
            ElementType.UInt64 => Convert.ToUInt64(constant, culture),
            ElementType.Int64 => (ulong)Convert.ToInt64(constant, culture),
            _ => (uint)Convert.ToInt64(constant, culture),
        };
    }

    /// <summary>One NaN for all.</summary>
    public static ulong Normalize(ulong bits, ElementType type) => type switch
    {
        ElementType.Single => Functions.Bits(BitConverter.UInt32BitsToSingle((uint)bits)),
        ElementType.Double => Functions.Bits(BitConverter.UInt64BitsToDouble(bits)),
        _ => bits,
    };
}
