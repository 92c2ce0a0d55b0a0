using System;
using System.Collections.Generic;
using JitGen.KernelBenchmarks.Contenders;

namespace JitGen.KernelBenchmarks.Report;

/// <summary>Prints JitGen's code and the C compilers' code of a kernel, to see why one is faster.</summary>
internal static class CodeListing
{
    private static readonly string[] s_builds =
        [ContenderNames.ClangStrict, ContenderNames.GccStrict, ContenderNames.ClangV3Strict, ContenderNames.ClangFast];

    public static void Print(IReadOnlyList<Kernel> kernels, Suite suite, string directory)
    {
        foreach (Kernel kernel in kernels)
        {
            foreach (NativeBuild build in suite.Native)
            {
                Console.WriteLine($"==== {kernel.Id}: {kernel.Text}: {build.Name}");
                Console.WriteLine(NativeKernel.ListingOf(kernel, build));
            }

            foreach (CBuild build in suite.C)
            {
                if (Array.IndexOf(s_builds, build.Name) >= 0)
                {
                    Console.WriteLine($"==== {kernel.Id}: {build.Name}");
                    Console.WriteLine(CLibrary.Assembly(build, kernel, directory) ?? "not installed");
                }
            }
        }
    }
}
