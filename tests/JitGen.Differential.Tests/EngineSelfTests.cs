using System;
using System.Collections.Generic;
using System.Linq;
using JitGen.Compiler.Emission;
using JitGen.Compiler.IR;
using JitGen.Compiler.Lowering;
using JitGen.Differential.Tests.Corpus;
using JitGen.Differential.Tests.Engines;
using JitGen.Testing;
using Level = JitGen.Compiler.OptimizationLevel;
using Outcome = JitGen.Differential.Tests.Oracle.Outcome;

namespace JitGen.Differential.Tests;

/// <summary>The engines notice what they are there to notice: wrong code, written by hand, is reported for what it does.</summary>
public class EngineSelfTests
{
    [Theory]
    [InlineData("xor ebx, ebx; ret", "31 DB C3", "rbx is not preserved")]
    [InlineData("xor r15d, r15d; ret", "45 31 FF C3", "r15 is not preserved")]
    [InlineData("push 0x9FC0; ldmxcsr [rsp]; pop rax; ret", "68 C0 9F 00 00 0F AE 14 24 58 C3", "MXCSR is 0x9FC0")]
    [InlineData("mov dword ptr [rsi+4], 1; ret", "C7 46 04 01 00 00 00 C3", "writes beside the bail-out flag")]
    [InlineData("mov dword ptr [rsi], 2; ret", "C7 06 02 00 00 00 C3", "the bail-out flag is 0x2")]
    [InlineData("mov dword ptr [rsi], 1; ret", "C7 06 01 00 00 00 C3", "leaves to the managed fallback")]
    [InlineData("mov rax, rdi; shr rax, 32; ret", "48 89 F8 48 C1 E8 20 C3", "C#: 0x29")]
    [InlineData("lea eax, [rdi+1]; ret", "8D 47 01 C3", null)]
    public void X64(string assembly, string code, string? report)
    {
        if (X64Engine.Obstacle is null)
        {
            Check(new X64Engine(Level.Full), assembly, code, report);
        }
    }

    [Theory]
    [InlineData("xor edi, edi; ret", "31 FF C3", "rdi is not preserved")]
    [InlineData("vxorps xmm6, xmm6, xmm6; ret", "C5 C8 57 F6 C3", "xmm6 is not preserved")]
    [InlineData("push 0x9FC0; ldmxcsr [rsp]; pop rax; ret", "68 C0 9F 00 00 0F AE 14 24 58 C3", "MXCSR is not preserved")]
    [InlineData("mov dword ptr [rdx+4], 1; ret", "C7 42 04 01 00 00 00 C3", "writes beside the bail-out flag")]
    [InlineData("ud2", "0F 0B", "fault 4 in case 0, row 0")]
    [InlineData("lea eax, [rcx+1]; ret", "8D 41 01 C3", null)]
    public void Win64(string assembly, string code, string? report) => CheckHarness(Harness.Win64, assembly, code, report);

    [Theory]
    [InlineData("mov x19, #0; ret", "13 00 80 D2 C0 03 5F D6", "x19 is not preserved")]
    [InlineData("mov x18, #0; ret", "12 00 80 D2 C0 03 5F D6", "x18 is not preserved")]
    [InlineData("movi d8, #0; ret", "08 E4 00 2F C0 03 5F D6", "d8 is not preserved")]
    [InlineData("mov x1, #0x1000000; msr fpcr, x1; ret", "01 20 A0 D2 01 44 1B D5 C0 03 5F D6", "FPCR is not preserved")]
    [InlineData("mov w2, #1; str w2, [x1, #4]; ret", "22 00 80 52 22 04 00 B9 C0 03 5F D6", "writes beside the bail-out flag")]
    [InlineData("udf #0", "00 00 00 00", "fault 4 in case 0, row 0")]
    [InlineData("add w0, w0, #1; ret", "00 04 00 11 C0 03 5F D6", null)]
    public void Arm64(string assembly, string code, string? report) => CheckHarness(Harness.Arm64, assembly, code, report);

    private static void CheckHarness(Harness harness, string assembly, string code, string? report)
    {
        if (harness.Engine.Find() is { } tools)
        {
            Check(new HarnessEngine(harness, Level.Full, tools), assembly, code, report);
        }
    }

    /// <summary>Runs code that claims to compute x + 1, and to be able to bail out, of 0x28.</summary>
    private static void Check(NativeEngine engine, string assembly, string code, string? report)
    {
        Formula formula = Formula.Parse("hand-made", "int (int x)", "x + 1");
        var source = new Case(formula, [[0x28]], [new Outcome(0x29)]);
        Function function = Front.Bind(formula).Function!;
        byte[] bytes = [.. code.Split(' ').Select(text => Convert.ToByte(text, 16))];
        var program = new NativeProgram(
            source, function, new MethodCode(bytes, bytes.Length, []), new ScalarSignature(function.Parameters, ElementType.Int32, hasBailOut: true));

        List<Mismatch> mismatches = new Comparison(new Fixed(engine, program)).Compare([source]);
        Assert.True(mismatches.Count == (report is null ? 0 : 1), $"{assembly}: {string.Join('\n', mismatches)}");
        Assert.All(mismatches, mismatch => Assert.Contains(report!, mismatch.ToString(), StringComparison.Ordinal));
    }

    /// <summary>An engine that executes one program, whatever the cases.</summary>
    private sealed class Fixed(NativeEngine engine, NativeProgram program) : Engine
    {
        public override string Name => engine.Name;

        public override EngineResult[] Run(IReadOnlyList<Case> cases) => engine.Execute([program]);
    }
}
