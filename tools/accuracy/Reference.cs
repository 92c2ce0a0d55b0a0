using System;
using System.ComponentModel;
using System.Diagnostics;
using System.IO;
using System.Runtime.InteropServices;

namespace JitGen.Accuracy;

/// <summary>What comparing results with the reference gives; the layout is that of <c>report</c> in reference.c.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct Report
{
    /// <summary>The number of arguments, and of results that are not correctly rounded.</summary>
    public ulong Tried;
    public ulong Wrong;

    /// <summary>The largest error in units of the last place, its arguments and the result.</summary>
    public double Largest;
    public double At;
    public double At2;
    public double Got;

    public void Add(in Report other)
    {
        Tried += other.Tried;
        Wrong += other.Wrong;
        if (other.Largest > Largest)
        {
            (Largest, At, At2, Got) = (other.Largest, other.At, other.At2, other.Got);
        }
    }
}

/// <summary>The correctly rounded functions of reference.c, built by gcc on MPFR.</summary>
internal sealed unsafe class Reference
{
    private readonly nint _library;
    private readonly int _number;

    private Reference(nint library, int number)
    {
        _library = library;
        _number = number;
    }

    /// <summary>Whether there is a reference of a function: of those that are only applied by others there is none.</summary>
    public static bool Has(string function) => File.ReadAllText(SourcePath).Contains($"\"{function}\"", StringComparison.Ordinal);

    private static string SourcePath => Path.Combine(AppContext.BaseDirectory, "reference.c");

    /// <summary>Builds the library and finds a function; null, with a message, if that is not possible.</summary>
    public static Reference? Find(string function)
    {
        if (Build() is not { } output)
        {
            return null;
        }

        nint library = NativeLibrary.Load(output);
        nint name = Marshal.StringToCoTaskMemUTF8(function);
        int number = ((delegate* unmanaged<nint, int>)NativeLibrary.GetExport(library, "reference_find"))(name);
        Marshal.FreeCoTaskMem(name);
        if (number < 0)
        {
            Console.Error.WriteLine($"reference.c has no function {function}; add a row to its table.");
        }

        return number < 0 ? null : new Reference(library, number);
    }

    /// <summary>Which floats are not correctly rounded; the first wrong arguments are kept in pairs, as many as there is room for.</summary>
    public Report CheckFloats(float* x, float* y, float* results, ulong count, Span<float> wrong)
    {
        Report report = default;
        fixed (float* kept = wrong)
        {
            ((delegate* unmanaged<int, float*, float*, float*, ulong, Report*, float*, ulong, void>)Export("reference_check_float"))(
                _number, x, y, results, count, &report, kept, (ulong)wrong.Length / 2);
        }

        return report;
    }

    /// <summary>The largest error of floats.</summary>
    public Report MeasureFloats(float* x, float* y, float* results, ulong count)
    {
        Report report = default;
        ((delegate* unmanaged<int, float*, float*, float*, ulong, Report*, void>)Export("reference_measure_float"))(
            _number, x, y, results, count, &report);
        return report;
    }

    /// <summary>The largest error of doubles.</summary>
    public Report MeasureDoubles(double* x, double* y, double* results, ulong count)
    {
        Report report = default;
        ((delegate* unmanaged<int, double*, double*, double*, ulong, Report*, void>)Export("reference_measure_double"))(
            _number, x, y, results, count, &report);
        return report;
    }

    /// <summary>The library that gcc makes of reference.c, if it is not there yet; null, with a message, if that is not possible.</summary>
    private static string? Build()
    {
        string output = Path.Combine(AppContext.BaseDirectory, "libreference.so");
        if (File.Exists(output) && File.GetLastWriteTimeUtc(output) >= File.GetLastWriteTimeUtc(SourcePath))
        {
            return output;
        }

        string unfinished = $"{output}.{Environment.ProcessId}";
        try
        {
            using var gcc = Process.Start(
                "gcc", ["-O2", "-shared", "-fPIC", "-ffp-contract=off", "-o", unfinished, SourcePath, "-lmpfr", "-lgmp", "-lm"]);
            gcc.WaitForExit();
            if (gcc.ExitCode == 0)
            {
                File.Move(unfinished, output, overwrite: true);
                return output;
            }

            Console.Error.WriteLine("gcc cannot build reference.c, as it says above. It needs MPFR 4.2 or later: on Debian, apt-get install libmpfr-dev.");
        }
        catch (Win32Exception)
        {
            Console.Error.WriteLine("The references are C functions, and there is no gcc to build them. On Debian: apt-get install gcc libmpfr-dev.");
        }

        return null;
    }

    private nint Export(string name) => NativeLibrary.GetExport(_library, name);
}
