using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using JitGen.Compiler.IR;
using JitGen.Compiler.Managed;
using JitGen.Generator.Compilations;
using JitGen.Generator.Models;

namespace JitGen.Generator.Emission;

/// <summary>
/// Writes the members of the helper type that belong to a formula over spans: the argument block, the general call, the formula
/// in C#, and what finishes a reduction.
/// </summary>
internal sealed class KernelHelperEmitter
{
    private const string NoInlining = "[MethodImpl(MethodImplOptions.NoInlining)]";

    private readonly SourceWriter _writer;
    private readonly FormulaModel _formula;
    private readonly KernelCode _kernel;
    private readonly KernelNames _names;
    private readonly KernelBlock _block;
    private readonly TypePrefixes _types;

    private KernelHelperEmitter(SourceWriter writer, CompiledMethod compiled, KernelNames names)
    {
        _writer = writer;
        _formula = compiled.Formula;
        _kernel = compiled.Code.Kernel!;
        _names = names;
        _block = new KernelBlock(writer, _kernel, names);
        _types = TypePrefixes.For(_kernel.Function.Parameters);
    }

    private Function Function => _kernel.Function;

    private bool IsReduction => Function.Shape == KernelShape.Reduction;

    /// <summary>Writes the members.</summary>
    /// <param name="writer">Where to write.</param>
    /// <param name="compiled">The method.</param>
    /// <param name="names">Its names.</param>
    /// <param name="slot">The field with the address of its code.</param>
    /// <param name="bind">The call that fills the slot.</param>
    public static void Emit(SourceWriter writer, CompiledMethod compiled, KernelNames names, string slot, string bind)
    {
        var emitter = new KernelHelperEmitter(writer, compiled, names);
        emitter._block.EmitType(compiled.Formula.MethodName);
        writer.Line();
        emitter.EmitGeneral(slot, bind);
        writer.Line();
        emitter.EmitManaged();
        if (emitter.IsReduction)
        {
            writer.Line();
            emitter.EmitFinish();
        }
    }

    private void EmitGeneral(string slot, string bind)
    {
        var checks = new KernelChecks(_kernel, _names.Count, _types.Runtime);
        _writer.Line("/// <summary>Tells what is wrong with a call; makes long ones, and those without machine code.</summary>");
        _writer.Line(NoInlining);
        _writer.Line("[SkipLocalsInit]");
        _writer.Line(
            "internal static " + ElementTypes.Keyword(_formula.ResultType) + " " + _names.General
            + "(" + MethodHead.ParameterList(_formula.Parameters) + ")");
        _writer.Open();
        _writer.Line("int " + _names.Count + " = " + checks.CountedSpan + ".Length;");
        EmitChecks(checks.Lengths);
        int reach = _kernel.Spans.Before + _kernel.Spans.After;
        if (!IsReduction)
        {
            _writer.Line("if (" + _names.Count + " <= " + Number(reach) + ") return;");
        }

        EmitChecks(checks.Overlaps);
        string entry = "1";
        if (_kernel.IsNative)
        {
            _writer.Line("if (" + slot + " == 0) " + bind + ";");
            entry = slot;
        }

        _writer.Line();
        _block.EmitLocals(_names.Block, _types);
        string end = _kernel.Spans.After == 0 ? _names.Count : _names.Count + " - " + Number(_kernel.Spans.After);
        _block.EmitFilling(IsReduction && _kernel.Spans.After > 0 ? _types.System + "Math.Max(" + end + ", 0)" : end, StreamingCondition());
        string arguments = entry + ", &" + _names.Arguments + "->Head, &" + _names.Managed;
        if (IsReduction)
        {
            string operators = string.Join(", ", Function.Reductions.Select(reduction => _types.Runtime + "ReductionOperator." + Operator(reduction)));
            _writer.Line(
                _types.Runtime + "KernelCall.Reduce(" + arguments + ", " + KernelWrapperEmitter.Results(_names) + ", [" + operators + "]);");
            if (_kernel.FinishesInFloatingPoint)
            {
                _writer.Line("using (" + _types.Runtime + "FloatingState.MakeUsual())");
                _writer.Open();
            }

            _writer.Line("return " + KernelWrapperEmitter.FinishCall(_kernel, _names) + ";");
            if (_kernel.FinishesInFloatingPoint)
            {
                _writer.Close();
            }
        }
        else
        {
            _writer.Line(_types.Runtime + "KernelCall.Map(" + arguments + ");");
        }

        _writer.Close();
        _writer.Close();
    }

