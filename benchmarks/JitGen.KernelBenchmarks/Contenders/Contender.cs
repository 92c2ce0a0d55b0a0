using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace JitGen.KernelBenchmarks.Contenders;

/// <summary>Runs a kernel over the operands that many times, by one of its entries if it has several.</summary>
internal delegate void Repetition(Operands operands, int times, int entry);

/// <summary>One way to run one kernel.</summary>
/// <param name="Name">A name of <see cref="ContenderNames"/>.</param>
/// <param name="Repeat">Runs it.</param>
/// <param name="EntryCount">How many entries it has.</param>
internal sealed record Contender(string Name, Repetition Repeat, int EntryCount = 1)
{
    /// <summary>A contender that is a managed method.</summary>
    public static Contender Of(string name, Invocation run) => new(name, (operands, times, _) => Loop(run, operands, times));

    /// <summary>Nanoseconds of that many runs over the operands.</summary>
    public double Time(in Operands operands, int times, int entry = 0)
    {
        long start = Stopwatch.GetTimestamp();
        Repeat(operands, times, entry);
        return (Stopwatch.GetTimestamp() - start) * (1e9 / Stopwatch.Frequency);
    }

    // Without a profile, by which the JIT would inline the method that it saw first, and no other.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Loop(Invocation run, in Operands operands, int times)
    {
        for (int i = 0; i < times; i++)
        {
            run(operands);
        }
    }
}

/// <summary>How the contenders are called, in results, promises and tables.</summary>
internal static class ContenderNames
{
    public const string Formula = "jitgen";
    public const string V4 = "jitgen-v4";
    public const string V4Fast = "jitgen-v4-fast";
    public const string V3 = "jitgen-v3";
    public const string V3Fast = "jitgen-v3-fast";
    public const string Scalar = "c#";
    public const string Tensors = "tensors";
    public const string TensorBlocks = "tensors-1024";
    public const string Vectors512 = "vector512";
    public const string Vectors = "vector<t>";
    public const string GccStrict = "gcc-strict";
    public const string GccDefault = "gcc-default";
    public const string GccFast = "gcc-fast";
    public const string ClangStrict = "clang-strict";
    public const string ClangDefault = "clang-default";
    public const string ClangFast = "clang-fast";
    public const string GccV3Strict = "gcc-v3-strict";
    public const string ClangV3Strict = "clang-v3-strict";
    public const string Sleef = "sleef";
    public const string SleefV3 = "sleef-v3";
    public const string Libmvec = "libmvec";
    public const string LibmvecV3 = "libmvec-v3";
}
