using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using JitGen.Compiler;
using JitGen.Compiler.IR;
using JitGen.Compiler.Managed;
using JitGen.Generator.Compilations;
using JitGen.Generator.Models;

namespace JitGen.Generator.Emission;

/// <summary>
/// Writes the body of a user's method over spans. It makes the short calls, whose spans are in order, itself:
/// <code>
/// nint entry = slot;
/// int count = x.Length;
/// if (entry > 1 &amp;&amp; (uint)(count - 1) &lt; 8192 &amp;&amp; y.Length >= count &amp;&amp; !SpanOverlap.Shifted(x, y))
/// {
///     Arguments room;                                            // on the stack, not cleared
///     Arguments* arguments = KernelArguments.Align(&amp;room);
///     fixed (float* xPointer = x) fixed (float* yPointer = y)
///     {
///         ...                                                    // fill the block
///         long done = ((delegate* unmanaged[SuppressGCTransition]&lt;void*, long>)entry)(arguments);
///         if (done != arguments->Head.End) KernelCall.Resume(...)
///         return;
///     }
/// }
/// General(x, y);
/// </code>
/// Everything else is in the general method, which tells what is wrong.
/// </summary>
/// <remarks>
/// Nothing but the address of the block is alive across the call, so that the method saves one register only. Returning from
/// inside <c>fixed</c> spares C#'s unpinning.
/// </remarks>
internal sealed class KernelWrapperEmitter
{
    private readonly SourceWriter _writer;
    private readonly MethodModel _method;
    private readonly KernelCode _kernel;
    private readonly KernelNames _names;
    private readonly string _helper;

    private KernelWrapperEmitter(SourceWriter writer, CompiledMethod compiled, KernelNames names, string helper)
    {
        _writer = writer;
        _method = compiled.Method;
        _kernel = compiled.Code.Kernel!;
        _names = names;
        _helper = helper + ".";
    }

    private FormulaModel Formula => _method.Formula.Formula;

    private bool IsReduction => _kernel.Function.Shape == KernelShape.Reduction;

    /// <summary>Writes a method.</summary>
    /// <param name="writer">Where to write.</param>
    /// <param name="compiled">The method.</param>
    /// <param name="names">Its names.</param>
    /// <param name="slot">The field with the address of its code.</param>
    /// <param name="helper">The helper type.</param>
    public static void Emit(SourceWriter writer, CompiledMethod compiled, KernelNames names, string slot, string helper)
    {
        var emitter = new KernelWrapperEmitter(writer, compiled, names, helper);
        MethodHead.EmitRemarks(
            writer, compiled.Method, emitter.DescribeShape(), MethodHead.Sizes(emitter._kernel.Bodies.Select(Describe)));
        MethodHead.EmitDeclaration(writer, compiled.Method, skipsLocalsInit: emitter._kernel.IsNative);
        writer.Open();
        if (emitter._kernel.IsNative)
        {
            emitter.EmitShortCall(helper + "." + slot);
        }

        writer.Line(
            (emitter.IsReduction ? "return " : "") + emitter._helper + names.General
            + "(" + MethodHead.ArgumentList(emitter.Formula.Parameters) + ");");
        writer.Close();
    }

