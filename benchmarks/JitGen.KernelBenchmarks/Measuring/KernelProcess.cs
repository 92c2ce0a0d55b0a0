using System;
using System.Diagnostics;
using System.Globalization;

namespace JitGen.KernelBenchmarks.Measuring;

/// <summary>A process of <c>JitGen.KernelServer</c>, which runs the generated methods of kernels when it is asked.</summary>
internal sealed class KernelProcess : IDisposable
{
    /// <summary>The name of its project.</summary>
    public const string Project = "JitGen.KernelServer";

    private readonly Process _process;

    /// <summary>Starts the process.</summary>
    /// <param name="program">The path of the program.</param>
    public KernelProcess(string program)
    {
        _process = Process.Start(new ProcessStartInfo(program) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
        KernelTarget = Answer();
    }

    /// <summary>For what target it maps the code of kernels.</summary>
    public string KernelTarget { get; }

    /// <summary>Nanoseconds of that many runs.</summary>
    public double Time(Kernel kernel, int count, int times)
    {
        _process.StandardInput.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{kernel.Id} {count} {times}"));
        return double.Parse(Answer(), CultureInfo.InvariantCulture);
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    private string Answer() =>
        _process.StandardOutput.ReadLine()
        ?? throw new InvalidOperationException($"{_process.StartInfo.FileName} ended; what it said is above.");
}
