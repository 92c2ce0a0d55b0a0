using System.Linq;
using JitGen.Compiler.Functions;
using JitGen.Compiler.IR;
using JitGen.Compiler.Managed;

namespace JitGen.Differential.Tests.Engines;

/// <summary>Whether native code may leave what does not throw to managed code.</summary>
internal static class RarePaths
{
    /// <summary>Whether a function, or a mathematical one that it applies, has remainders of floating-point numbers or rare paths.</summary>
    public static bool AreIn(Function function) =>
        HasOne(function) || FunctionWriter.Collect(function).Any(applied => HasOne(MathFunctions.All[applied.Number].Graph(applied.Type)));

    private static bool HasOne(Function function) =>
        Enumerable.Range(0, function.Count).Any(id => function.OpcodeOf(new Value(id)) is Opcode.RemF or Opcode.Rare);
}
