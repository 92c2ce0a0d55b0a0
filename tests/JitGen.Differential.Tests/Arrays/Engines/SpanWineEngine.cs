using System;
using System.Collections.Generic;
using System.Linq;
using JitGen.Compiler.Emission;
using JitGen.Compiler.Targets;
using JitGen.Differential.Tests.Engines;
using JitGen.Testing;
using Level = JitGen.Compiler.OptimizationLevel;

namespace JitGen.Differential.Tests.Arrays.Engines;

/// <summary>Kernels in a .NET application for Windows, under wine: mapped by the runtime's loader, which chooses the entry.</summary>
/// <param name="target">A target of kernels that wine's processor has: it hides AVX-512.</param>
/// <param name="level">How much to optimize.</param>
/// <param name="host">The application.</param>
/// <param name="state">MXCSR when a kernel is called; 0 for the default.</param>
internal sealed class SpanWineEngine(Target target, Level level, Win64Host host, ulong state = 0) : SpanRemoteEngine(target, level, "under wine", state)
{
    public override ExternalEngine? Requirement => ExternalEngine.Wine;

    protected override IReadOnlyList<string> Preserved => Harness.Win64.Preserved;

    /// <summary>An image; an entry is a number.</summary>
    protected override (byte[] Code, long[] Entries) LayOut(IReadOnlyList<SpanProgram> programs) =>
        (CodeImage.Build([.. programs.Select(program => program.Kernel.Code)], Target), [.. Enumerable.Range(0, programs.Count).Select(i => (long)i)]);

    protected override string? RunProgram(string input, string output) => host.Run("spans", input, output);
}
