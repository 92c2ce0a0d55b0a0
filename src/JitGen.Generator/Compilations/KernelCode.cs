using System.Collections.Generic;
using System.Linq;
using JitGen.Compiler;
using JitGen.Compiler.IR;
using JitGen.Compiler.Lowering;
using JitGen.Compiler.Managed;

namespace JitGen.Generator.Compilations;

/// <summary>What a formula over spans becomes: the code for each target, and what its wrapper has to know.</summary>
internal sealed class KernelCode
{
    /// <param name="function">The formula as a graph.</param>
    /// <param name="bodies">The code for each target; empty if the project needs none that exists.</param>
    /// <param name="managed">The formula in C#.</param>
    /// <param name="finish">What makes a reduction's returned value, in C#; null for a map.</param>
    public KernelCode(Function function, IReadOnlyList<CompiledKernel> bodies, KernelFallback managed, KernelFallback? finish)
    {
        Function = function;
        Managed = managed;
        Bodies = bodies;
        Finish = finish;
        Signature = new KernelSignature(function);
        Spans = new KernelSpans(function);
        FastLength = KernelCost.FastLength(this);
    }

    public Function Function { get; }

    public IReadOnlyList<CompiledKernel> Bodies { get; }

    public KernelFallback Managed { get; }

    public KernelFallback? Finish { get; }

    /// <summary>Where everything is in the argument block.</summary>
    public KernelSignature Signature { get; }

    /// <summary>What is done with each span, and which elements are left as they are.</summary>
    public KernelSpans Spans { get; }

    /// <summary>Up to so many elements a call is estimated to be short; 0 if no target has code.</summary>
    public int FastLength { get; }

    /// <summary>
    /// Whether some target has code that is called: what asks for nothing but the number of elements has no work for it.
    /// </summary>
    public bool IsNative =>
        Bodies.Any(body => body.Code.Bytes.Length > 0) && (Function.Shape != KernelShape.Reduction || Function.Reductions.Count > 0);

    /// <summary>Whether what makes a reduction's returned value is subject to rounding, or to the flushing of subnormal numbers.</summary>
    public bool FinishesInFloatingPoint => Function.Finish is { } finish && Enumerable.Range(0, finish.Count).Any(id => IsFloatingPoint(finish, new Value(id)));

    /// <summary>The size of an argument block that suits all targets, in bytes.</summary>
    public int BlockBytes => Signature.ScratchOffset + Bodies.Select(body => body.ScratchBytes).DefaultIfEmpty(0).Max();

    /// <summary>Whether a parameter is a span.</summary>
    public bool IsSpan(int parameter) => Function.Parameters[parameter].Kind != ParameterKind.Value;

    /// <summary>
    /// Whether an input may be the same elements as a result: no element of it is read after one of the result is written there.
    /// </summary>
    public bool MayCoincide(int input, int result) =>
        !Spans.IsReadAtOffset(input)
        && KernelCost.ElementBytes(Function.Parameters[input].Type) == KernelCost.ElementBytes(Function.Parameters[result].Type);

    /// <summary>Whether a node computes with floating-point numbers.</summary>
    private static bool IsFloatingPoint(Function function, Value node) =>
        Enumerable.Range(0, OpcodeTable.Arity(function.OpcodeOf(node)))
            .Any(index => function.TypeOf(function.Operand(node, index)) is IrType.F32 or IrType.F64);
}
