using System.Linq;
using System.Text;
using JitGen.Compiler.Targets;
using JitGen.Compiler.Tests.Semantics;

namespace JitGen.Compiler.Tests.Kernels;

/// <summary>A kernel's scratch is on its caller's stack: what needs more than a small stack has room for is left to managed code.</summary>
public class KernelSizeTests
{
    private const int SmallStack = 16 * 1024;

    public static TheoryData<string> Targets => [.. TargetTable.Kernels.Select(target => target.Name)];

    [Theory]
    [MemberData(nameof(Targets))]
    public void ScratchFitsASmallStack(string targetName)
    {
        Target target = TargetTable.Kernels.Single(target => target.Name == targetName);
        foreach (OptimizationLevel level in new[] { OptimizationLevel.None, OptimizationLevel.Full })
        {
            bool[] hasCode = [.. new[] { 5, 20, 600 }.Select(values => HasCode(values, target, level))];
            Assert.Equal([true, true, false], hasCode);
        }
    }

    private static bool HasCode(int values, Target target, OptimizationLevel level)
    {
        BoundFormula formula = Compilation.Bind(Formulas.Source("void (in double x, in double y, ref double r)", ManyAlive(values)));
        CompiledKernel kernel = Compilation.CompileKernel(formula, target, level);
        Assert.InRange(kernel.ScratchBytes, 0, SmallStack);
        bool hasCode = kernel.Code.Bytes.Length > 0;
        Assert.Equal(hasCode ? [] : ["everything"], kernel.ElementWise);
        return hasCode;
    }

    /// <summary>A formula that needs its first values last and its last values first.</summary>
    private static string ManyAlive(int values)
    {
        var text = new StringBuilder("var s0 = x; ");
        for (int k = 0; k < values; k++)
        {
            text.Append($"var t{k} = x * {k}.5 + y * {k + 1}.25; var s{k + 1} = sqrt(s{k}) + t{k}; ");
        }

        text.Append($"var u0 = s{values}; ");
        for (int k = 0; k < values; k++)
        {
            text.Append($"var u{k + 1} = u{k} * s{k} + t{values - 1 - k}; ");
        }

        return text.Append($"u{values}").ToString();
    }
}
