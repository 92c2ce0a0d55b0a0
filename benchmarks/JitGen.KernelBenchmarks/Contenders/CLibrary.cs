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

    private readonly nint _library;

    private CLibrary(nint library) => _library = library;

    /// <summary>Compiles and loads; null if no program of the names is installed.</summary>
    /// <param name="build">What to run.</param>
    /// <param name="text">The translation unit.</param>
    /// <param name="directory">Where files may be.</param>
    public static CLibrary? Build(CBuild build, string text, string directory)
    {
        string source = Path.Combine(directory, build.Name + ".c");
        string library = Path.Combine(directory, build.Name + ".so");
        File.WriteAllText(source, text);
        return Run(build, [.. s_options, .. build.Options, source, "-o", library]) is null
            ? null
            : new CLibrary(NativeLibrary.Load(library));
    }

    /// <summary>The assembly text of a translation unit; null if no program of the names is installed.</summary>
    public static string? Assembly(CBuild build, string text, string directory)
    {
        string source = Path.Combine(directory, build.Name + ".c");
        File.WriteAllText(source, text);
        return Run(build, ["-O3", "-fPIC", "-w", .. build.Options, "-S", "-masm=intel", "-fno-asynchronous-unwind-tables", source, "-o", "-"]);
    }

    /// <summary>Runs a kernel's function repeatedly over the same operands.</summary>
    public Action<Operands, int> Repeat(Kernel kernel)
    {
        nint address = NativeLibrary.GetExport(_library, kernel.Id);
        return (operands, times) =>
        {
            var code = (delegate* unmanaged[SuppressGCTransition]<
                byte*, byte*, byte*, byte*, byte*, byte*, double, double, long, void>)address;
            for (int i = 0; i < times; i++)
            {
                code(
                    operands.Input0, operands.Input1, operands.Input2, operands.Input3, operands.Output0, operands.Output1,
                    operands.Scalar0, operands.Scalar1, operands.Count);
            }
        };
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

/// <summary>A way to compile the loops.</summary>
/// <param name="Name">The contender's name, such as <c>clang-strict</c>.</param>
/// <param name="Programs">The names by which the compiler may be installed, the preferred first.</param>
/// <param name="Options">Options that others do not have.</param>
internal sealed record CBuild(string Name, string[] Programs, string[] Options)
{
    private static readonly string[] s_gcc = ["gcc"];
    private static readonly string[] s_clang = ["clang-19", "clang"];

    private static readonly (string Suffix, string[] Options)[] s_levels =
        RuntimeInformation.ProcessArchitecture == Architecture.X64
            ? [("", ["-march=native"]), ("-v3", ["-march=x86-64-v3"])]
            : [("", ["-mcpu=native"])];

    private static readonly (string Suffix, string[] Options)[] s_modes =
    [
        ("-strict", ["-ffp-contract=off", "-fno-math-errno"]),
        ("-default", []),
        ("-fast", ["-ffast-math"]),
    ];

    /// <summary>Both compilers, both levels, all modes.</summary>
    public static IReadOnlyList<CBuild> All { get; } = MakeAll();

    private static List<CBuild> MakeAll()
    {
        var builds = new List<CBuild>();
        foreach ((string level, string[] levelOptions) in s_levels)
        {
            foreach ((string mode, string[] modeOptions) in s_modes)
            {
                builds.Add(new CBuild("gcc" + level + mode, s_gcc, [.. levelOptions, .. modeOptions]));

                // Without estimates of reciprocals, which are not what is compared.
                string[] exact = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? ["-mrecip=none"] : [];
                builds.Add(new CBuild("clang" + level + mode, s_clang, [.. levelOptions, .. modeOptions, .. exact]));
            }
        }

        return builds;
    }
}
