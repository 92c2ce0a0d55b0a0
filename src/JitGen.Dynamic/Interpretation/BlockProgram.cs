using System;
using JitGen.Compiler.IR;

namespace JitGen.Dynamic.Interpretation;

/// <summary>
/// A graph as a list of operations on blocks of values, which runs for one element or for many. It needs a frame: a row of
/// <c>stride</c> bytes for each slot, 8 bytes for each element of a block. Immutable: any number of threads can run it.
/// </summary>
internal sealed unsafe class BlockProgram
{
    private readonly Step[] _steps;

    /// <summary>By node, its slot; -1 of those that nothing needs.</summary>
    private readonly int[] _slots;

    /// <summary>The nodes without operands.</summary>
    private readonly int[] _leaves;

    public BlockProgram(Function function)
    {
        Function = function;
        var builder = new BlockProgramBuilder(function);
        _steps = builder.Steps;
        _slots = builder.Slots;
        _leaves = builder.Leaves;
        SlotCount = builder.SlotCount;
        FrameSlots = SlotCount;
        foreach (ref Step step in _steps.AsSpan())
        {
            FrameSlots = Math.Max(FrameSlots, SlotCount + (step.Callee?.FrameSlots ?? 0));
        }
    }

    public Function Function { get; }

    /// <summary>The number of slots of the program itself.</summary>
    public int SlotCount { get; }

    /// <summary>The number of slots that a frame needs, those of mathematical functions included.</summary>
    public int FrameSlots { get; }

    /// <summary>The nodes without operands that are needed: constants, parameters, elements, the index, the length, results of reductions.</summary>
    public ReadOnlySpan<int> Leaves => _leaves;

    /// <summary>The slot of a node that the roots need.</summary>
    public int SlotOf(Value node) => _slots[node.Id];

    /// <summary>Writes the same value for all elements of a block.</summary>
    /// <param name="slot">Where the slot begins.</param>
    /// <param name="type">Its type.</param>
    /// <param name="bits">The bits of the value.</param>
    /// <param name="count">The number of elements.</param>
    public static void Fill(byte* slot, IrType type, ulong bits, int count)
    {
        switch (BlockOperations.SizeOf(type))
        {
            case 1: new Span<byte>(slot, count).Fill((byte)bits); break;
            case 4: new Span<uint>(slot, count).Fill((uint)bits); break;
            default: new Span<ulong>(slot, count).Fill(bits); break;
        }
    }

    /// <summary>The bits of one element of a slot, zero-extended.</summary>
    public static ulong Read(byte* slot, IrType type, int index) => BlockOperations.SizeOf(type) switch
    {
        1 => slot[index],
        4 => ((uint*)slot)[index],
        _ => ((ulong*)slot)[index],
    };

    /// <summary>Fills the slots of constants.</summary>
    public void FillConstants(byte* frame, int stride, int count)
    {
        foreach (int id in _leaves)
        {
            var node = new Value(id);
            if (Function.IsConstant(node))
            {
                Fill(frame + ((nint)_slots[id] * stride), Function.TypeOf(node), Function.BitsOf(node), count);
            }
        }
    }

    /// <summary>Does the operations, after all leaves have been filled.</summary>
    /// <param name="frame">The slots, and behind them those of mathematical functions.</param>
    /// <param name="stride">The bytes of a slot.</param>
    /// <param name="count">The number of elements.</param>
    public void Run(byte* frame, int stride, int count)
    {
        foreach (ref readonly Step step in _steps.AsSpan())
        {
            byte* result = frame + ((nint)step.Result * stride);
            byte* a = frame + ((nint)step.A * stride);
            byte* b = frame + ((nint)step.B * stride);
            byte* c = frame + ((nint)step.C * stride);
            if (step.Callee is { } callee)
            {
                Apply(step, callee, frame, stride, count);
            }
            else if (step.Operation != null)
            {
                step.Operation(result, a, b, c, count);
            }
            else
            {
                Evaluate(step, result, a, b, c, count);
            }
        }
    }

    /// <summary>By the table of opcodes, element by element.</summary>
    private static void Evaluate(in Step step, byte* result, byte* a, byte* b, byte* c, int count)
    {
        int arity = OpcodeTable.Arity(step.Opcode);
        for (int i = 0; i < count; i++)
        {
            ulong value = OpcodeTable.Evaluate(
                step.Opcode,
                step.From,
                step.To,
                Read(a, step.From, i),
                arity > 1 ? Read(b, step.From, i) : 0,
                arity > 2 ? Read(c, step.From, i) : 0);
            Fill(result + (i * BlockOperations.SizeOf(step.To)), step.To, value, 1);
        }
    }

    /// <summary>Applies a mathematical function; of a rare path only if it is taken.</summary>
    private void Apply(in Step step, BlockProgram callee, byte* frame, int stride, int count)
    {
        bool isRare = step.Opcode == Opcode.Rare;
        byte* result = frame + ((nint)step.Result * stride);
        byte* a = frame + ((nint)step.A * stride);
        byte* b = frame + ((nint)step.B * stride);
        int size = BlockOperations.SizeOf(step.To);
        if (isRare && new ReadOnlySpan<byte>(a, count).IndexOf((byte)1) < 0)
        {
            Buffer.MemoryCopy(b, result, (long)count * size, (long)count * size);
            return;
        }

        byte* inner = frame + ((nint)SlotCount * stride);
        callee.FillConstants(inner, stride, count);
        callee.Pass(0, frame + ((nint)step.X * stride), inner, stride, count);
        callee.Pass(1, frame + ((nint)step.Y * stride), inner, stride, count);
        callee.Run(inner, stride, count);
        byte* value = inner + ((nint)callee.SlotOf(callee.Function.Results[0].Value) * stride);
        if (isRare)
        {
            step.Operation(result, a, b, value, count);
        }
        else
        {
            Buffer.MemoryCopy(value, result, (long)count * size, (long)count * size);
        }
    }

    /// <summary>Copies an operand to the slot of a parameter, if the function has it and uses it.</summary>
    private void Pass(int parameter, byte* operand, byte* frame, int stride, int count)
    {
        if (parameter < Function.Parameters.Count)
        {
            IrType type = ElementTypes.IrTypeOf(Function.Parameters[parameter].Type);
            if (Function.FindParameter(parameter, type) is { IsNone: false } node && _slots[node.Id] >= 0)
            {
                long bytes = (long)count * BlockOperations.SizeOf(type);
                Buffer.MemoryCopy(operand, frame + ((nint)_slots[node.Id] * stride), bytes, bytes);
            }
        }
    }
}
