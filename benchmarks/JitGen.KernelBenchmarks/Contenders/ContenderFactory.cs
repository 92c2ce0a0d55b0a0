using System;
using System.Collections.Generic;
using System.Runtime.Intrinsics;
using JitGen.KernelBenchmarks.Kernels;

namespace JitGen.KernelBenchmarks.Contenders;

/// <summary>Makes the contenders of a kernel; says once what this machine lacks.</summary>
internal sealed class ContenderFactory
{
    private const int TensorBlock = 1024;

    private readonly IReadOnlyList<NativeBuild> _native;
    private readonly List<(CBuild Build, CLibrary Library)> _libraries = [];

    /// <summary>Compiles the C loops.</summary>
    /// <param name="kernels">The kernels that will be asked for.</param>
    /// <param name="suite">What they are from.</param>
    /// <param name="directory">Where files may be until the end of the process.</param>
    public ContenderFactory(IReadOnlyList<Kernel> kernels, Suite suite, string directory)
    {
        _native = suite.Native;
        foreach (CBuild build in suite.C)
        {
            if (CLibrary.Build(build, kernels, directory) is { } library)
            {
                _libraries.Add((build, library));
            }
            else
            {
                Console.Error.WriteLine($"{build.Name} is left out: {build.Package?.Name ?? build.Programs[0]} is not installed.");
            }
        }
    }

    /// <summary>All contenders for arrays in the first-level cache.</summary>
    public List<Contender> InCache(Kernel kernel)
    {
        var contenders = new List<Contender>();
        foreach (NativeBuild build in _native)
        {
            if (build.CanRun && NativeKernel.Compile(kernel, build) is { } native)
            {
                contenders.Add(new Contender(build.Name, (operands, times, entry) =>
                {
                    native.Repeat(operands, times, entry);
                    native.TryStoreResult(operands, kernel.Outputs[0].Bytes);
                }, Entries.Count));
            }
        }

        contenders.AddRange(InMemory(kernel));
        return contenders;
    }

    /// <summary>The contenders for arrays in memory: JitGen by its generated method, C for this machine.</summary>
    public List<Contender> InMemory(Kernel kernel)
    {
        var contenders = new List<Contender>
        {
            Contender.Of(ContenderNames.Formula, kernel.Formula),
            Contender.Of(ContenderNames.Scalar, kernel.Scalar),
        };
        if (kernel.TensorPasses > 0)
        {
            contenders.Add(Contender.Of(ContenderNames.Tensors, kernel.Tensors));
        }

        if (kernel.TensorPasses > 1 && kernel.HasIndependentElements)
        {
            contenders.Add(Contender.Of(ContenderNames.TensorBlocks, (in all) => RunBlocks(kernel, all)));
        }

        if (kernel is VectorKernel byHand)
        {
            if (Vector512.IsHardwareAccelerated)
            {
                contenders.Add(Contender.Of(ContenderNames.Vectors512, byHand.Vectors512));
            }

            contenders.Add(Contender.Of(ContenderNames.Vectors, byHand.Vectors));
        }

        foreach ((CBuild build, CLibrary library) in _libraries)
        {
            if (build.Text.Has(kernel))
            {
                contenders.Add(new Contender(build.Name, library.Repeat(kernel), Entries.Count));
            }
        }

        return contenders;
    }

    private static void RunBlocks(Kernel kernel, in Operands operands)
    {
        for (int start = 0; start < operands.Count; start += TensorBlock)
        {
            kernel.Tensors(operands.Slice(kernel, start, Math.Min(TensorBlock, operands.Count - start)));
        }
    }
}
