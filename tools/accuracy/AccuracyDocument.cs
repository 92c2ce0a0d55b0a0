using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text;

namespace JitGen.Accuracy;

/// <summary>What comparing a function gave.</summary>
/// <param name="Function">The function's name, without its precision.</param>
/// <param name="Type">float or double.</param>
/// <param name="IsFast">Whether it is the one of <c>MathPrecision.Fast</c>.</param>
/// <param name="MustRound">Whether every result has to be correctly rounded.</param>
/// <param name="Bound">The largest error that is promised, in units of the last place.</param>
/// <param name="Report">What was found.</param>
internal sealed record Finding(string Function, string Type, bool IsFast, bool MustRound, double Bound, Report Report)
{
    /// <summary>Whether what is promised holds.</summary>
    public bool Holds => MustRound ? Report.Wrong == 0 : Report.Largest <= Bound;
}

/// <summary>The table of all findings, docs/accuracy.md.</summary>
internal static class AccuracyDocument
{
    private const string Head = """
        # Accuracy of mathematical functions

        Made by `dotnet run -c Release --project tools/accuracy -- --document docs/accuracy.md`; do not edit. Needs x64, gcc and libmpfr-dev.

        Results are compared with the correctly rounded ones of MPFR. An error is the distance from the exact value in units of the last
        place (ulp) of the result's type, at the exact value; a correctly rounded result is off by at most 0.5. Functions of one `float`
        are compared for every argument that there is. Those of `double`, and of two numbers, for random arguments of all magnitudes,
        for dense sweeps around the boundaries of their reductions, and for published lists of arguments that are hard to round
        (`tests/Data/worst-cases`). Special values are in `tests/JitGen.Compiler.Tests/Functions/special-values.txt`.

        The bits do not depend on the processor: what is measured here on one holds on all.

        | function | type | precision | arguments | not correctly rounded | largest error, ulp | promise |
        | --- | --- | --- | ---: | ---: | ---: | --- |

        """;

    public static void Write(string path, IReadOnlyList<Finding> findings)
    {
        var text = new StringBuilder(Head.Replace("\r", "", StringComparison.Ordinal));
        foreach (Finding finding in findings)
        {
            string promise = (finding.MustRound ? "correctly rounded" : $"at most {finding.Bound:0.###}") + (finding.Holds ? "" : ": **not kept**");
            string error = finding.MustRound && finding.Report.Wrong == 0 ? "0.5" : finding.Report.Largest.ToString("0.0000", CultureInfo.InvariantCulture);
            text.Append(
                CultureInfo.InvariantCulture,
                $"| `{finding.Function}` | {finding.Type} | {(finding.IsFast ? "Fast" : "Strict")} | {finding.Report.Tried:N0} | {finding.Report.Wrong:N0} | {error} | {promise} |\n");
        }

        File.WriteAllText(path, text.ToString());
    }
}
