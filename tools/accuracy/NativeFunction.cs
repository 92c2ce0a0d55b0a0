using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using JitGen.Compiler;
using JitGen.Compiler.Functions;
using JitGen.Compiler.IR;
using JitGen.Compiler.Lowering;
using JitGen.Compiler.Targets;

namespace JitGen.Accuracy;

/// <summary>
/// A mathematical function as machine code over arrays. What the code leaves is computed by a second one, in which rare paths are
/// choices.
/// </summary>
internal sealed unsafe class NativeFunction
{
    private const int ReadWrite = 3;
    private const int ReadExecute = 5;
    private const int PrivateAnonymous = 0x22;

    private readonly KernelSignature _signature;
    private readonly int _blockBytes;
    private readonly nint _code;
    private readonly NativeFunction? _covering;

    /// <param name="function">One of <see cref="MathFunctions"/>, or one that has no number, as -1.</param>
    /// <param name="type">Single or Double.</param>
    /// <param name="target">One of <see cref="Targets"/>.</param>
    public NativeFunction(MathFunction function, ElementType type, Target target)
        : this(function, type, target, isCovering: false)
    {
    }

    private NativeFunction(MathFunction function, ElementType type, Target target, bool isCovering)
    {
        (Function, Type, Target) = (function, type, target);
        Function kernel = CreateMap(isCovering);
        _covering = isCovering || !HasRare(function.Graph(ElementTypes.IrTypeOf(type))) ? null : new NativeFunction(function, type, target, isCovering: true);
        var source = new FormulaSource { Text = "", MethodName = function.Name, Parameters = kernel.Parameters, ResultType = ElementType.Void };
        CompiledKernel compiled = Compilation.CompileKernel(new BoundFormula(source, kernel, []), target, OptimizationLevel.Full);
        _signature = new KernelSignature(kernel);
        _blockBytes = _signature.ScratchOffset + compiled.ScratchBytes;
        byte[] bytes = compiled.Code.Bytes;
        _code = Map(0, (nuint)bytes.Length, ReadWrite, PrivateAnonymous, -1, 0);
        Marshal.Copy(bytes, 0, _code, bytes.Length);
        if (Protect(_code, (nuint)bytes.Length, ReadExecute) != 0)
        {
            throw new InvalidOperationException("The code could not be made executable.");
        }
    }

    /// <summary>The targets whose code this processor runs, the best one first.</summary>
    public static IReadOnlyList<Target> Targets { get; } =
    [
        .. Avx512DQ.VL.IsSupported && Avx512BW.VL.IsSupported && Avx512CD.VL.IsSupported ? [TargetTable.X64V4] : Array.Empty<Target>(),
        .. Fma.IsSupported && Avx2.IsSupported ? [TargetTable.X64V3] : Array.Empty<Target>(),
    ];

    public MathFunction Function { get; }

    public ElementType Type { get; }

    public Target Target { get; }

    /// <summary>Computes the function of n elements; y is not read if the function has one operand.</summary>
    public void Run(void* x, void* y, void* result, long n)
    {
        byte* room = stackalloc byte[_blockBytes + KernelSignature.Alignment];
        byte* block = (byte*)(((nint)room + KernelSignature.Alignment - 1) & -KernelSignature.Alignment);
        int last = Function.Arity;
        *(void**)(block + _signature.ParameterOffset(0)) = x;
        *(void**)(block + _signature.ParameterOffset(last - 1)) = last == 1 ? x : y;
        *(void**)(block + _signature.ParameterOffset(last)) = result;
        *(long*)(block + KernelSignature.StreamingOffset) = 0;
        *(long*)(block + KernelSignature.CountOffset) = n;
        void* covering = null;
        for (long start = 0; start < n; start++)
        {
            *(long*)(block + KernelSignature.StartOffset) = start;
            start = ((delegate* unmanaged<void*, long>)_code)(block);
            if (start >= n)
            {
                break;
            }

            if (covering is null)
            {
                covering = NativeMemory.Alloc((nuint)n, sizeof(double));
                _covering!.Run(x, y, covering, n);
            }

            if (Type == ElementType.Single)
            {
                ((float*)result)[start] = ((float*)covering)[start];
            }
            else
            {
                ((double*)result)[start] = ((double*)covering)[start];
            }
        }

        NativeMemory.Free(covering);
    }

    private Function CreateMap(bool isCovering)
    {
        var x = new Parameter("x", Type, ParameterKind.ReadOnlySpan);
        var y = new Parameter("y", Type, ParameterKind.ReadOnlySpan);
        var result = new Parameter("result", Type, ParameterKind.Span);
        var map = new Function(Function.Arity == 1 ? [x, result] : [x, y, result]) { Shape = KernelShape.Map };
        Value second = Function.Arity == 1 ? Value.None : map.Element(1);
        IrType irType = ElementTypes.IrTypeOf(Type);
        Value value = isCovering || Function.Number < 0
            ? ImportCovering(map, Function.Graph(irType), [map.Element(0), second])
            : Function.Apply(map, irType, map.Element(0), second);
        map.Results.Add(new Result("result", Type, value));
        return map;
    }

    private static bool HasRare(Function graph)
    {
        bool has = false;
        for (int id = 0; id < graph.Count; id++)
        {
            has |= graph.OpcodeOf(new Value(id)) == Opcode.Rare;
        }

        return has;
    }

    /// <summary>The value of a graph whose rare paths are choices, in another; that of the functions applied there likewise.</summary>
    private static Value ImportCovering(Function target, Function graph, Value[] arguments)
    {
        var map = new Value[graph.Count];
        for (int id = 0; id < map.Length; id++)
        {
            var node = new Value(id);
            IrType type = graph.TypeOf(node);
            map[id] = graph.OpcodeOf(node) switch
            {
                Opcode.Parameter => arguments[(int)graph.BitsOf(node)],
                Opcode.Constant => target.Constant(type, graph.BitsOf(node)),
                Opcode.Apply => ImportCovering(target, MathFunctions.Of(graph, node).Graph(type), [Mapped(1)]),
                Opcode.Rare => target.Node(Opcode.Select, type, Mapped(0), Mapped(2), Mapped(1)),
                var opcode => target.Node(opcode, type, Mapped(0), Mapped(1), Mapped(2)),
            };

            Value Mapped(int index) => graph.Operand(node, index) is { IsNone: false } operand ? map[operand.Id] : Value.None;
        }

        return map[graph.Results[0].Value.Id];
    }

    [DllImport("libc", EntryPoint = "mmap")]
    private static extern nint Map(nint address, nuint length, int protection, int flags, int descriptor, nint offset);

    [DllImport("libc", EntryPoint = "mprotect")]
    private static extern int Protect(nint address, nuint length, int protection);
}
