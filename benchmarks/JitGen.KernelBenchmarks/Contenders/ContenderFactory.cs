using System;
using System.Collections.Generic;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using JitGen.Compiler.Targets;
using CompilerMode = JitGen.Compiler.FloatMode;

namespace JitGen.KernelBenchmarks.Contenders;

/// <summary>Makes the contenders of a kernel; says once what this machine lacks.</summary>
internal sealed class ContenderFactory
{
    private const int TensorBlock = 1024;

    private static readonly (string Name, Target Target, CompilerMode Mode)[] s_native =
    [
        (ContenderNames.V4, TargetTable.X64V4, CompilerMode.Strict),
        (ContenderNames.V4Fast, TargetTable.X64V4, CompilerMode.Fast),
        (ContenderNames.V3, TargetTable.X64V3, CompilerMode.Strict),
        (ContenderNames.V3Fast, TargetTable.X64V3, CompilerMode.Fast),
    ];

    private readonly List<(CBuild Build, CLibrary Library)> _libraries = [];

    /// <summary>Compiles the C loops.</summary>
    /// <param name="kernels">The kernels that will be asked for.</param>
    /// <param name="directory">Where files may be until the end of the process.</param>
    public ContenderFactory(IReadOnlyList<Kernel> kernels, string directory)
    {
        string text = CText.Write(kernels);
        foreach (CBuild build in CBuild.All)
        {
            if (CLibrary.Build(build, text, directory) is { } library)
            {
                _libraries.Add((build, library));
            }
            else
            {
                Console.Error.WriteLine($"{build.Name} is left out: {build.Programs[0]} is not installed.");
            }
        }
    }

    /// <summary>Whether this process can run the code of a level.</summary>
    public static bool CanRun(Target target) =>
        OperatingSystem.IsLinux() && (target == TargetTable.X64V4
            ? Avx512F.IsSupported && Avx512BW.VL.IsSupported && Avx512DQ.VL.IsSupported && Avx512CD.VL.IsSupported
            : Avx2.IsSupported && Fma.IsSupported && Bmi2.IsSupported);

    /// <summary>All contenders for arrays in the first-level cache.</summary>
    public List<Contender> InCache(Kernel kernel)
    {
        var contenders = new List<Contender>();
        foreach ((string name, Target target, CompilerMode mode) in s_native)
        {
            if (CanRun(target) && NativeKernel.Compile(kernel, target, mode) is { } native)
            {
                contenders.Add(new Contender(name, (operands, times) =>
                {
                    native.Repeat(operands, times);
                    native.TryStoreResult(operands, kernel.Outputs[0].Bytes);
                }));
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

        if (Vector512.IsHardwareAccelerated)
        {
            contenders.Add(Contender.Of(ContenderNames.Vectors512, kernel.Vectors512));
        }

        contenders.Add(Contender.Of(ContenderNames.Vectors, kernel.Vectors));
        foreach ((CBuild build, CLibrary library) in _libraries)
        {
            contenders.Add(new Contender(build.Name, library.Repeat(kernel)));
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
