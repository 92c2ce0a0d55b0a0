using System;
using System.Buffers;
using JitGen.Compiler.IR;
using JitGen.Compiler.Lowering;
using JitGen.CompilerServices;
using JitGen.Dynamic.Interpretation;

namespace JitGen.Dynamic.Engines;

/// <summary>The interpreter of a formula over spans: from one element to another, as its machine code would do it, in blocks.</summary>
internal sealed unsafe class KernelProgram
{
    private const int LongestBlock = 256;

    private readonly Function _function;
    private readonly KernelSignature _signature;
    private readonly BlockProgram _program;
    private readonly int[] _resultParameters;

    /// <summary>How many elements can be computed at once: those of a recurrence wait for the one that is nearest before them.</summary>
    private readonly int _blockLength = LongestBlock;

    public KernelProgram(Function function, KernelSignature signature)
    {
        _function = function;
        _signature = signature;
        _program = new BlockProgram(function);
        _resultParameters = new int[function.Results.Count];
        for (int result = 0; result < _resultParameters.Length; result++)
        {
            while (function.Parameters[_resultParameters[result]].Name != function.Results[result].Name)
            {
                _resultParameters[result]++;
            }
        }

        foreach (int id in _program.Leaves)
        {
            var node = new Value(id);
            if (function.OpcodeOf(node) == Opcode.Element && KernelSpans.IsPast(function, node))
            {
                _blockLength = Math.Min(_blockLength, -function.OffsetOf(node));
            }
        }
    }

    private int Stride => _blockLength * sizeof(ulong);

    /// <summary>Computes the elements from Start to End, or throws what C# would.</summary>
    /// <param name="arguments">The argument block.</param>
    public void Compute(KernelArguments* arguments)
    {
        int lanesBytes = _function.Reductions.Count * LaneCombiner.Bytes;
        byte[] rented = ArrayPool<byte>.Shared.Rent((_program.FrameSlots * Stride) + lanesBytes);
        try
        {
            fixed (byte* room = rented)
            {
                byte* frame = room + lanesBytes;
                LaneCombiner.Begin(_function, room);
                FillUniforms(arguments, frame);
                for (long start = arguments->Start; start < arguments->End; start += _blockLength)
                {
                    int count = (int)Math.Min(_blockLength, arguments->End - start);
                    FillElements(arguments, frame, start, count);
                    _program.Run(frame, Stride, count);
                    int sound = FindTrap(frame, count, out Trap trap);
                    Store(arguments, frame, start, sound);
                    if (sound < count)
                    {
                        FormulaTrap.Throw(trap, Read(frame, trap.Detail1, sound), Read(frame, trap.Detail2, sound));
                    }

                    for (int i = 0; i < _function.Reductions.Count; i++)
                    {
                        LaneCombiner.Add(_function.Reductions[i], room + (i * LaneCombiner.Bytes), Slot(frame, _function.Reductions[i].Value), start, count);
                    }
                }

                for (int i = 0; i < _function.Reductions.Count; i++)
                {
                    *(ulong*)((byte*)arguments + _signature.ResultOffset(i)) =
                        LaneCombiner.Finish(_function.Reductions[i], room + (i * LaneCombiner.Bytes));
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private byte* Slot(byte* frame, Value node) => frame + ((nint)_program.SlotOf(node) * Stride);

    private ulong Read(byte* frame, Value node, int index) =>
        node.IsNone ? 0 : BlockProgram.Read(Slot(frame, node), _function.TypeOf(node), index);

    /// <summary>Fills the slots of what is the same for all elements.</summary>
    private void FillUniforms(KernelArguments* arguments, byte* frame)
    {
        _program.FillConstants(frame, Stride, _blockLength);
        foreach (int id in _program.Leaves)
        {
            var node = new Value(id);
            switch (_function.OpcodeOf(node))
            {
                case Opcode.Parameter:
                    int parameter = (int)_function.BitsOf(node);
                    ulong bits = *(ulong*)((byte*)arguments + _signature.ParameterOffset(parameter));
                    BlockProgram.Fill(
                        Slot(frame, node),
                        _function.TypeOf(node),
                        Compiler.IR.Interpreter.Widen(bits, _function.Parameters[parameter].Type),
                        _blockLength);
                    break;
                case Opcode.Length:
                    BlockProgram.Fill(
                        Slot(frame, node), IrType.I32, *(ulong*)((byte*)arguments + _signature.LengthOffset), _blockLength);
                    break;
                default: break;
            }
        }
    }

    private void FillElements(KernelArguments* arguments, byte* frame, long start, int count)
    {
        foreach (int id in _program.Leaves)
        {
            var node = new Value(id);
            switch (_function.OpcodeOf(node))
            {
                case Opcode.Element:
                    int span = _function.SpanOf(node);
                    ElementType type = _function.Parameters[span].Type;
                    SpanMemory.Load(
                        Slot(frame, node), Address(arguments, span) + ((nint)(start + _function.OffsetOf(node)) * SpanMemory.SizeOf(type)), type, count);
                    break;
                case Opcode.Index:
                    for (int i = 0; i < count; i++)
                    {
                        ((long*)Slot(frame, node))[i] = start + i;
                    }

                    break;
                default: break;
            }
        }
    }

    private void Store(KernelArguments* arguments, byte* frame, long start, int count)
    {
        for (int i = 0; i < _resultParameters.Length; i++)
        {
            ElementType type = _function.Results[i].Type;
            byte* address = Address(arguments, _resultParameters[i]) + ((nint)start * SpanMemory.SizeOf(type));
            SpanMemory.Store(Slot(frame, _function.Results[i].Value), address, type, count);
        }
    }

    private byte* Address(KernelArguments* arguments, int span) => *(byte**)((byte*)arguments + _signature.ParameterOffset(span));

    /// <summary>The number of elements before the first one that throws; all of them if none does.</summary>
    private int FindTrap(byte* frame, int count, out Trap first)
    {
        first = default;
        foreach (Trap trap in _function.Traps)
        {
            // An earlier trap of the same element wins.
            int index = new ReadOnlySpan<byte>(Slot(frame, trap.Predicate), count).IndexOf((byte)1);
            if (index >= 0)
            {
                first = trap;
                count = index;
            }
        }

        return count;
    }
}
