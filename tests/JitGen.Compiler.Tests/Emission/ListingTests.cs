using System.Linq;
using JitGen.Compiler.Targets;
using JitGen.Compiler.Tests.Semantics;

namespace JitGen.Compiler.Tests.Emission;

/// <summary>Code of any number of constants can be listed.</summary>
public class ListingTests
{
    private const int MostConstants = 70;

    [Fact]
    public void ConstantsOfEveryNumber()
    {
        for (int count = 1; count <= MostConstants; count++)
        {
            string text = string.Concat(Enumerable.Range(0, count).Select(n => $"x * {n}.1 + ")) + "x";
            BoundFormula formula = Compilation.Bind(Formulas.Source("double (double x)", text));
            foreach (CompiledFormula compiled in Compilation.CompileAll(formula, TargetTable.All, OptimizationLevel.Full, listing: true))
            {
                int bytes = compiled.Listing.Sum(line => line.Length);
                Assert.InRange(compiled.Code.Bytes.Length, bytes, bytes + 64);
            }
        }
    }
}
