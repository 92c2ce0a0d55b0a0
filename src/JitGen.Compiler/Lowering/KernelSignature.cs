using System.Collections.Generic;
using JitGen.Compiler.IR;

namespace JitGen.Compiler.Lowering;

/// <summary>
/// The argument block of an array kernel, <c>long kernel(void* block)</c>, which returns the index of the first element that
/// it did not compute. The block is aligned to 64 bytes; all offsets are in bytes:
/// <code>
///      0   long   one past the last element to compute
///      8   long   the first element to compute
///     16   long   whether stores may be non-temporal: the results outgrow the last-level cache
///     24   8      the kernel's: the caller's floating-point state
///     32   16     for each span parameter: its first element's address, the distance of its elements (reserved)
///     ..   8      for each value parameter: as a scalar's native argument
///     ..   8      the number of elements, if the formula asks for it
///     ..   8      for each reduction: its result, an int or float in the low 4 bytes
///     ..          scratch, from the next multiple of 64 on
/// </code>
/// </summary>
internal sealed class KernelSignature
{
    public const int CountOffset = 0;
    public const int StartOffset = 8;
    public const int StreamingOffset = 16;
    public const int FloatingStateOffset = 24;

    /// <summary>The alignment of the block and of its scratch: a cache line, the widest vector register.</summary>
    public const int Alignment = 64;

    private const int FirstSpanOffset = 32;
    private const int SpanSize = 16;
    private const int ValueSize = 8;

    private readonly int[] _parameterOffsets;
    private readonly int _firstResultOffset;

    public KernelSignature(Function function)
    {
        IReadOnlyList<Parameter> parameters = function.Parameters;
        _parameterOffsets = new int[parameters.Count];
        int offset = FirstSpanOffset;
        for (int i = 0; i < _parameterOffsets.Length; i++)
        {
            if (parameters[i].Kind != ParameterKind.Value)
            {
                _parameterOffsets[i] = offset;
                offset += SpanSize;
            }
        }

        for (int i = 0; i < _parameterOffsets.Length; i++)
        {
            if (parameters[i].Kind == ParameterKind.Value)
            {
                _parameterOffsets[i] = offset;
                offset += ValueSize;
            }
        }

        LengthOffset = -1;
        for (int id = 0; id < function.Count; id++)
        {
            if (function.OpcodeOf(new Value(id)) == Opcode.Length)
            {
                LengthOffset = offset;
                offset += ValueSize;
                break;
            }
        }

        _firstResultOffset = offset;
        offset += ValueSize * function.Reductions.Count;
        ScratchOffset = (offset + Alignment - 1) / Alignment * Alignment;
    }

    /// <summary>Where the number of elements is, or -1 if the formula does not ask for it.</summary>
    public int LengthOffset { get; }

    /// <summary>Where the scratch begins: saved registers, spills, accumulators.</summary>
    public int ScratchOffset { get; }

    /// <summary>Where a span's address or a value parameter is.</summary>
    public int ParameterOffset(int parameter) => _parameterOffsets[parameter];

    /// <summary>Where the kernel leaves the result of a reduction.</summary>
    public int ResultOffset(int reduction) => _firstResultOffset + ValueSize * reduction;
}
