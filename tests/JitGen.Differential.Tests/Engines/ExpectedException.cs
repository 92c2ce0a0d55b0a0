using System;
using System.Collections.Generic;
using System.Linq;
using JitGen.Compiler.IR;
using JitGen.Differential.Tests.Oracle;

namespace JitGen.Differential.Tests.Engines;

/// <summary>What .NET throws for each kind of trap, as the oracle writes exceptions down.</summary>
internal static class ExpectedException
{
    private static readonly Dictionary<TrapKind, string> s_fixed = new()
    {
        [TrapKind.DivideByZero] = Thrown(() => throw new DivideByZeroException()),
        [TrapKind.Overflow] = Thrown(() => throw new OverflowException()),
        [TrapKind.AbsOverflow] = Thrown(() => Math.Abs(int.MinValue)),
        [TrapKind.EmptyReduction] = Thrown(() => Array.Empty<int>().Max()),
        [TrapKind.SignOfNaN] = Thrown(() => Math.Sign(double.NaN)),
    };

    /// <summary>The exception of a trap whose details have these bits.</summary>
    public static string Of(TrapKind kind, ElementType detailType, ulong detail1, ulong detail2) =>
        kind == TrapKind.ClampRange ? ClampRange(detailType, detail1, detail2) : s_fixed[kind];

    private static string ClampRange(ElementType type, ulong min, ulong max) => Thrown(() => _ = type switch
    {
        ElementType.SByte => Math.Clamp(0, (int)(sbyte)min, (sbyte)max),
        ElementType.Byte => Math.Clamp(0, (int)(byte)min, (byte)max),
        ElementType.Int16 => Math.Clamp(0, (int)(short)min, (short)max),
        ElementType.UInt16 => Math.Clamp(0, (int)(ushort)min, (ushort)max),
        ElementType.Int32 => Math.Clamp(0, (int)min, (int)max),
        ElementType.UInt32 => Math.Clamp(0, (uint)min, (uint)max),
        ElementType.Int64 => Math.Clamp(0, (long)min, (long)max),
        ElementType.UInt64 => Math.Clamp(0, min, max),
        ElementType.Single => Math.Clamp(0, BitConverter.UInt32BitsToSingle((uint)min), BitConverter.UInt32BitsToSingle((uint)max)),
        _ => Math.Clamp(0, BitConverter.UInt64BitsToDouble(min), BitConverter.UInt64BitsToDouble(max)),
    });

    private static string Thrown(Action action)
    {
        try
        {
            action();
        }
        catch (Exception exception)
        {
            return Adapters.Describe(exception);
        }

        throw new InvalidOperationException("Nothing was thrown.");
    }
}
