using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using JitGen;

namespace Haversine;

/// <summary>The distances between all pairs of cities, by a formula and by the same loop in C#; the closest pairs and the farthest.</summary>
internal static class Program
{
    /// <summary>Each is timed so often; the fastest counts.</summary>
    private const int Rounds = 50;
    private const int Shown = 5;

    /// <summary>What the distances by C# may differ by, in kilometres: its functions are other ones.</summary>
    private const double Tolerance = 1e-6;

    private delegate void Row(
        double latitude, double longitude, ReadOnlySpan<double> toLatitude, ReadOnlySpan<double> toLongitude, Span<double> kilometers);

    private static int Main(string[] arguments)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        if (arguments.Length > 1)
        {
            Console.Error.WriteLine("Usage: Haversine [FILE]");
            return 2;
        }

        try
        {
            return Report(Cities.Read(arguments.FirstOrDefault()));
        }
        catch (Exception problem) when (problem is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine(problem.Message);
            return 2;
        }
    }

    private static int Report(Cities cities)
    {
        int pairs = cities.Count * (cities.Count - 1) / 2;
        var distances = new double[pairs];
        var check = new double[pairs];
        Console.WriteLine($"{cities.Count} cities, {pairs:N0} pairs; formulas run as: {NativeCode.KernelTarget}");

        double formula = double.MaxValue;
        double loop = double.MaxValue;
        for (int round = 0; round < Rounds; round++)
        {
            formula = Math.Min(formula, Time(Formulas.Distances, cities, distances));
            loop = Math.Min(loop, Time(PlainLoop.Distances, cities, check));
        }

        var sorted = distances.Zip(Pairs(cities.Count), (kilometers, pair) => (Kilometers: kilometers, pair.From, pair.To))
            .OrderBy(pair => pair.Kilometers).ToList();
        Show("The closest:", cities, sorted.Take(Shown));
        Show("The farthest:", cities, sorted.AsEnumerable().Reverse().Take(Shown));
        Console.WriteLine($"By the formula   {pairs / formula / 1e6,8:F1} million pairs/s");
        Console.WriteLine($"By a loop in C#  {pairs / loop / 1e6,8:F1} million pairs/s: the formula takes 1/{loop / formula:F1} of its time");
        double difference = Formulas.LargestDifference(distances, check);
        Console.WriteLine($"Largest difference of a distance: {difference:E1} km");
        return difference <= Tolerance ? 0 : 1;
    }

    /// <summary>All pairs of different cities, in the order of the distances.</summary>
    private static IEnumerable<(int From, int To)> Pairs(int count) =>
        from first in Enumerable.Range(0, count)
        from second in Enumerable.Range(first + 1, count - first - 1)
        select (first, second);

    /// <summary>The seconds that it takes to compute the distances from every city to those behind it in the list.</summary>
    private static double Time(Row distances, Cities cities, double[] kilometers)
    {
        long start = Stopwatch.GetTimestamp();
        int next = 0;
        for (int city = 0; city < cities.Count - 1; city++)
        {
            ReadOnlySpan<double> latitudes = cities.Latitudes.AsSpan(city + 1);
            ReadOnlySpan<double> longitudes = cities.Longitudes.AsSpan(city + 1);
            distances(cities.Latitudes[city], cities.Longitudes[city], latitudes, longitudes, kilometers.AsSpan(next, latitudes.Length));
            next += latitudes.Length;
        }

        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static void Show(string heading, Cities cities, IEnumerable<(double Kilometers, int From, int To)> pairs)
    {
        Console.WriteLine(heading);
        foreach (var (kilometers, from, to) in pairs)
        {
            Console.WriteLine($"{kilometers,12:F3} km  {cities.NameOf(from)} - {cities.NameOf(to)}");
        }
    }
}
