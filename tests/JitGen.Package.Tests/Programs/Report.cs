using System.Globalization;
using JitGen;

namespace Fresh;

/// <summary>Writes a line for each call; lines in brackets tell what may differ between machines.</summary>
internal static class Report
{
    public static void Begin() => Console.WriteLine($"[target] {NativeCode.Target}");

    /// <summary>Calls a formula and the same text in C#, and writes the result, and that of C# if it differs.</summary>
    public static void Show<T>(string call, Func<T> formula, Func<T> csharp)
    {
        string result = Outcome(formula), expected = Outcome(csharp);
        Console.WriteLine($"{call} = {result}");
        if (result != expected)
        {
            Console.WriteLine($"[csharp] {call} = {expected}");
        }
    }

    public static void End()
    {
        foreach (NativeImageInfo image in NativeCode.Images)
        {
            Console.WriteLine($"[image] {image.Name} {image.Target} {image.Methods.Count}");
        }
    }

    /// <summary>A result bit for bit, but for the bits of a NaN; or the exception.</summary>
    private static string Outcome<T>(Func<T> call)
    {
        try
        {
            return call() switch
            {
                double.NaN or float.NaN => "NaN",
                double number => $"0x{BitConverter.DoubleToInt64Bits(number):x16}",
                float number => $"0x{BitConverter.SingleToInt32Bits(number):x8}",
                var value => string.Create(CultureInfo.InvariantCulture, $"{value}"),
            };
        }
        catch (Exception exception) when (exception is ArithmeticException or ArgumentException)
        {
            return $"{exception.GetType().Name}: {exception.Message}";
        }
    }
}
