using System;
using System.Collections.Generic;
using JitGen.Compiler.IR;
using JitGen.Compiler.Lowering;

namespace JitGen.Differential.Tests.Engines;

/// <summary>Arguments as a wrapper hands them to native code.</summary>
internal static class NativeArguments
{
    /// <summary>
    /// A word for each parameter: small integers widened to 32 bits. A convention leaves the bits above a 32-bit argument
    /// undefined, so they hold rubbish here: code that looks at them fails.
    /// </summary>
    public static ulong[] Words(IReadOnlyList<Parameter> parameters, ulong[] row)
    {
        var words = new ulong[row.Length];
        for (int i = 0; i < row.Length; i++)
        {
            ulong bits = ResultBits.Widen(parameters[i].Type, row[i]);
            bool isWide = ScalarSignature.NativeTypeOf(parameters[i].Type) is NativeType.Int64 or NativeType.Double;
            words[i] = isWide ? bits : bits | Rubbish(i);
        }

        return words;
    }

    /// <summary>Nonzero bits for the upper half of a word, different from argument to argument.</summary>
    public static ulong Rubbish(int seed) => (0xDEADBEEFul + (ulong)seed * 0x9E3779B1ul) << 32;

    /// <summary>The result that a wrapper would return, or null if the word is not in range of the type.</summary>
    public static ulong? Result(ElementType type, ulong word)
    {
        ulong bits = ScalarSignature.NativeTypeOf(type) is NativeType.Int64 or NativeType.Double ? word : (uint)word;
        return ResultBits.Widen(type, bits) == bits ? ResultBits.Canonical(type, bits) : null;
    }
}
