using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using JitGen;

namespace Image;

/// <summary>Gray, blended, blurred and outlined pictures, by formulas over rows and planes of pixels.</summary>
internal static class Program
{
    /// <summary>Each picture is computed so often; the fastest counts.</summary>
    private const int Rounds = 20;

    private static int Main(string[] arguments)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        string source = arguments.Length > 0 ? arguments[0] : Path.Combine(AppContext.BaseDirectory, "landscape.png");
        string directory = arguments.Length > 1 ? arguments[1] : "pictures";
        try
        {
            Picture picture = Png.Read(source);
            Directory.CreateDirectory(directory);
            Console.WriteLine($"{source}: {picture.Width} x {picture.Height}; formulas run as: {NativeCode.KernelTarget}");
            WriteAll(picture, directory);
            return 0;
        }
        catch (Exception problem) when (problem is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine(problem.Message);
            return 2;
        }
    }

    private static void WriteAll(Picture picture, string directory)
    {
        int width = picture.Width;
        int height = picture.Height;
        Picture gray = Picture.Create(width, height, 1);
        byte[] red = picture.Planes[0];
        byte[] green = picture.Planes[picture.Planes.Length / 2];
        byte[] blue = picture.Planes[^1];
        Write(directory, "gray", gray, () => Formulas.Gray(red, green, blue, gray.Planes[0]));

        Picture blended = Picture.Create(width, height, picture.Planes.Length);
        Write(directory, "faded", blended, () =>
        {
            for (int plane = 0; plane < blended.Planes.Length; plane++)
            {
                Formulas.Blend(picture.Planes[plane], gray.Planes[0], alpha: 77, blended.Planes[plane]);
            }
        });

        Picture blurred = Picture.Create(width, height, picture.Planes.Length);
        Write(directory, "blurred", blurred, () =>
        {
            for (int plane = 0; plane < blurred.Planes.Length; plane++)
            {
                ByRows(picture.Planes[plane], blurred.Planes[plane], width, Formulas.Blur);
            }
        });

        Picture edges = Picture.Create(width, height, 1);
        Write(directory, "edges", edges, () => ByRows(gray.Planes[0], edges.Planes[0], width, Formulas.Edges));
    }

    /// <summary>Applies a formula to each row and its neighbours; those of the picture's border are its own neighbours.</summary>
    private static void ByRows(byte[] from, byte[] to, int width, RowFormula formula)
    {
        int height = from.Length / width;
        for (int y = 0; y < height; y++)
        {
            ReadOnlySpan<byte> row = Row(from, width, y);
            Span<byte> result = to.AsSpan(y * width, width);
            result[0] = row[0];
            result[^1] = row[^1];
            formula(Row(from, width, Math.Max(y - 1, 0)), row, Row(from, width, Math.Min(y + 1, height - 1)), result);
        }
    }

    private static ReadOnlySpan<byte> Row(byte[] plane, int width, int y) => plane.AsSpan(y * width, width);

    private static void Write(string directory, string name, Picture picture, Action compute)
    {
        double seconds = double.MaxValue;
        for (int round = 0; round < Rounds; round++)
        {
            long start = Stopwatch.GetTimestamp();
            compute();
            seconds = Math.Min(seconds, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }

        string path = Path.Combine(directory, name + ".png");
        Png.Write(path, picture);
        double pixels = (double)picture.Width * picture.Height;
        Console.WriteLine($"{path,-24}{seconds * 1e6,10:F1} us{pixels / seconds / 1e6,12:F0} million pixels a second");
    }

    private delegate void RowFormula(ReadOnlySpan<byte> above, ReadOnlySpan<byte> row, ReadOnlySpan<byte> below, Span<byte> result);
}
