using System;
using System.Collections.Generic;
using System.Linq;
using JitGen.Compiler;
using JitGen.Compiler.Emission;
using JitGen.Compiler.IR;
using JitGen.Compiler.Targets;
using JitGen.Differential.Tests.Arrays.Corpus;
using JitGen.Differential.Tests.Arrays.Engines;
using JitGen.Differential.Tests.Arrays.Oracle;

namespace JitGen.Differential.Tests.Arrays;

/// <summary>The engines of kernels notice what they are there to notice: wrong code, written by hand, is reported for what it does.</summary>
public class SpanEngineSelfTests
{
    private const int Length = 9;
    private const int ScratchBytes = 64;

    // The System V entry; the block's start, and addresses of x and r; then a loop that stores x + 1, up to the block's count.
    private const string Entry = "48 89 F9 ", Begin = "48 8B 41 08 48 8B 51 20 4C 8B 41 30 ";
    private const string Loop = "48 3B 01 7D 10 44 8B 0C 82 41 FF C1 45 89 0C 80 48 FF C0 EB EB ", Return = "C3";

    private static readonly SpanFormula s_next = SpanFormula.Parse("hand-made", "void (in int x, ref int r)", "x + 1");
    private static readonly SpanFormula s_quotient = SpanFormula.Parse("hand-made", "void (in int x, ref int r)", "7 / x");

    /// <summary>Engines on this machine, by their names.</summary>
    public static TheoryData<string> X64 => [.. SpanEngines.Native.Where(name => name.StartsWith("x64-v3", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(X64))]
    public void WhatIsRightIsNotReported(string engine) => AssertReported(engine, s_next, Begin + Loop + Return, null);

    [Theory]
    [MemberData(nameof(X64))]
    public void OtherResultsAreReported(string engine) =>
        AssertReported(engine, s_next, Begin + Loop.Replace("41 FF C1", "41 FF C9", StringComparison.Ordinal) + Return, "r[0]: C#: 0x");

    [Theory]
    [MemberData(nameof(X64))]
    public void LeavingWithoutReasonIsReported(string engine) => AssertReported(engine, s_next, Begin + Loop + "31 C0 C3", "though no element behind it throws");

    [Theory]
    [MemberData(nameof(X64))]
    public void AnIndexOutOfRangeIsReported(string engine) => AssertReported(engine, s_next, Begin + Loop + "48 FF C0 C3", "returns 10 for elements 0 to 9");

    [Theory]
    [MemberData(nameof(X64))]
    public void StoringWhatIsLeftIsReported(string engine) =>
        AssertReported(engine, s_quotient, Begin + Loop + "48 C7 C0 02 00 00 00 C3", "leaves at 2, and has stored r[2]");

    [Theory]
    [MemberData(nameof(X64))]
    public void StoringBehindTheEndIsReported(string engine) =>
        AssertReported(engine, s_next, Begin + Loop.Replace("7D 10", "7F 10", StringComparison.Ordinal) + "48 FF C8 C3", "writes beside");

    [Theory]
    [MemberData(nameof(X64))]
    public void ARegisterThatIsNotPreservedIsReported(string engine)
    {
        AssertReported(engine, s_next, Begin + Loop + "31 DB C3", "rbx is not preserved");
        AssertReported(engine, s_next, Begin + Loop + "C5 E8 57 D2 C3", null);
        AssertReported(engine, s_next, Begin + Loop + "C4 41 38 57 C0 C3", "xmm8 is not preserved");
        AssertReported(engine, s_next, Begin + Loop + "68 C0 9F 00 00 0F AE 14 24 5A C3", "MXCSR is");
    }

    [Theory]
    [InlineData("x64-v3 ms_abi harness", "fault 11 in call 0")]
    [InlineData("x64-v3 wine", "ended with")]
    public void TouchingAGuardPageIsReported(string engine, string report) =>
        AssertReported(engine, s_next, Begin + "48 81 C2 00 00 10 00 4C 89 C2 45 8B 90 00 00 01 00 " + Loop + Return, report, 0);

    /// <summary>Runs code that claims to be a kernel of the formula, of 1 to 9, and 0 as the fourth element.</summary>
    private static void AssertReported(string engine, SpanFormula formula, string code, string? report, int shift = 2)
    {
        if (SpanEngines.Find(engine) is not { } found)
        {
            return;
        }

        SpanCase[] cases = SpanOracle.Evaluate([formula], dropRefused: false, (_, _, data) => [Run(data, shift)]);
        byte[] bytes = [.. (Entry + code).Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(text => Convert.ToByte(text, 16))];
        var kernel = new CompiledKernel(TargetTable.X64V3, new MethodCode(bytes, bytes.Length, []), ScratchBytes, 32, 1, [], []);
        Function function = Compilation.Bind(formula.ToSource()).Function!;
        List<SpanMismatch> mismatches = new SpanComparison(new Fixed(found, new SpanProgram(cases[0], function, kernel))).Compare(cases);
        Assert.True(mismatches.Count == (report is null ? 0 : 1), $"{engine}: {code}: {string.Join('\n', mismatches)}");
        Assert.All(mismatches, mismatch => Assert.Contains(report!, mismatch.ToString(), StringComparison.Ordinal));
    }

    /// <summary>A call whose arrays lie some elements before a guard page.</summary>
    private static SpanRun Run(SpanData data, int shift)
    {
        SpanRun run = data.CreateRun(Length, 1, SpanData.Nowhere, new SpanLayout(IsRight: true, IsInPlace: false, [shift, shift]));
        for (int i = 0; i < Length; i++)
        {
            BitConverter.TryWriteBytes(run.Contents[0].AsSpan(i * sizeof(int)), i == 3 ? 0 : i + 1);
        }

        return run;
    }

    /// <summary>An engine that executes one program, whatever the cases.</summary>
    private sealed class Fixed(SpanEngine engine, SpanProgram program) : SpanEngine
    {
        public override string Name => engine.Name;

        public override SpanAnswer[][] Run(IReadOnlyList<SpanCase> cases) =>
            engine is SpanNativeEngine native ? native.Execute([program]) : ((SpanRemoteEngine)engine).Execute([program]);
    }
}
