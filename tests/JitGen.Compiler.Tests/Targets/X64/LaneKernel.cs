using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using JitGen.Compiler.Emission;
using JitGen.Compiler.IR;
using JitGen.Compiler.Lowering;
using JitGen.Compiler.Lowering.Kernels;
using JitGen.Compiler.Lowering.Lanes;
using JitGen.Compiler.Machine;
using JitGen.Compiler.Targets;

namespace JitGen.Compiler.Tests.Targets.X64;

/// <summary>
/// A kernel made of lanes by hand: compiled, run in this process on spans that end at a page that cannot be accessed, and
/// evaluated element by element by the meaning of its opcodes.
/// </summary>
internal sealed unsafe class LaneKernel : IDisposable
{
    private const int BlockAlignment = 64;

    private readonly VectorFunction _kernel;
    private readonly KernelSignature _signature;
    private readonly KernelPlan _plan;
    private readonly ExecutableCode _code;

    /// <param name="kernel">Nodes that are legal for the target.</param>
    /// <param name="target">x64-v3 or x64-v4.</param>
    /// <param name="level">Of selection and register allocation.</param>
    public LaneKernel(VectorFunction kernel, Target target, OptimizationLevel level)
    {
        _kernel = kernel;
        _signature = new KernelSignature(kernel.Function);
        _plan = KernelPlanner.Plan(kernel, _signature, target, level);
        MachineFunction machine = KernelLowering.Lower(_plan, target, level);
        var listing = new List<ListingLine>();
        MethodCode code = target.Backend.Emit(machine, target, listing);
        Listing = [.. listing.Select(line => line.Text)];
        _code = new ExecutableCode(code);
    }

    /// <summary>The instructions and constants.</summary>
    public IReadOnlyList<string> Listing { get; }

    /// <summary>Elements of one group.</summary>
    public int GroupSize => _plan.GroupSize;

    /// <summary>The kernels' targets that this process can run.</summary>
    public static IEnumerable<Target> Targets
    {
        get
        {
            if (ExecutableCode.IsSupported)
            {
                yield return TargetTable.X64V3;
            }

            if (ExecutableCode.IsSupported && Avx512BW.VL.IsSupported && Avx512DQ.VL.IsSupported && Avx512CD.VL.IsSupported)
            {
                yield return TargetTable.X64V4;
            }
        }
    }

    /// <summary>The type of a span's elements whose lanes are of a type.</summary>
    public static ElementType ElementTypeOf(IrType lane) => lane switch
    {
        IrType.I8 => ElementType.SByte,
        IrType.I16 => ElementType.Int16,
        IrType.I32 => ElementType.Int32,
        IrType.I64 => ElementType.Int64,
        IrType.F32 => ElementType.Single,
        _ => ElementType.Double,
    };

    /// <summary>
    /// Runs the kernel from an index to a count.
    /// </summary>
    /// <param name="spans">Per parameter its elements' bits, of value parameters one; results are written there.</param>
    /// <param name="start">The first element.</param>
    /// <param name="count">One past the last.</param>
    /// <param name="streams">
    /// Whether stores may bypass the caches: the spans are then aligned at the first element and do not end at the end of a page.
    /// </param>
    /// <returns>The first element that was not computed.</returns>
    public long Run(ulong[][] spans, int start, int count, bool streams)
    {
        using var block = new GuardedMemory(_plan.ScratchEnd + BlockAlignment);
        block.Fill(0xA5);
        byte* address = (byte*)((ulong)block.Start / BlockAlignment * BlockAlignment);
        *(long*)(address + KernelSignature.CountOffset) = count;
        *(long*)(address + KernelSignature.StartOffset) = start;
        *(long*)(address + KernelSignature.StreamingOffset) = streams ? 1 : 0;
        if (_signature.LengthOffset >= 0)
        {
            *(long*)(address + _signature.LengthOffset) = count;
        }

        var memories = new List<(int Parameter, GuardedMemory Memory)>();
        for (int p = 0; p < spans.Length; p++)
        {
            Parameter parameter = _kernel.Function.Parameters[p];
            byte* slot = address + _signature.ParameterOffset(p);
            if (parameter.Kind == ParameterKind.Value)
            {
                *(ulong*)slot = spans[p][0];
                continue;
            }

            int size = ElementTypes.Bits(parameter.Type) / 8;
            int bytes = spans[p].Length * size;
            var memory = new GuardedMemory(streams ? (bytes + BlockAlignment) / BlockAlignment * BlockAlignment + start * size : bytes);
            for (int i = 0; i < spans[p].Length; i++)
            {
                Write(memory.Start + i * size, size, spans[p][i]);
            }

            *(nint*)slot = (nint)memory.Start;
            memories.Add((p, memory));
        }

        long end = _code.Run(address);
        foreach ((int parameter, GuardedMemory memory) in memories)
        {
            int size = ElementTypes.Bits(_kernel.Function.Parameters[parameter].Type) / 8;
            for (int i = 0; i < spans[parameter].Length; i++)
            {
                spans[parameter][i] = Read(memory.Start + i * size, size);
            }

            memory.Dispose();
        }

        return end;
    }

