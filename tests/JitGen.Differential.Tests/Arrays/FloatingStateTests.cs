using System.Collections.Generic;
using System.Linq;
using JitGen.Compiler.IR;
using JitGen.Differential.Tests.Arrays.Corpus;
using JitGen.Differential.Tests.Arrays.Engines;
using Xunit.Abstractions;

namespace JitGen.Differential.Tests.Arrays;

/// <summary>
/// Whatever rounding and flushing native code has set before a kernel is called: results keep their bits, and the state is
/// afterwards what it was.
/// </summary>
public class FloatingStateTests(ITestOutputHelper output)
{
    private const int Longest = 70;

    private static readonly string[] s_x64 = [.. SpanEngines.Native.Where(name => name.StartsWith("x64", System.StringComparison.Ordinal))];

    /// <summary>MXCSR: flush to zero, denormals are zeros, both; down, up, toward zero; toward zero and all flushed.</summary>
    private static readonly ulong[] s_mxcsr = [0x9F80, 0x1FC0, 0x9FC0, 0x3F80, 0x5F80, 0x7F80, 0xFFC0];

    /// <summary>FPCR: flush to zero; up, down, toward zero; toward zero and flush to zero; NaNs are the default one.</summary>
    private static readonly ulong[] s_fpcr = [1ul << 24, 1ul << 22, 2ul << 22, 3ul << 22, 7ul << 22, 1ul << 25];

    private static readonly SpanBatch[] s_batches =
    [
        .. SpanBatch.Split([.. WrittenSpanFormulas.All.Where(HasFloatingPoint)], 150, Plan),
        .. SpanBatch.Split([.. ReductionFormulas.All.Where(HasFloatingPoint)], 150, Plan),
    ];

    public static TheoryData<string, ulong> States
    {
        get
        {
            var states = new TheoryData<string, ulong>();
            foreach (ulong state in s_mxcsr)
            {
                foreach (string engine in s_x64)
                {
                    states.Add(engine, state);
                }
            }

            foreach (ulong state in s_fpcr)
            {
                states.Add("arm64 qemu", state);
            }

            return states;
        }
    }

    [Theory]
    [MemberData(nameof(States))]
    public void ResultsAndStateAreKept(string engine, ulong state) => SpanCheck.Run(output, SpanEngines.Find(engine, state: state), s_batches);

    private static bool HasFloatingPoint(SpanFormula formula) =>
        formula.HasFloatingResult || formula.Parameters.Any(parameter => ElementTypes.IsFloating(parameter.Type));

    private static IEnumerable<SpanRun> Plan(int number, SpanFormula formula, SpanData data) =>
        [data.CreateRun(Longest, number), data.CreateRun(number % Longest, number + 1), data.CreateRun(1 + number % 9, number + 2)];
}
