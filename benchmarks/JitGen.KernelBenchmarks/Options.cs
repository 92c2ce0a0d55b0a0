using System;
using System.Collections.Generic;
using System.Linq;
using JitGen.KernelBenchmarks.Contenders;

namespace JitGen.KernelBenchmarks;

/// <summary>What the command line asks for.</summary>
internal sealed class Options
{
    /// <summary>The parts, in order.</summary>
    public static readonly string[] PartNames = ["incache", "memory", "calls", "pauses", "fallback", "aot"];

    /// <summary>Few rounds: for a look, not for the document.</summary>
    public bool Quick { get; private set; }

    /// <summary>Whether the document is written.</summary>
    public bool Document { get; private set; } = true;

    /// <summary>The parts to run.</summary>
    public IReadOnlyList<string> Parts { get; private set; } = PartNames;

    /// <summary>What the kernels are from.</summary>
    public Suite Suite { get; private set; } = Suite.Arrays;

    /// <summary>The kernels to run.</summary>
    public IReadOnlyList<Kernel> Kernels { get; private set; } = Suite.Arrays.Kernels;

    /// <summary>Print code instead of measuring.</summary>
    public bool Listing { get; private set; }

    /// <summary>Reads the command line; null, after a message, if it is wrong.</summary>
    public static Options? Parse(string[] arguments)
    {
        var options = new Options();
        for (int i = 0; i < arguments.Length; i++)
        {
            string? value = i + 1 < arguments.Length ? arguments[i + 1] : null;
            switch (arguments[i])
            {
                case "functions" when i == 0:
                    options.Suite = Suite.Functions;
                    options.Kernels = options.Suite.Kernels;
                    break;
                case "--quick":
                    options.Quick = true;
                    break;
                case "--no-document":
                    options.Document = false;
                    break;
                case "--listing":
                    options.Listing = true;
                    break;
                case "--kernel" when value is not null && KernelsOf(options.Suite, value) is { Count: > 0 } kernels:
                    options.Kernels = kernels;
                    options.Document = false;
                    i++;
                    break;
                case "--only" when options.Suite == Suite.Arrays && Array.IndexOf(PartNames, value) >= 0:
                    options.Parts = [value!];
                    options.Document = false;
                    i++;
                    break;
                default:
                    WriteUsage();
                    return null;
            }
        }

        return options;
    }

    private static List<Kernel> KernelsOf(Suite suite, string name)
    {
        var kernels = new List<Kernel>();
        foreach (Kernel kernel in suite.Kernels)
        {
            if (kernel.Name == name || kernel.Id == name)
            {
                kernels.Add(kernel);
            }
        }

        return kernels;
    }

    private static void WriteUsage()
    {
        Console.Error.WriteLine("JitGen.KernelBenchmarks               measures everything, writes docs/performance.md");
        Console.Error.WriteLine("JitGen.KernelBenchmarks functions     measures mathematical functions, writes docs/performance-functions.md");
        Console.Error.WriteLine("    --quick                           few rounds");
        Console.Error.WriteLine($"    --only PART                       of arrays: one of {string.Join(", ", PartNames)}; writes no document");
        Console.Error.WriteLine("    --kernel NAME                     such as saxpy or saxpy_f32; writes no document");
        Console.Error.WriteLine("    --no-document                     prints only");
        Console.Error.WriteLine("    --listing                         prints JitGen's, gcc's and clang's code of the kernels instead of measuring");
        Console.Error.WriteLine($"Kernels: {Ids(Suite.Arrays)}");
        Console.Error.WriteLine($"Functions: {Ids(Suite.Functions)}");
    }

    private static string Ids(Suite suite) => string.Join(", ", suite.Kernels.Select(static kernel => kernel.Id));
}