    private void EmitChecks(List<KernelCheck> checks)
    {
        foreach (KernelCheck check in checks)
        {
            _writer.Line("if (" + check.Fails + ") " + _types.Runtime + "Throw." + check.Exception + ";");
        }
    }

    /// <summary>Whether the results outgrow the caches and go to places that no input has brought there.</summary>
    private string StreamingCondition()
    {
        List<int> results = Enumerable.Range(0, _kernel.Function.Parameters.Count).Where(_kernel.Spans.IsResult).ToList();
        bool isRecurrence = Function.Shape == KernelShape.Recurrence;
        if (!_kernel.IsNative || isRecurrence || results.Count == 0 || results.Any(span => _kernel.Spans.IsInput(span)))
        {
            return "0";
        }

        int bytes = results.Sum(span => KernelCost.ElementBytes(Function.Parameters[span].Type));
        IEnumerable<string> apart =
            from result in results
            from input in Enumerable.Range(0, _kernel.Function.Parameters.Count)
            where _kernel.IsSpan(input) && !_kernel.Spans.IsResult(input) && _kernel.MayCoincide(input, result)
            select " && (void*)" + _names.Pointers[input] + " != " + _names.Pointers[result];
        return _types.Runtime + "KernelCall.OutgrowsCaches(" + Number(bytes) + "L * " + _names.Count + ")" + string.Concat(apart) + " ? 1 : 0";
    }

    private void EmitManaged()
    {
        List<string> arguments = [_names.Arguments + "->Head.Start", _names.Arguments + "->Head.End"];
        if (IsReduction)
        {
            arguments.Insert(0, KernelWrapperEmitter.Results(_names));
        }

        // Where the formula does not ask for the number of elements, any does.
        arguments.Add(_kernel.Signature.LengthOffset < 0 ? "0" : "(int)" + _names.Arguments + "->Length");
        arguments.AddRange(_block.Reading());
        _writer.Line("/// <summary>Computes in C#, from Start to End, for the elements that machine code leaves out.</summary>");
        _writer.Line("internal static void " + _names.Managed + "(KernelArguments* head)");
        _writer.Open();
        _writer.Line("var " + _names.Arguments + " = (" + _names.Block + "*)head;");
        _writer.Line(_names.Loop + "(" + string.Join(", ", arguments) + ");");
        _writer.Close();
        _writer.Line();
        EmitMethod("/// <summary>The formula in C#.</summary>", "private static void " + _names.Loop, _kernel.Managed);
    }

    private void EmitFinish() => EmitMethod(
        "/// <summary>Makes the returned value of the results for all elements.</summary>",
        "internal static " + ElementTypes.Keyword(_formula.ResultType) + " " + _names.Finish,
        _kernel.Finish!);

    private void EmitMethod(string summary, string declaration, KernelFallback method)
    {
        _writer.Line(summary);
        _writer.Line(declaration + "(" + method.Parameters + ")");
        _writer.Open();
        _writer.Verbatim(method.Body);
        _writer.Close();
    }

    private static string Operator(Reduction reduction)
    {
        // Sums and products wrap, so that signs make no difference.
        ElementType type = reduction.Kind is ReductionKind.Min or ReductionKind.Max ? reduction.Type : reduction.Type switch
        {
            ElementType.UInt32 => ElementType.Int32,
            ElementType.UInt64 => ElementType.Int64,
            _ => reduction.Type,
        };
        return reduction.Kind + ElementTypes.ClrName(type);
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
