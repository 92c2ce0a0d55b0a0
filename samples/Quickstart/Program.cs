using System;
using JitGen;

namespace Quickstart;

/// <summary>Calls formulas and says where they ran.</summary>
internal static class Program
{
    private static void Main()
    {
        Console.WriteLine($"Formulas run as: {NativeCode.Target}{(NativeCode.Reason is { } reason ? " (" + reason + ")" : "")}");
        Console.WriteLine();

        Console.WriteLine($"Add(40, 2)               = {Kernels.Add(40, 2)}");
        Console.WriteLine($"Length(3, 4)             = {Kernels.Length(3, 4)}");
        Console.WriteLine($"Fahrenheit(37)           = {Kernels.Fahrenheit(37)}");
        Console.WriteLine($"Divide(7, 2)             = {Kernels.Divide(7, 2)}");
        Console.WriteLine($"Mean(7, 0)               = {Kernels.Mean(7, 0)}");
        Console.WriteLine($"Luminance(255, 128, 0)   = {Kernels.Luminance(255, 128, 0)}");

        // Machine code does not fault: it notices, and managed code throws what C# throws.
        try
        {
            Kernels.Divide(1, 0);
        }
        catch (DivideByZeroException exception)
        {
            Console.WriteLine($"Divide(1, 0)             : {exception.GetType().Name}: {exception.Message}");
        }

        Console.WriteLine();
        Console.Write("u(n+1) = (u(n) + 2) * 3 - 5:");
        long u = 0;
        for (int n = 0; n < 12; n++)
        {
            Console.Write($" {u}");
            u = Kernels.Step(u);
        }

        Console.WriteLine();
        Console.WriteLine();
        foreach (NativeImageInfo image in NativeCode.Images)
        {
            Console.WriteLine(image);
        }
    }
}