    private void EmitShortCall(string slot)
    {
        var checks = new KernelChecks(_kernel, _names.Count, TypePrefixes.Full.Runtime);

        // A reduction of no elements has a result, a map of none nothing to do.
        int least = _kernel.Spans.Before + _kernel.Spans.After + (IsReduction ? 0 : 1);
        string counted = least == 0 ? _names.Count : "(" + _names.Count + " - " + Number(least) + ")";
        _writer.Line("nint " + _names.Entry + " = " + slot + ";");
        _writer.Line("int " + _names.Count + " = " + checks.CountedSpan + ".Length;");
        _writer.Line(
            "if (" + _names.Entry + " > 1 && unchecked((uint)" + counted + ") < " + Number(_kernel.FastLength)
            + string.Concat(checks.Lengths.Select(check => " && " + check.Passes)) + (checks.Overlaps.Count == 0 ? ")" : ""));
        for (int i = 0; i < checks.Overlaps.Count; i++)
        {
            _writer.Line("    && " + checks.Overlaps[i].Passes + (i == checks.Overlaps.Count - 1 ? ")" : ""));
        }

        _writer.Open();
        var block = new KernelBlock(_writer, _kernel, _names);
        block.EmitLocals(_helper + _names.Block, TypePrefixes.Full);
        block.EmitFilling(_kernel.Spans.After == 0 ? _names.Count : _names.Count + " - " + Number(_kernel.Spans.After), "0");
        string call = "((delegate* unmanaged[SuppressGCTransition]<void*, long>)" + _names.Entry + ")(" + _names.Arguments + ")";
        if (IsReduction)
        {
            EmitReturnOfReduction(call);
        }
        else
        {
            EmitReturnOfMap(call, slot);
        }

        _writer.Close();
        _writer.Close();
        _writer.Line();
    }

    private void EmitReturnOfMap(string call, string slot)
    {
        _writer.Line("long " + _names.Done + " = " + call + ";");
        _writer.Line("if (" + _names.Done + " != " + _names.Arguments + "->Head.End)");
        _writer.Open();
        _writer.Line(
            TypePrefixes.Full.Runtime + "KernelCall.Resume(" + slot + ", &" + _names.Arguments + "->Head, &" + _helper + _names.Managed + ", " + _names.Done + ");");
        _writer.Close();
        _writer.Line();
        _writer.Line("return;");
    }

    private void EmitReturnOfReduction(string call)
    {
        // Native code may have changed the state of the thread. Kernels make do with that; the general method sets it.
        string usual = _kernel.FinishesInFloatingPoint ? " && " + TypePrefixes.Full.Runtime + "FloatingState.IsUsual" : "";
        _writer.Line("if (" + call + " == " + _names.Arguments + "->Head.End" + usual + ")");
        _writer.Open();
        _writer.Line("return " + _helper + FinishCall(_kernel, _names) + ";");
        _writer.Close();
    }

    /// <summary>The C# expression that makes the returned value of the results in the argument block.</summary>
    public static string FinishCall(KernelCode kernel, KernelNames names)
    {
        IEnumerable<string> values = kernel.Function.Parameters
            .Where(parameter => parameter.Kind == ParameterKind.Value)
            .Select(parameter => ", " + NativeTypes.ToManaged(parameter.Type, CSharpNames.Escape(parameter.Name)));
        return names.Finish + "(" + Results(names) + ", " + names.Count + string.Concat(values) + ")";
    }

    /// <summary>The C# expression of the address of a reduction's results.</summary>
    public static string Results(KernelNames names) =>
        names.ResultFields.Count == 0 ? "null" : "&" + names.Arguments + "->" + names.ResultFields[0];

    private string DescribeShape()
    {
        IEnumerable<string> Names(System.Func<int, bool> condition) => Enumerable.Range(0, _kernel.Function.Parameters.Count)
            .Where(span => _kernel.IsSpan(span) && condition(span))
            .Select(span => _kernel.Function.Parameters[span].Name);

        string inputs = string.Join(", ", Names(span => _kernel.Spans.IsInput(span)).DefaultIfEmpty("the index"));
        return IsReduction
            ? "Reduction of " + inputs + "."
            : _kernel.Function.Shape + " of " + inputs + " into " + string.Join(", ", Names(_kernel.Spans.IsResult)) + ".";
    }

    private static string Describe(CompiledKernel body) =>
        MethodHead.Size(body.Target, body.Code)
        + (body.Code.Bytes.Length == 0 ? "" : " (" + Number(body.ElementsPerIteration) + " elements at a time)");

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
