using System.Collections.Generic;
using JitGen.Compiler.IR;
using JitGen.Compiler.Lowering.Lanes;
using JitGen.Compiler.Machine;
using JitGen.Compiler.Targets;

namespace JitGen.Compiler.Lowering.Kernels;

/// <summary>Where the accumulators of a reduction are while the main loop runs.</summary>
/// <param name="Registers">One per group of lanes, in the order of the lanes; empty if they are in the argument block.</param>
/// <param name="Offset">Their place in the argument block, <see cref="KernelPlan.AccumulatorBytes"/> bytes.</param>
internal readonly record struct Accumulators(Register[] Registers, int Offset);

/// <summary>Elements of a span that an iteration reads, near one another, counted from its index.</summary>
internal readonly record struct ElementRange(int Span, int First, int Last);

/// <summary>A result of a recurrence that a register carries from one iteration to the next, in its first lane.</summary>
/// <param name="Span">The parameter that it is stored into.</param>
/// <param name="Distance">How many elements it is before the first of the iteration.</param>
/// <param name="Type">Its lane.</param>
/// <param name="Register">The register, which no section gives away.</param>
internal readonly record struct CarriedElement(int Span, int Distance, IrType Type, Register Register);

/// <summary>
/// What all sections of a kernel's code share: how many elements a group has, and what lives across sections, in registers
/// that no section gives away or in the argument block. Everything else lives within one section.
/// </summary>
internal sealed class KernelPlan
{
    /// <summary>The lanes of an accumulator: what the language defines, in bytes.</summary>
    public const int AccumulatorBytes = 256;

    private readonly Register[] _uniformRegisters;
    private readonly int[] _uniformOffsets;
    private readonly Register[] _pointers;
    private readonly List<(ElementRange Range, int Offset)> _buffers = new();

    public KernelPlan(VectorFunction kernel, KernelSignature signature, int groupSize)
    {
        Kernel = kernel;
        Signature = signature;
        GroupSize = groupSize;
        Schedule = ScheduleOf(kernel);
        Uniforms = Uniforms.Of(kernel);
        _uniformRegisters = new Register[kernel.Function.Count];
        _uniformOffsets = new int[kernel.Function.Count];
        _pointers = new Register[kernel.Function.Parameters.Count];
        ScratchEnd = signature.ScratchOffset;
    }

    public VectorFunction Kernel { get; }

    public KernelSignature Signature { get; }

    /// <summary>What does not depend on the iteration.</summary>
    public Uniforms Uniforms { get; }

    /// <summary>Elements that one copy of the kernel's code computes: as many as the widest lanes of one register.</summary>
    public int GroupSize { get; }

    /// <summary>Whether an element needs results of the elements before it.</summary>
    public bool IsRecurrence => Kernel.Function.Shape == KernelShape.Recurrence;

    /// <summary>What a recurrence consists of, if groups of it can be computed at a time; empty if a copy is one element, in the first lane of a group.</summary>
    public List<LinearScan> Scans { get; } = new();

    /// <summary>Elements that one copy in the main loop advances by.</summary>
    public int ElementsPerCopy => IsRecurrence && Scans.Count == 0 ? 1 : GroupSize;

    /// <summary>Copies of the code in the main loop.</summary>
    public int Copies { get; set; } = 1;

    /// <summary>How many of these copies are computed node by node, before the next; a divisor of <see cref="Copies"/>.</summary>
    public int Width { get; set; } = 1;

    /// <summary>Elements that the main loop does not load, but in its last copy.</summary>
    public Dictionary<Value, Neighbour> Neighbours { get; set; } = new();

    /// <summary>What they are made of.</summary>
    public HashSet<Value> NeighbourBases { get; set; } = new();

    /// <summary>The order in which a group's nodes are computed.</summary>
    public Schedule Schedule { get; }

    /// <summary>The registers that sections may use: the convention's, without those of the plan.</summary>
    public required CallingConvention Convention { get; set; }

    /// <summary>The pointer to the argument block.</summary>
    public required Register Block { get; init; }

    /// <summary>The index of the first element of the iteration.</summary>
    public Register Index { get; set; }

