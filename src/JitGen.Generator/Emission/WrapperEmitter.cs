using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using JitGen.Compiler.IR;
using JitGen.Compiler.Lowering;
using JitGen.Compiler.Managed;
using JitGen.Generator.Models;

namespace JitGen.Generator.Emission;

/// <summary>
/// Writes the body of one of the user's methods. Its fast path is a load, a comparison and a call:
/// <code>
/// nint entry = slot;
/// if (entry > 1)          // the address; 0 before the first call, 1 where the managed code has to run
/// {
///     int bailOut = 0;    // where the formula can throw; native code does not, it asks the managed code to
///     int result = ((delegate* unmanaged[SuppressGCTransition]&lt;int, int, int*, int>)entry)(a, b, &amp;bailOut);
///     if (bailOut == 0) return result;
/// }
/// else if (entry == 0 &amp;&amp; Bind(ref slot, 3) > 1) return Method(a, b);
/// return fallback(a, b);
/// </code>
/// </summary>
/// <remarks>
/// The first call starts over: if it went on into the same native call, arguments would go through memory there on all calls, since
/// they are alive across the binding (2.7 ns, measured).
///
/// A project can have thousands of them, and csc works longer on these few lines than JitGen on the formula: each call, each name
/// and each attribute counts.
/// </remarks>
internal sealed class WrapperEmitter
{
    private readonly SourceWriter _writer;
    private readonly CompiledMethod _compiled;
    private readonly MethodModel _method;
    private readonly FormulaModel _formula;
    private readonly List<string> _arguments = new();
    private readonly NameAllocator _locals;

    private WrapperEmitter(SourceWriter writer, CompiledMethod compiled)
    {
        _writer = writer;
        _compiled = compiled;
        _method = compiled.Method;
        _formula = compiled.Formula;
        foreach (Parameter parameter in _formula.Parameters)
        {
            _arguments.Add(CSharpNames.Escape(parameter.Name));
        }

        // Not the method's own name either: the body calls it.
        IEnumerable<string> taken = _formula.Parameters.Select(parameter => parameter.Name).Append(_formula.MethodName);
        _locals = new NameAllocator(taken, StringComparer.Ordinal);
    }

    /// <summary>Writes the method at <paramref name="index"/> of its class.</summary>
    public static void Emit(SourceWriter writer, CompiledMethod method, ClassNames names, int index)
    {
        var emitter = new WrapperEmitter(writer, method);
        MethodHead.EmitRemarks(writer, method.Method, MethodHead.Sizes(method.Code.Bodies.Select(body => MethodHead.Size(body.Target, body.Code))));

        // The argument block need not be cleared before it is filled.
        MethodHead.EmitDeclaration(writer, method.Method, skipsLocalsInit: method.Code.Signature is { UsesArgumentBlock: true });
        writer.Open();
        string helper = names.QualifiedHelper + ".";
        emitter.EmitBody(helper + names.Slots[index], names.Binding(index, helper), helper + names.Fallbacks[index]);
        writer.Close();
    }

    private void EmitBody(string slot, string bind, string fallback)
    {
        IEnumerable<string> managed = _arguments.Select((name, index) => NativeTypes.ToManaged(_formula.Parameters[index].Type, name));
        string callFallback = "return " + fallback + "(" + string.Join(", ", managed) + ");";
        if (_compiled.Code.Signature is not { } signature)
        {
            _writer.Line(callFallback);
            return;
        }

        string entry = _locals.Allocate("entry");
        _writer.Line("nint " + entry + " = " + slot + ";");
        _writer.Line("if (" + entry + " > 1)");
        _writer.Open();
        EmitCall(signature, entry);
        _writer.Close();
        EmitFirstCall(entry, bind);
        _writer.Line();
        _writer.Line(callFallback);
    }

    /// <summary>A method that a parameter of its name hides cannot start over: its first call is managed.</summary>
    private void EmitFirstCall(string entry, string bind)
    {
        bool isHidden = _formula.Parameters.Any(parameter => parameter.Name == _formula.MethodName);
        _writer.Line("else if (" + entry + " == 0" + (isHidden ? ")" : " && " + bind + " > 1)"));
        _writer.Open();
        _writer.Line(isHidden ? bind + ";" : "return " + _method.Name + "(" + string.Join(", ", _arguments) + ");");
        _writer.Close();
    }

    private void EmitCall(ScalarSignature signature, string entry)
    {
        var passed = new List<string>();
        if (signature.UsesArgumentBlock)
        {
            passed.Add(EmitArgumentBlock());
        }
        else
        {
            for (int i = 0; i < _arguments.Count; i++)
            {
                passed.Add(NativeTypes.ToNative(_formula.Parameters[i].Type, _arguments[i]));
            }
        }

        string bailOut = "";
        if (signature.HasBailOut)
        {
            bailOut = _locals.Allocate("bailOut");
            _writer.Line("int " + bailOut + " = 0;");
            passed.Add("&" + bailOut);
        }

        string call = "((" + PointerType(signature) + ")" + entry + ")(" + string.Join(", ", passed) + ")";
        if (!signature.HasBailOut)
        {
            _writer.Line("return " + NativeTypes.FromNative(_formula.ResultType, call) + ";");
            return;
        }

        string result = _locals.Allocate("result");
        _writer.Line(NativeTypes.Keyword(signature.ResultType) + " " + result + " = " + call + ";");
        _writer.Line("if (" + bailOut + " == 0)");
        _writer.Open();
        _writer.Line("return " + NativeTypes.FromNative(_formula.ResultType, result) + ";");
        _writer.Close();
    }

    /// <summary>Fills the block that stands for more arguments than fit the registers: 8 bytes for each. Returns its name.</summary>
    private string EmitArgumentBlock()
    {
        string block = _locals.Allocate("block");
        _writer.Line("ulong* " + block + " = stackalloc ulong[" + _arguments.Count.ToString(CultureInfo.InvariantCulture) + "];");
        for (int i = 0; i < _arguments.Count; i++)
        {
            ElementType type = _formula.Parameters[i].Type;
            string place = i == 0 ? block : "(" + block + " + " + i.ToString(CultureInfo.InvariantCulture) + ")";
            _writer.Line(
                "*(" + NativeTypes.Keyword(ScalarSignature.NativeTypeOf(type)) + "*)" + place
                + " = " + NativeTypes.ToNative(type, _arguments[i]) + ";");
        }

        return block;
    }

    private string PointerType(ScalarSignature signature)
    {
        var types = new List<string>();
        if (signature.UsesArgumentBlock)
        {
            types.Add("ulong*");
        }
        else
        {
            types.AddRange(_formula.Parameters.Select(parameter => NativeTypes.Keyword(ScalarSignature.NativeTypeOf(parameter.Type))));
        }

        if (signature.HasBailOut)
        {
            types.Add("int*");
        }

        types.Add(NativeTypes.Keyword(signature.ResultType));
        return "delegate* unmanaged[SuppressGCTransition]<" + string.Join(", ", types) + ">";
    }
}
