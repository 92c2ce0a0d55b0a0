using System;
using System.Collections.Generic;
using JitGen.Compiler.Targets;
using JitGen.KernelBenchmarks.Contenders;
using CompilerMode = JitGen.Compiler.FloatMode;

namespace JitGen.KernelBenchmarks.Report;

/// <summary>Prints JitGen's code and the C compilers' code of a kernel, to see why one is faster.</summary>
internal static class CodeListing
{
    private static readonly string[] s_builds =
        [ContenderNames.ClangStrict, ContenderNames.GccStrict, ContenderNames.ClangV3Strict, ContenderNames.ClangFast];

    public static void Print(IReadOnlyList<Kernel> kernels, string directory)
    {
        foreach (Kernel kernel in kernels)
        {
            foreach (Target target in (Target[])[TargetTable.X64V4, TargetTable.X64V3])
            {
                foreach (CompilerMode mode in (CompilerMode[])[CompilerMode.Strict, CompilerMode.Fast])
                {
                    Console.WriteLine($"==== {kernel.Id}: {kernel.Text}: JitGen, {target.Name}, {mode}");
                    Console.WriteLine(NativeKernel.ListingOf(kernel, target, mode));
                }
            }

            foreach (CBuild build in CBuild.All)
            {
                if (Array.IndexOf(s_builds, build.Name) >= 0)
                {
                    Console.WriteLine($"==== {kernel.Id}: {build.Name}");
                    Console.WriteLine(CLibrary.Assembly(build, CText.Write([kernel]), directory) ?? "not installed");
                }
            }
        }
    }
}