    /// <summary>
    /// In loops: the last index at which a whole iteration is left; in the tail: how many elements are left, less than it has room for.
    /// </summary>
    public Register Limit { get; set; }

    /// <summary>Integer registers that only the code between sections uses.</summary>
    public Register[] Temporaries { get; set; } = [];

    /// <summary>The registers of the plan, which live across sections, apart from the argument block's.</summary>
    public RegisterSet PinnedRegisters { get; set; }

    /// <summary>Which elements of each span are read.</summary>
    public List<ElementRange> Reads { get; } = new();

    /// <summary>Where the spill slots of sections are in the argument block; each has the size of a vector register.</summary>
    public int SpillOffset { get; set; }

    /// <summary>Per reduction.</summary>
    public List<Accumulators> Accumulators { get; } = new();

    /// <summary>Past results of a recurrence that stay in registers.</summary>
    public List<CarriedElement> Carried { get; } = new();

    /// <summary>The end of what the plan uses of the argument block, in bytes.</summary>
    public int ScratchEnd { get; private set; }

    /// <summary>The register of a span's address, or none if it stays in the argument block.</summary>
    public Register PointerOf(int parameter) => _pointers[parameter];

    public void SetPointer(int parameter, Register register) => _pointers[parameter] = register;

    /// <summary>The register of a value that does not depend on the iteration, or none.</summary>
    public Register RegisterOf(Value uniform) => _uniformRegisters[uniform.Id];

    public void SetRegister(Value uniform, Register register) => _uniformRegisters[uniform.Id] = register;

    /// <summary>The offset in the argument block of such a value, a whole vector register, or 0 if it has none.</summary>
    public int OffsetOf(Value uniform) => _uniformOffsets[uniform.Id];

    public void SetOffset(Value uniform, int offset) => _uniformOffsets[uniform.Id] = offset;

    /// <summary>
    /// Where the tail finds, or leaves, an element of a span in the argument block, counted from the iteration's index; null if it
    /// accesses the span itself.
    /// </summary>
    public int? BufferOf(int parameter, int element)
    {
        foreach ((ElementRange range, int offset) in _buffers)
        {
            if (range.Span == parameter && element >= range.First && element <= range.Last)
            {
                return offset + ((element - range.First) << ShiftOf(Kernel.Function.Parameters[parameter].Type));
            }
        }

        return null;
    }

    /// <summary>Whether the tail copies the elements of a span: all or none.</summary>
    public bool IsBuffered(int parameter) => _buffers.Exists(buffer => buffer.Range.Span == parameter);

    /// <summary>Sets where a range's elements are in the argument block.</summary>
    public void SetBuffer(ElementRange range, int offset) => _buffers.Add((range, offset));

    /// <summary>The bytes that a group's lanes of a type fill.</summary>
    public int BytesOf(IrType type) => GroupSize * IrTypes.Bits(type) / 8;

    /// <summary>Reserves bytes of the argument block; returns their offset, a multiple of <paramref name="alignment"/>, at most the block's.</summary>
    public int Reserve(int bytes, int alignment)
    {
        int offset = (ScratchEnd + alignment - 1) / alignment * alignment;
        ScratchEnd = offset + bytes;
        return offset;
    }

    /// <summary>The logarithm of the size of a span's elements in bytes.</summary>
    public static int ShiftOf(ElementType type) => ElementTypes.Bits(type) switch
    {
        16 => 1,
        32 => 2,
        64 => 3,
        _ => 0,
    };

    private static Schedule ScheduleOf(VectorFunction kernel)
    {
        var lowered = new LoweredFunction(kernel.Function);
        if (!kernel.Exit.IsNone)
        {
            lowered.SideExits.Add(kernel.Exit);
        }

        var roots = new List<Value>();
        foreach (LaneStore store in kernel.Stores)
        {
            roots.Add(store.Value);
        }

        roots.AddRange(kernel.Updates);
        if (!kernel.UniformExit.IsNone)
        {
            roots.Add(kernel.UniformExit);
        }

        return Schedule.Create(lowered, roots);
    }
}
