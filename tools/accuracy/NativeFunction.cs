using System;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using JitGen.Compiler;
using JitGen.Compiler.Functions;
using JitGen.Compiler.IR;
using JitGen.Compiler.Lowering;
using JitGen.Compiler.Targets;

namespace JitGen.Accuracy;

/// <summary>A mathematical function as machine code over arrays; what the code leaves is computed by the interpreter.</summary>
internal sealed unsafe class NativeFunction
{
    private const int ReadWrite = 3;
    private const int ReadExecute = 5;
    private const int PrivateAnonymous = 0x22;

    private readonly MathFunction _function;
    private readonly ElementType _type;
    private readonly KernelSignature _signature;
    private readonly int _blockBytes;
    private readonly nint _code;

    /// <exception cref="PlatformNotSupportedException">The processor has none of the targets.</exception>
    public NativeFunction(MathFunction function, ElementType type)
    {
        _function = function;
        _type = type;
        Target target = Avx512DQ.VL.IsSupported && Avx512BW.VL.IsSupported ? TargetTable.X64V4
            : Fma.IsSupported ? TargetTable.X64V3
            : throw new PlatformNotSupportedException("The functions are checked on x64 with AVX2 and FMA.");
        Function kernel = CreateMap();
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

    /// <summary>Computes the function of n elements; y is not read if the function has one operand.</summary>
    public void Run(void* x, void* y, void* result, long n)
    {
        byte* room = stackalloc byte[_blockBytes + KernelSignature.Alignment];
        byte* block = (byte*)(((nint)room + KernelSignature.Alignment - 1) & -KernelSignature.Alignment);
        int last = _function.Arity;
        *(void**)(block + _signature.ParameterOffset(0)) = x;
        *(void**)(block + _signature.ParameterOffset(last - 1)) = last == 1 ? x : y;
        *(void**)(block + _signature.ParameterOffset(last)) = result;
        *(long*)(block + KernelSignature.StreamingOffset) = 0;
        *(long*)(block + KernelSignature.CountOffset) = n;
        for (long start = 0; start < n;)
        {
            *(long*)(block + KernelSignature.StartOffset) = start;
            start = ((delegate* unmanaged<void*, long>)_code)(block);
            for (long end = Math.Min(start + 1, n); start < end; start++)
            {
                Interpret(x, y, result, start);
            }
        }
    }

    private void Interpret(void* x, void* y, void* result, long index)
    {
        if (_type == ElementType.Single)
        {
            ((uint*)result)[index] = (uint)_function.Evaluate(IrType.F32, ((uint*)x)[index], y is null ? 0 : ((uint*)y)[index]);
        }
        else
        {
            ((ulong*)result)[index] = _function.Evaluate(IrType.F64, ((ulong*)x)[index], y is null ? 0 : ((ulong*)y)[index]);
        }
    }

    private Function CreateMap()
    {
        var x = new Parameter("x", _type, ParameterKind.ReadOnlySpan);
        var y = new Parameter("y", _type, ParameterKind.ReadOnlySpan);
        var result = new Parameter("result", _type, ParameterKind.Span);
        var map = new Function(_function.Arity == 1 ? [x, result] : [x, y, result]) { Shape = KernelShape.Map };
        Value second = _function.Arity == 1 ? Value.None : map.Element(1);
        map.Results.Add(new Result("result", _type, _function.Apply(map, ElementTypes.IrTypeOf(_type), map.Element(0), second)));
        return map;
    }

    [DllImport("libc", EntryPoint = "mmap")]
    private static extern nint Map(nint address, nuint length, int protection, int flags, int descriptor, nint offset);

    [DllImport("libc", EntryPoint = "mprotect")]
    private static extern int Protect(nint address, nuint length, int protection);
}
