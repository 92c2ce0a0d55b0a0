using System;
using JitGen.Compiler.IR;
using JitGen.Compiler.Lowering;
using JitGen.Differential.Tests.Arrays.Corpus;
using JitGen.Differential.Tests.Engines;

namespace JitGen.Differential.Tests.Arrays.Engines;

/// <summary>Argument blocks as a wrapper prepares them, with rubbish wherever the contract leaves bits open.</summary>
internal static class KernelBlock
{
    private const byte Rubbish = 0xA7;

    /// <summary>The bytes of a block, a multiple of its alignment.</summary>
    public static int SizeOf(KernelSignature signature, int scratchBytes) =>
        (signature.ScratchOffset + scratchBytes + KernelSignature.Alignment - 1) / KernelSignature.Alignment * KernelSignature.Alignment;

    /// <summary>The block of a call; the addresses of spans, start and count are for the caller to fill in.</summary>
    public static byte[] Create(KernelSignature signature, int scratchBytes, SpanFormula formula, SpanRun run, bool isStreaming)
    {
        var block = new byte[SizeOf(signature, scratchBytes)];
        Array.Fill(block, Rubbish);
        Write(block, KernelSignature.StreamingOffset, isStreaming ? 1UL : 0);
        for (int n = 0; n < formula.Parameters.Count; n++)
        {
            Parameter parameter = formula.Parameters[n];
            if (parameter.Kind == ParameterKind.Value)
            {
                Write(block, signature.ParameterOffset(n), Word(parameter.Type, run.Values[n], n));
            }
            else
            {
                Write(block, signature.ParameterOffset(n) + 8, (ulong)SpanFormula.SizeOf(parameter.Type));
            }
        }

        if (signature.LengthOffset >= 0)
        {
            Write(block, signature.LengthOffset, (ulong)run.Length);
        }

        return block;
    }

    /// <summary>The result of a reduction, from a block after a call.</summary>
    public static ulong Result(ReadOnlySpan<byte> block, KernelSignature signature, Reduction reduction, int number)
    {
        ulong word = BitConverter.ToUInt64(block[signature.ResultOffset(number)..]);
        return ElementTypes.Bits(reduction.Type) == 32 ? (uint)word : word;
    }

    public static void Write(Span<byte> block, int offset, ulong word) => BitConverter.TryWriteBytes(block[offset..], word);

    /// <summary>A value as native code gets it: small integers widened to 32 bits, and above those rubbish.</summary>
    private static ulong Word(ElementType type, ulong bits, int seed)
    {
        bool isWide = ScalarSignature.NativeTypeOf(type) is NativeType.Int64 or NativeType.Double;
        return ResultBits.Widen(type, bits) | (isWide ? 0 : NativeArguments.Rubbish(seed));
    }
}
