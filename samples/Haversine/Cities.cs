using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;

namespace Haversine;

/// <summary>The columns of a file of cities: <c>city,country,latitude,longitude</c>, a city a line under a line of headings; angles are degrees.</summary>
internal sealed class Cities
{
    private const string Headings = "city,country,latitude,longitude";

    private readonly List<string> _names = [];
    private readonly List<double> _latitudes = [];
    private readonly List<double> _longitudes = [];

    private Cities(TextReader reader, string name)
    {
        if (reader.ReadLine() != Headings)
        {
            throw new InvalidDataException($"{name}: the first line is not '{Headings}'.");
        }

        while (reader.ReadLine() is { } line)
        {
            if (line.Split(',') is not [var city, _, var latitude, var longitude]
                || !IsAngle(latitude, 90, out double north) || !IsAngle(longitude, 180, out double east))
            {
                throw new InvalidDataException($"{name}, line {_names.Count + 2}: '{line}' is not '{Headings}'.");
            }

            _names.Add(city);
            _latitudes.Add(double.DegreesToRadians(north));
            _longitudes.Add(double.DegreesToRadians(east));
        }

        if (_names.Count < 2)
        {
            throw new InvalidDataException($"{name}: there are fewer than two cities.");
        }

        Latitudes = [.. _latitudes];
        Longitudes = [.. _longitudes];
    }

    public int Count => _names.Count;

    /// <summary>In radians, north being positive.</summary>
    public double[] Latitudes { get; }

    /// <summary>In radians, east being positive.</summary>
    public double[] Longitudes { get; }

    /// <summary>Reads a file, or the list that is part of the program. A line that is no city is an exception that names it.</summary>
    public static Cities Read(string? path)
    {
        using TextReader reader = path is null
            ? new StreamReader(typeof(Cities).Assembly.GetManifestResourceStream("cities.csv")!)
            : new StreamReader(path);
        return new Cities(reader, path ?? "cities.csv");
    }

    public string NameOf(int city) => _names[city];

    private static bool IsAngle(string text, double most, out double degrees) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out degrees) && Math.Abs(degrees) <= most;
}
