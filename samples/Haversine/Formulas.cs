using System;
using JitGen;

namespace Haversine;

/// <summary>Distances on a sphere of the Earth's mean radius, along great circles; angles are radians.</summary>
internal static partial class Formulas
{
    /// <summary>The mean radius of the Earth, in kilometres.</summary>
    public const double Radius = 6371.0088;

    /// <summary>The square of half the chord between two places, on a sphere of radius 1: haversine of the angle between them.</summary>
    [NativeExpression(
        """
        var north = sin((toLatitude - latitude) / 2);
        var east = sin((toLongitude - longitude) / 2);
        north*north + cos(latitude)*cos(toLatitude)*east*east
        """)]
    public static partial double Haversine(double latitude, double longitude, double toLatitude, double toLongitude);

    /// <summary>The distances in kilometres from one place to many. Opposite places may round to a haversine beyond 1.</summary>
    [NativeExpression("kilometers = 2 * Radius * asin(min(1, sqrt(Haversine(latitude, longitude, toLatitude, toLongitude))))")]
    public static partial void Distances(
        double latitude, double longitude, ReadOnlySpan<double> toLatitude, ReadOnlySpan<double> toLongitude, Span<double> kilometers);

    /// <summary>The largest difference of two columns.</summary>
    [NativeExpression("max(abs(x - y))")]
    public static partial double LargestDifference(ReadOnlySpan<double> x, ReadOnlySpan<double> y);
}
