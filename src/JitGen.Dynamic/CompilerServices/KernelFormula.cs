using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using JitGen.Compiler;
using JitGen.Compiler.Emission;
using JitGen.Compiler.IR;
using JitGen.Compiler.Lowering;
using JitGen.Compiler.Targets;
using JitGen.Dynamic.Engines;
using JitGen.Dynamic.Interpretation;

namespace JitGen.CompilerServices;

/// <summary>A formula over spans. For generated code only.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract unsafe class KernelFormula : FormulaBase
{
    /// <summary>The entry of a kernel without machine code.</summary>
    private const nint Fallback = 1;

    /// <summary>The alignment of the argument block; what lies before it as well.</summary>
    private const int Alignment = KernelSignature.Alignment;

    /// <summary>So many elements are as much work as a call.</summary>
    private const int ElementsPerCall = 64;

    private KernelSignature? _signature;
    private KernelSpans? _spans;
    private SpanChecks? _checks;
    private KernelProgram? _program;
    private BlockProgram? _finish;
    private ReductionOperator[] _operators = [];

    /// <summary>Creates a formula that is initialized later.</summary>
    protected KernelFormula()
    {
    }

    private Function Function => Formula.Function!;

    private protected override string HostTarget => NativeHost.KernelTarget?.Name ?? "x64-v3";

    private protected override void Prepare(Function function)
    {
        _signature = new KernelSignature(function);
        _spans = new KernelSpans(function);
        _checks = new SpanChecks(function, _spans);
        _program = new KernelProgram(function, _signature);
        _finish = function.Finish is { } finish ? new BlockProgram(finish) : null;
        _operators = new ReductionOperator[function.Reductions.Count];
        for (int i = 0; i < _operators.Length; i++)
        {
            _operators[i] = LaneCombiner.OperatorOf(function.Reductions[i]);
        }
    }

    private protected override FormulaCode? Compile()
    {
        if (NativeHost.KernelTarget is not { } target)
        {
            return null;
        }

        CompiledKernel kernel = Compilation.CompileKernel(Formula, target, (Compiler.OptimizationLevel)Options.OptimizationLevel);
        return NativeHost.Load(kernel.Code, target, kernel.ScratchBytes);
    }

    private protected override IEnumerable<string> List(Target target, OptimizationLevel level)
    {
        CompiledKernel kernel = Compilation.CompileKernel(Formula, target, (Compiler.OptimizationLevel)level, listing: true);
        return ListingText.Lines(kernel.Code, kernel.Listing);
    }

    /// <summary>Checks the arguments and computes the formula, or throws what C# would.</summary>
    /// <param name="arguments">One for each parameter.</param>
    /// <returns>The bits of a reduction's result.</returns>
    [SkipLocalsInit]
    protected ulong Call(FormulaArgument* arguments)
    {
        KernelSpans spans = _spans!;
        KernelSignature signature = _signature!;
        bool isReduction = Function.Shape == KernelShape.Reduction;
        int count = arguments[spans.LengthParameter].Length;
        if (Code is null)
        {
            CountCall(1 + (count / ElementsPerCall));
        }

        _checks!.CheckLengths(arguments);
        if (!isReduction && count <= spans.Before + spans.After)
        {
            return 0;
        }

        _checks.CheckOverlaps(arguments);
        FormulaCode? code = Code;
        int blockBytes = signature.ScratchOffset + (code?.ScratchBytes ?? 0);
        byte* room = stackalloc byte[blockBytes + (2 * Alignment)];

        // Before the block is the address of the formula, which the interpreter finds there.
        var block = (KernelArguments*)((byte*)KernelArguments.Align(room) + Alignment);
        KernelFormula self = this;
        *((void**)block - 1) = Unsafe.AsPointer(ref self);
        Fill(block, arguments, count, code);
        nint entry = code?.Entry ?? Fallback;
        if (isReduction)
        {
            ulong result = Reduce(entry, block, arguments, count);
            GC.KeepAlive(code);
            GC.KeepAlive(self);
            return result;
        }

        KernelCall.Map(entry, block, &Compute);
        GC.KeepAlive(code);
        GC.KeepAlive(self);
        return 0;
    }

    /// <summary>The interpreter, as the runtime calls it for what machine code leaves out.</summary>
    private static void Compute(KernelArguments* block) => Unsafe.AsRef<KernelFormula>(*((void**)block - 1))._program!.Compute(block);

    private ulong Reduce(nint entry, KernelArguments* block, FormulaArgument* arguments, int count)
    {
        if (_operators.Length > 0)
        {
            KernelCall.Reduce(entry, block, &Compute, (ulong*)((byte*)block + _signature!.ResultOffset(0)), _operators);
        }

        using FloatingState state = FloatingState.MakeUsual();
        int parameters = Function.Parameters.Count;
        ulong* values = stackalloc ulong[parameters];
        for (int i = 0; i < parameters; i++)
        {
            values[i] = arguments[i].Bits;
        }

        var results = new ReadOnlySpan<ulong>((byte*)block + _signature!.ResultOffset(0), _operators.Length);
        ulong[] frame = System.Buffers.ArrayPool<ulong>.Shared.Rent(_finish!.FrameSlots);
        try
        {
            fixed (ulong* slots = frame)
            {
                return ScalarInterpreter.Run(_finish, slots, values, results, count);
            }
        }
        finally
        {
            System.Buffers.ArrayPool<ulong>.Shared.Return(frame);
        }
    }

    private void Fill(KernelArguments* block, FormulaArgument* arguments, int count, FormulaCode? code)
    {
        KernelSignature signature = _signature!;
        KernelShape shape = Function.Shape;
        block->Start = _spans!.Before;
        block->End = Math.Max(0, (long)count - _spans.After);
        bool mayStream = code is not null && shape == KernelShape.Map;
        block->Streaming =
            mayStream && KernelCall.OutgrowsCaches((long)_checks!.ResultBytes * count) && _checks.AreResultsApart(arguments) ? 1 : 0;
        int parameters = Function.Parameters.Count;
        for (int i = 0; i < parameters; i++)
        {
            *(ulong*)((byte*)block + signature.ParameterOffset(i)) = arguments[i].Bits;
        }

        if (signature.LengthOffset >= 0)
        {
            *(long*)((byte*)block + signature.LengthOffset) = count;
        }
    }
}
