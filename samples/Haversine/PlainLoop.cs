using System;

namespace Haversine;

/// <summary>The same in the loop that one would write in C#.</summary>
internal static class PlainLoop
{
    public static void Distances(
        double latitude, double longitude, ReadOnlySpan<double> toLatitude, ReadOnlySpan<double> toLongitude, Span<double> kilometers)
    {
        for (int i = 0; i < toLatitude.Length; i++)
        {
            double north = Math.Sin((toLatitude[i] - latitude) / 2);
            double east = Math.Sin((toLongitude[i] - longitude) / 2);
            double haversine = north * north + Math.Cos(latitude) * Math.Cos(toLatitude[i]) * east * east;
            kilometers[i] = 2 * Formulas.Radius * Math.Asin(Math.Min(1, Math.Sqrt(haversine)));
        }
    }
}
