using System.Collections.Generic;
using System.Globalization;
using JitGen.Compiler.IR;
using JitGen.Compiler.Lowering;
using JitGen.Compiler.Managed;
using JitGen.Generator.Compilations;

namespace JitGen.Generator.Emission;

/// <summary>Writes the argument block of a formula over spans: its type, and how it is filled and read.</summary>
internal sealed class KernelBlock
{
    private readonly SourceWriter _writer;
    private readonly KernelCode _kernel;
    private readonly KernelNames _names;

    public KernelBlock(SourceWriter writer, KernelCode kernel, KernelNames names)
    {
        _writer = writer;
        _kernel = kernel;
        _names = names;
    }

    private IReadOnlyList<Parameter> Parameters => _kernel.Function.Parameters;

    /// <summary>Writes the type. Its size has room for the kernel's scratch, and for moving the block to where it is aligned.</summary>
    public void EmitType(string name)
    {
        KernelSignature signature = _kernel.Signature;

        // Locals lie at multiples of 8.
        int slack = KernelSignature.Alignment - 8;
        _writer.Line("/// <summary>What machine code gets of a call of " + CommentText.Xml(name) + ".</summary>");
        _writer.Line("[StructLayout(LayoutKind.Explicit, Size = " + Number(_kernel.BlockBytes + slack) + ")]");
        _writer.Line("internal struct " + _names.Block);
        _writer.Open();
        EmitField(0, "KernelArguments", "Head");
        for (int i = 0; i < Parameters.Count; i++)
        {
            string type = _kernel.IsSpan(i)
                ? ElementTypes.Keyword(Parameters[i].Type) + "*"
                : NativeTypes.Keyword(ScalarSignature.NativeTypeOf(Parameters[i].Type));
            EmitField(signature.ParameterOffset(i), type, _names.Fields[i]);
        }

        if (signature.LengthOffset >= 0)
        {
            EmitField(signature.LengthOffset, "long", "Length");
        }

        for (int i = 0; i < _kernel.Function.Reductions.Count; i++)
        {
            EmitField(signature.ResultOffset(i), "ulong", _names.ResultFields[i]);
        }

        _writer.Close();
    }

    /// <summary>Writes the local for the block, pins the spans and opens the block of code in which they are.</summary>
    /// <param name="type">The type of the argument block.</param>
    /// <param name="types">What stands before types of libraries.</param>
    public void EmitLocals(string type, TypePrefixes types)
    {
        _writer.Line(type + " " + _names.Room + ";");
        _writer.Line("var " + _names.Arguments + " = (" + type + "*)" + types.Runtime + "KernelArguments.Align(&" + _names.Room + ");");
        for (int i = 0; i < Parameters.Count; i++)
        {
            if (_kernel.IsSpan(i))
            {
                _writer.Line(
                    "fixed (" + ElementTypes.Keyword(Parameters[i].Type) + "* " + _names.Pointers[i]
                    + " = &" + types.Interop + "MemoryMarshal.GetReference(" + Name(i) + "))");
            }
        }

        _writer.Open();
    }

    /// <summary>Writes the assignments that fill the block.</summary>
    /// <param name="end">The C# expression of one past the last element to compute.</param>
    /// <param name="streaming">That of whether stores may go past the caches, 0 or 1.</param>
    public void EmitFilling(string end, string streaming)
    {
        string arguments = _names.Arguments + "->";
        _writer.Line(arguments + "Head.End = " + end + ";");
        _writer.Line(arguments + "Head.Start = " + Number(_kernel.Spans.Before) + ";");
        _writer.Line(arguments + "Head.Streaming = " + streaming + ";");
        for (int i = 0; i < Parameters.Count; i++)
        {
            string value = _kernel.IsSpan(i) ? _names.Pointers[i] : NativeTypes.ToNative(Parameters[i].Type, Name(i));
            _writer.Line(arguments + _names.Fields[i] + " = " + value + ";");
        }

        if (_kernel.Signature.LengthOffset >= 0)
        {
            _writer.Line(arguments + "Length = " + _names.Count + ";");
        }
    }

    /// <summary>The C# expressions that pass the parameters in a block to the formula in C#.</summary>
    public IEnumerable<string> Reading()
    {
        for (int i = 0; i < Parameters.Count; i++)
        {
            string field = _names.Arguments + "->" + _names.Fields[i];
            yield return _kernel.IsSpan(i) ? field : NativeTypes.FromNative(Parameters[i].Type, field);
        }
    }

    private void EmitField(int offset, string type, string name) =>
        _writer.Line("[FieldOffset(" + Number(offset) + ")] public " + type + " " + name + ";");

    private string Name(int parameter) => CSharpNames.Escape(Parameters[parameter].Name);

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
