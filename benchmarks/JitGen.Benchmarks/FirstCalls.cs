using System.Globalization;

namespace JitGen.Benchmarks;

/// <summary>What the first calls of three classes cost in a fresh process, in microseconds.</summary>
internal readonly record struct FirstCallTimes(double First, double Second, double Third);

/// <summary>Measures first calls: starts the program <c>JitGen.FirstCalls</c> many times and takes medians.</summary>
/// <param name="program">The path of the program, as <see cref="PublishedProgram"/> gives it.</param>
internal sealed class FirstCalls(string program)
{
    /// <summary>The name of its project.</summary>
    public const string Project = "JitGen.FirstCalls";

    private const int Processes = 41;

    /// <summary>The medians over many processes.</summary>
    /// <param name="kind">"native" for formulas, "managed" for the same methods in C#.</param>
    public FirstCallTimes Measure(string kind)
    {
        var times = new double[3][];
        for (int i = 0; i < times.Length; i++)
        {
            times[i] = new double[Processes];
        }

        for (int run = 0; run < Processes; run++)
        {
            string[] numbers = Repository.RunOrThrow(Repository.Root, program, kind).Split(' ');
            for (int i = 0; i < times.Length; i++)
            {
                times[i][run] = double.Parse(numbers[i], CultureInfo.InvariantCulture) / 1000;
            }
        }

        return new FirstCallTimes(Stopwatches.Median(times[0]), Stopwatches.Median(times[1]), Stopwatches.Median(times[2]));
    }
}
