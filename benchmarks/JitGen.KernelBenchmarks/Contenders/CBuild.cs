using System;
using System.Collections.Generic;
using System.IO;
using System.Runtime.InteropServices;

namespace JitGen.KernelBenchmarks.Contenders;

/// <summary>A way to compile the loops.</summary>
/// <param name="Name">The contender's name, such as <c>clang-strict</c>.</param>
/// <param name="Programs">The names by which the compiler may be installed, the preferred first.</param>
/// <param name="Options">Options that others do not have.</param>
/// <param name="Text">The loops.</param>
internal sealed record CBuild(string Name, string[] Programs, string[] Options, CText Text)
{
    private static readonly string[] s_gcc = ["gcc"];
    private static readonly string[] s_clang = ["clang-19", "clang"];

    private static readonly CPackage s_sleef = new("libsleef-dev", ["/usr/include/x86_64-linux-gnu/sleef.h", "/usr/include/sleef.h"]);

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

    /// <summary>Plain loops by both compilers, both levels, all modes.</summary>
    public static IReadOnlyList<CBuild> OfOperations { get; } = MakeOfOperations();

    /// <summary>Loops that apply functions: those of SLEEF and those of the C library, for both levels.</summary>
    public static IReadOnlyList<CBuild> OfFunctions { get; } = MakeOfFunctions();

    /// <summary>The library that is compared with; null if there is none but the compiler's.</summary>
    public CPackage? Package { get; private init; }

    private static List<CBuild> MakeOfOperations()
    {
        var builds = new List<CBuild>();
        foreach ((string level, string[] levelOptions) in s_levels)
        {
            foreach ((string mode, string[] modeOptions) in s_modes)
            {
                builds.Add(new CBuild("gcc" + level + mode, s_gcc, [.. levelOptions, .. modeOptions], CText.Plain));

                // Without estimates of reciprocals, which are not what is compared.
                string[] exact = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? ["-mrecip=none"] : [];
                builds.Add(new CBuild("clang" + level + mode, s_clang, [.. levelOptions, .. modeOptions, .. exact], CText.Plain));
            }
        }

        return builds;
    }

    private static List<CBuild> MakeOfFunctions()
    {
        var builds = new List<CBuild>();
        foreach ((string level, string[] options) in s_levels)
        {
            builds.Add(new CBuild(ContenderNames.Sleef + level, s_gcc, [.. options, "-lsleef"], SleefText.Instance) { Package = s_sleef });
            builds.Add(new CBuild(ContenderNames.Libmvec + level, s_gcc, [.. options, "-ffast-math", "-lmvec", "-lm"], CText.WithFunctions));
        }

        return builds;
    }
}

/// <summary>A library that a C program needs.</summary>
/// <param name="Name">The name of the package that has it.</param>
/// <param name="Headers">Where its header may be.</param>
internal sealed record CPackage(string Name, string[] Headers)
{
    public bool IsInstalled => Array.Exists(Headers, File.Exists);
}
