using System.Collections.Generic;
using System.Linq;
using JitGen.Compiler.Targets;
using JitGen.Differential.Tests.Arrays.Corpus;
using JitGen.Differential.Tests.Arrays.Engines;
using JitGen.Differential.Tests.Arrays.Oracle;
using JitGen.Differential.Tests.Engines;
using Xunit.Abstractions;
using Level = JitGen.Compiler.OptimizationLevel;

namespace JitGen.Differential.Tests.Arrays;

/// <summary>
/// Whatever rounding and flushing native code has set before a kernel is called: results keep their bits, and the state is
/// afterwards what it was.
/// </summary>
public class FloatingStateTests(ITestOutputHelper output)
{
    private const int Longest = 70;

    private static readonly SpanBatch[] s_batches =
    [
        new([.. WrittenSpanFormulas.All.Where(HasFloatingPoint).Where((_, n) => n % 2 == 0)], false, Plan),
        new([.. ReductionFormulas.All.Where(HasFloatingPoint)], false, Plan),
    ];

    [Theory]
    [InlineData("x64-v3", 0x9F80u)] // flush to zero
    [InlineData("x64-v3", 0x9FC0u)] // flush to zero, denormals are zeros
    [InlineData("x64-v3", 0x3F80u)] // down
    [InlineData("x64-v3", 0x5F80u)] // up
    [InlineData("x64-v3", 0x7F80u)] // toward zero
    [InlineData("x64-v3", 0xFFC0u)] // toward zero and all flushed
    [InlineData("x64-v4", 0x9FC0u)]
    [InlineData("x64-v4", 0x3F80u)]
    [InlineData("x64-v4", 0x5F80u)]
    [InlineData("x64-v4", 0x7F80u)]
    internal void X64(string name, uint control)
    {
        Target target = TargetTable.ByName(name)!;
        if (SpanNativeEngine.Obstacle(target) is null)
        {
            SpanCheck.Run(output, new SpanNativeEngine(target, Level.Full, isWindowsEntry: false, control), s_batches);
        }
    }

    [Theory]
    [InlineData(1ul << 24)] // flush to zero
    [InlineData(1ul << 22)] // up
    [InlineData(2ul << 22)] // down
    [InlineData(3ul << 22)] // toward zero
    internal void Arm64(ulong control)
    {
        if (Harness.Arm64.Engine.Find() is { } programs)
        {
            SpanCheck.Run(output, new SpanHarnessEngine(Harness.Arm64, TargetTable.Arm64, Level.Full, programs, control), s_batches);
        }
    }

    private static bool HasFloatingPoint(SpanFormula formula) =>
        formula.Parameters.Any(parameter => Compiler.IR.ElementTypes.IsFloating(parameter.Type));

    private static IEnumerable<SpanRun> Plan(int number, SpanFormula formula, SpanData data) =>
        [data.CreateRun(Longest, number), data.CreateRun(number % Longest, number + 1)];
}
