using System;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using JitGen.Compiler;
using JitGen.Compiler.Emission;
using JitGen.Compiler.IR;
using JitGen.Compiler.Lowering;
using JitGen.Compiler.Targets;

namespace JitGen.KernelBenchmarks.Contenders;

/// <summary>
/// A kernel compiled for one target and mapped, called without the generated method around it: so several targets can be compared
/// in one process.
/// </summary>
internal sealed unsafe class NativeKernel
{
    /// <summary>The most elements that a call of a reduction may have.</summary>
    private const int BlockLength = 65_536;

    private const int PageSize = 4096;

    /// <summary>
    /// Where in a page argument blocks are: not where arrays begin, or a processor that compares the low bits of addresses first
    /// takes the first elements for what the kernel has just stored in its block.
    /// </summary>
    private const int BlockPlace = 2944;

    private readonly CompiledKernel _code;
    private readonly KernelSignature _signature;
    private readonly Function _function;
    private readonly nint[] _entries;
    private readonly byte* _block;
    private readonly int _before;
    private readonly int _after;

    private NativeKernel(CompiledKernel code, Function function)
    {
        _code = code;
        _function = function;
        _signature = new KernelSignature(function);
        _entries = Entries.Of(ExecutableMemory.Map(code.Code.Bytes));
        nuint size = (nuint)(_signature.ScratchOffset + code.ScratchBytes);
        _block = (byte*)NativeMemory.AlignedAlloc(size + BlockPlace, PageSize) + BlockPlace;
        new Span<byte>(_block, (int)size).Clear();
        for (int id = 0; id < function.Count; id++)
        {
            var value = new Value(id);
            if (function.OpcodeOf(value) == Opcode.Element)
            {
                int offset = (int)(function.BitsOf(value) >> 32);
                _before = Math.Max(_before, -offset);
                _after = Math.Max(_after, offset);
            }
        }
    }

    /// <summary>Compiles a kernel; null if the target has no native code for it.</summary>
    public static NativeKernel? Compile(Kernel kernel, NativeBuild build)
    {
        BoundFormula formula = FormulaReader.Bind(kernel, build);
        CompiledKernel code = Compilation.CompileKernel(formula, build.Target, Compiler.OptimizationLevel.Full);
        return code.Code.Bytes.Length == 0 ? null : new NativeKernel(code, formula.Function!);
    }

    /// <summary>The code of a build, for any target, a line per instruction and constant.</summary>
    public static string ListingOf(Kernel kernel, NativeBuild build)
    {
        CompiledKernel code =
            Compilation.CompileKernel(FormulaReader.Bind(kernel, build), build.Target, Compiler.OptimizationLevel.Full, listing: true);
        var text = new StringBuilder();
        foreach (ListingLine line in code.Listing)
        {
            text.Append(CultureInfo.InvariantCulture, $"{line.Offset,5:x}  {line.Text}\n");
        }

        return text.ToString();
    }

    /// <summary>Runs the kernel repeatedly over the same operands, at most a block of them if it is a reduction.</summary>
    /// <param name="operands">What it works on.</param>
    /// <param name="times">How often.</param>
    /// <param name="entry">Which of the <see cref="Entries"/> to call.</param>
    public void Repeat(in Operands operands, int times, int entry)
    {
        Prepare(operands);
        var code = (delegate* unmanaged[SuppressGCTransition]<void*, long>)_entries[entry];
        byte* block = _block;
        long done = 0;
        for (int i = 0; i < times; i++)
        {
            done = code(block);
        }

        if (times > 0 && done != *(long*)(block + KernelSignature.CountOffset))
        {
            throw new InvalidOperationException($"A kernel of {_code.Target.Name} stopped early, at {done}.");
        }
    }

    /// <summary>Copies the result of the only accumulation to where the operands want it; false if there are several.</summary>
    public bool TryStoreResult(in Operands operands, int bytes)
    {
        if (_function.Reductions.Count == 1)
        {
            new Span<byte>(_block + _signature.ResultOffset(0), bytes).CopyTo(new Span<byte>(operands.Output0, bytes));
        }

        return _function.Reductions.Count <= 1;
    }

    private void Prepare(in Operands operands)
    {
        long count = operands.Count - _after;
        *(long*)(_block + KernelSignature.StartOffset) = Math.Min(_before, Math.Max(count, 0));
        *(long*)(_block + KernelSignature.CountOffset) = Math.Max(count, 0);
        *(long*)(_block + KernelSignature.StreamingOffset) = 0;
        if (_function.Reductions.Count > 0 && count > BlockLength)
        {
            throw new InvalidOperationException("A reduction is called a block at a time.");
        }

        if (_signature.LengthOffset >= 0)
        {
            *(long*)(_block + _signature.LengthOffset) = operands.Count;
        }

        byte** inputs = stackalloc byte*[] { operands.Input0, operands.Input1, operands.Input2, operands.Input3 };
        byte** outputs = stackalloc byte*[] { operands.Output0, operands.Output1 };
        double* scalars = stackalloc double[] { operands.Scalar0, operands.Scalar1 };
        int input = 0, output = 0, scalar = 0;
        for (int i = 0; i < _function.Parameters.Count; i++)
        {
            byte* place = _block + _signature.ParameterOffset(i);
            Parameter parameter = _function.Parameters[i];
            switch (parameter.Kind)
            {
                case ParameterKind.Value when parameter.Type == ElementType.Single:
                    *(float*)place = (float)scalars[scalar++];
                    break;
                case ParameterKind.Value:
                    *(double*)place = scalars[scalar++];
                    break;
                default:
                    ((nint*)place)[0] = (nint)(parameter.Kind == ParameterKind.Span ? outputs[output++] : inputs[input++]);
                    ((nint*)place)[1] = ElementTypes.Bits(parameter.Type) / 8;
                    break;
            }
        }
    }
}
