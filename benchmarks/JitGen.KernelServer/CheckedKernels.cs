using System;
using System.Linq;
using JitGen.KernelBenchmarks;
using JitGen.KernelBenchmarks.Contenders;
using JitGen.KernelBenchmarks.Measuring;

namespace JitGen.KernelServer;

/// <summary>Runs the generated methods of the kernels, each after its results were compared with their definition.</summary>
internal sealed class CheckedKernels : IDisposable
{
    private const int Line = 64, Page = 4096;

    private Kernel? _kernel;
    private Contender? _formula;
    private Buffers? _buffers;
    private int _rounds;

    /// <summary>Nanoseconds of some runs, all checks of the generated method included.</summary>
    /// <param name="id">The kernel's <see cref="Kernel.Id"/>.</param>
    /// <param name="count">The number of elements.</param>
    /// <param name="times">How many runs.</param>
    public unsafe double Time(string id, int count, int times)
    {
        if (_kernel?.Id != id || _buffers!.Operands.Count != count)
        {
            Choose(id, count);
        }

        // A kernel's arguments are on the stack. How they lie to the arrays, modulo pages, is chance and costs nanoseconds, so every round
        // is a little deeper in the stack than the one before, all around a page.
        byte* depth = stackalloc byte[Line * (1 + (_rounds++ % (Page / Line)))];
        *depth = 0;

        // What comes first brings arrays and predictions back that waiting for the request has cost.
        _formula!.Time(_buffers!.Operands, times);
        return _formula.Time(_buffers.Operands, times);
    }

    public void Dispose() => _buffers?.Dispose();

    private void Choose(string id, int count)
    {
        _kernel = KernelCatalog.All.First(kernel => kernel.Id == id);
        _formula = Contender.Of(ContenderNames.Formula, _kernel.Formula);
        Check.Run(_kernel, [_formula]);
        _buffers?.Dispose();
        _buffers = new Buffers(_kernel, count);
        Rounds.WarmUp([_formula], _buffers.Operands);
    }
}
