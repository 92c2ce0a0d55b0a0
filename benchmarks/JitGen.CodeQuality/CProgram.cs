using System.Collections.Generic;
using System.Text;

namespace JitGen.CodeQuality;

/// <summary>The C texts that the reference compilers get.</summary>
internal static class CProgram
{
    private const string Prelude =
        """
        #include <stdint.h>
        typedef uint32_t jitgen_uint;
        typedef uint64_t jitgen_ulong;
        #define uint jitgen_uint
        #define ulong jitgen_ulong
        #define BAIL_IF(condition) if (condition) { *bail_out = 1; return 0; }

        """;

    /// <summary>One function per formula.</summary>
    public static string Functions(IReadOnlyList<BenchmarkFormula> formulas)
    {
        var text = new StringBuilder(Prelude);
        foreach (BenchmarkFormula formula in formulas)
        {
            text.Append('\n').Append(formula.ToC());
        }

        return text.ToString();
    }

    /// <summary>The functions, and one to call each of them with bit patterns.</summary>
    public static string FunctionsWithWrappers(IReadOnlyList<BenchmarkFormula> formulas)
    {
        var text = new StringBuilder(Functions(formulas));
        foreach (BenchmarkFormula formula in formulas)
        {
            text.Append('\n').Append(formula.ToCWrapper());
        }

        return text.ToString();
    }
}
