using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Diagnostics;
using System.IO;
using System.Runtime.InteropServices;

namespace JitGen.KernelBenchmarks.Contenders;

/// <summary>The loops compiled by a C compiler into a shared library, and loaded.</summary>
internal sealed unsafe class CLibrary
{
    /// <summary>
    /// What all get: optimized, for a shared library. With start files, <c>-ffast-math</c> would set the floating-point state of the
    /// whole process as it is loaded: numbers flushed, in all contenders.
    /// </summary>
    private static readonly string[] s_options = ["-O3", "-shared", "-fPIC", "-w", "-nostartfiles"];

    /// <summary>What all get whose code is to be read.</summary>
    private static readonly string[] s_listingOptions = ["-O3", "-fPIC", "-w", "-S", "-masm=intel", "-fno-asynchronous-unwind-tables"];

    private readonly nint _library;

    private CLibrary(nint library) => _library = library;

    /// <summary>Compiles and loads; null if the compiler or the library is not installed.</summary>
    /// <param name="build">What to run.</param>
    /// <param name="kernels">What to compile.</param>
    /// <param name="directory">Where files may be.</param>
    public static CLibrary? Build(CBuild build, IReadOnlyList<Kernel> kernels, string directory)
    {
        if (build.Package is { IsInstalled: false })
        {
            return null;
        }

        string library = Path.Combine(directory, build.Name + ".so");
        return Run(build, [.. s_options, Write(build, kernels, directory), "-o", library, .. build.Options]) is null
            ? null
            : new CLibrary(NativeLibrary.Load(library));
    }

    /// <summary>The assembly text of a kernel; null if the compiler or the library is not installed.</summary>
    public static string? Assembly(CBuild build, Kernel kernel, string directory) =>
        build.Package is { IsInstalled: false }
            ? null
            : Run(build, [.. s_listingOptions, .. build.Options, Write(build, [kernel], directory), "-o", "-"]);

    /// <summary>Runs a kernel's function repeatedly over the same operands.</summary>
    public Repetition Repeat(Kernel kernel)
    {
        nint[] entries = Entries.Of(NativeLibrary.GetExport(_library, kernel.Id));
        return (operands, times, entry) =>
        {
            var code = (delegate* unmanaged[SuppressGCTransition]<
                byte*, byte*, byte*, byte*, byte*, byte*, double, double, long, void>)entries[entry];
            for (int i = 0; i < times; i++)
            {
                code(
                    operands.Input0, operands.Input1, operands.Input2, operands.Input3, operands.Output0, operands.Output1,
                    operands.Scalar0, operands.Scalar1, operands.Count);
            }
        };
    }

    private static string Write(CBuild build, IReadOnlyList<Kernel> kernels, string directory)
    {
        string source = Path.Combine(directory, build.Name + ".c");
        File.WriteAllText(source, build.Text.Write(kernels));
        return source;
    }

    private static string? Run(CBuild build, string[] arguments)
    {
        foreach (string program in build.Programs)
        {
            try
            {
                using Process process = Process.Start(
                    new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
                System.Threading.Tasks.Task<string> errors = process.StandardError.ReadToEndAsync();
                string output = process.StandardOutput.ReadToEnd();
                process.WaitForExit();
                return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{program} failed:\n{errors.Result}");
            }
            catch (Win32Exception)
            {
                // Not installed under this name.
            }
        }

        return null;
    }
}
