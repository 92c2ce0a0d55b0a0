using System;
using System.Globalization;

namespace JitGen.Accuracy;

/// <summary>What comparing a function gave: a row of the table.</summary>
/// <param name="Function">The function's name, without its precision.</param>
/// <param name="Type">float or double.</param>
/// <param name="Precision">Strict or Fast.</param>
/// <param name="MustRound">Whether every result has to be correctly rounded.</param>
/// <param name="Bound">The largest error that is promised, in units of the last place.</param>
/// <param name="Source">What the row says of the bits that were measured, and of the arguments.</param>
/// <param name="Report">What was found.</param>
internal sealed record Finding(string Function, string Type, string Precision, bool MustRound, double Bound, MeasuredSource Source, Report Report)
{
    /// <summary>Whether what is promised holds.</summary>
    public bool Holds => MustRound ? Report.Wrong == 0 : Report.Largest <= Bound;

    /// <summary>The row of the table.</summary>
    public AccuracyRow ToRow()
    {
        string promise = (MustRound ? "correctly rounded" : string.Create(CultureInfo.InvariantCulture, $"at most {Bound:0.###}")) + (Holds ? "" : ": **not kept**");
        string error = MustRound && Report.Wrong == 0 ? "0.5" : RoundedUp(Report.Largest).ToString("0.0000", CultureInfo.InvariantCulture);
        return new AccuracyRow(
            [
                $"`{Function}`", Type, Precision, Report.Tried.ToString("N0", CultureInfo.InvariantCulture),
                Report.Wrong.ToString("N0", CultureInfo.InvariantCulture), error, promise, .. Source.Columns,
            ]);
    }

    /// <summary>An error as the table has it: never smaller than it is.</summary>
    private static double RoundedUp(double error) => Math.Ceiling(error * 1e4 - 1e-6) / 1e4;
}

/// <summary>What was measured.</summary>
/// <param name="Version">The version of the numerics.</param>
/// <param name="Bits">The committed hash of the function's results; a dash if there is none yet.</param>
/// <param name="Arguments">Which arguments.</param>
internal sealed record MeasuredSource(int Version, string Bits, string Arguments)
{
    public string[] Columns => [Version.ToString(CultureInfo.InvariantCulture), $"`{Bits}`", Arguments];
}