    /// <summary>What <see cref="Run"/> should do: the elements one after the other, to the first that exits.</summary>
    public long Evaluate(ulong[][] spans, int start, int count)
    {
        Function function = _kernel.Function;
        var values = new ulong[function.Count];
        for (int i = start; i < count; i++)
        {
            for (int id = 0; id < values.Length; id++)
            {
                values[id] = EvaluateNode(function, new Value(id), values, spans, i, count);
            }

            if (!_kernel.Exit.IsNone && values[_kernel.Exit.Id] != 0)
            {
                return i;
            }

            foreach (LaneStore store in _kernel.Stores)
            {
                spans[store.Span][i] = values[store.Value.Id];
            }
        }

        return count;
    }

    public void Dispose() => _code.Dispose();

    private static ulong EvaluateNode(Function function, Value value, ulong[] values, ulong[][] spans, int index, int count)
    {
        IrType type = function.TypeOf(value);
        switch (function.OpcodeOf(value))
        {
            case Opcode.Constant:
                return function.BitsOf(value);
            case Opcode.Parameter:
                return spans[(int)function.BitsOf(value)][0] & Function.Mask(type);
            case Opcode.Element:
                return spans[function.SpanOf(value)][index + function.OffsetOf(value)];
            case Opcode.Index:
                return (ulong)index & Function.Mask(type);
            case Opcode.Length:
                return (ulong)count & Function.Mask(type);
        }

        Value a = function.Operand(value, 0);
        Value b = function.Operand(value, 1);
        Value c = function.Operand(value, 2);
        return OpcodeTable.Evaluate(
            function.OpcodeOf(value), function.TypeOf(a), type, values[a.Id], b.IsNone ? 0 : values[b.Id], c.IsNone ? 0 : values[c.Id]);
    }

    private static void Write(byte* address, int size, ulong bits)
    {
        for (int i = 0; i < size; i++)
        {
            address[i] = (byte)(bits >> (8 * i));
        }
    }

    private static ulong Read(byte* address, int size)
    {
        ulong bits = 0;
        for (int i = 0; i < size; i++)
        {
            bits |= (ulong)address[i] << (8 * i);
        }

        return bits;
    }
}

/// <summary>Memory that ends at a page that cannot be accessed, and starts after one if it fills its pages.</summary>
internal sealed unsafe class GuardedMemory : IDisposable
{
    private const int PageSize = 4096;
    private const int None = 0;
    private const int ReadWrite = 3;
    private const int PrivateAnonymous = 0x22;

    private readonly nint _pages;
    private readonly nuint _size;
    private readonly int _length;

    public GuardedMemory(int length)
    {
        int inner = (length + PageSize - 1) / PageSize * PageSize;
        _length = length;
        _size = (nuint)(inner + 2 * PageSize);
        _pages = Map(0, _size, None, PrivateAnonymous, -1, 0);
        if (Protect(_pages + PageSize, (nuint)inner, ReadWrite) != 0 && inner > 0)
        {
            throw new InvalidOperationException("The memory could not be made accessible.");
        }

        Start = (byte*)_pages + PageSize + inner - length;
    }

    public byte* Start { get; }

    public void Fill(byte value) => new Span<byte>(Start, _length).Fill(value);

    public void Dispose() => Unmap(_pages, _size);

    [DllImport("libc", EntryPoint = "mmap")]
    private static extern nint Map(nint address, nuint length, int protection, int flags, int file, nint offset);

    [DllImport("libc", EntryPoint = "mprotect")]
    private static extern int Protect(nint address, nuint length, int protection);

    [DllImport("libc", EntryPoint = "munmap")]
    private static extern int Unmap(nint address, nuint length);
}
