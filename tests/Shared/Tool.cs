using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading.Tasks;

namespace JitGen.Testing;

/// <summary>What a program that has ended left behind.</summary>
/// <param name="ExitCode">0 for success.</param>
/// <param name="Bytes">Its standard output.</param>
/// <param name="Errors">Its standard error.</param>
internal sealed record ToolResult(int ExitCode, byte[] Bytes, string Errors)
{
    /// <summary>Its standard output as text.</summary>
    public string Output => Encoding.UTF8.GetString(Bytes);
}

/// <summary>Runs programs: none for longer than its limit, after which it is stopped with all that it started.</summary>
internal static class Tool
{
    /// <summary>
    /// What wine says where another wine removed the directory that all share while it started: that it has been made again, or that
    /// it is gone. Either way the program has not run, and another try is in order.
    /// </summary>
    private static readonly string[] s_wineStartsAnew = ["wine: fixed a temporary directory error", "wine: chdir to "];

    private const int MostStarts = 5;

    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(10), s_grace = TimeSpan.FromSeconds(5);

    /// <summary>Runs a program to its end. Returns its exit code and all it wrote, errors last.</summary>
    /// <param name="program">The name or path.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="environment">Variables to set, if any.</param>
    /// <exception cref="TimeoutException">It took ten minutes.</exception>
    public static (int ExitCode, string Output) Run(string program, string[] arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(program, arguments);
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        ToolResult result = Run(start);
        return (result.ExitCode, result.Output + result.Errors);
    }

    /// <summary>Runs a program to its end.</summary>
    /// <param name="start">The program; its streams are redirected here.</param>
    /// <param name="input">Writes its standard input, which is empty otherwise.</param>
    /// <param name="limit">How long it may take; ten minutes unless told.</param>
    /// <exception cref="TimeoutException">It took longer; the message has its errors so far.</exception>
    public static ToolResult Run(ProcessStartInfo start, Action<Stream>? input = null, TimeSpan? limit = null)
    {
        for (int starts = 1; ; starts++)
        {
            ToolResult result = RunOnce(start, input, limit);
            if (result.ExitCode == 0 || starts == MostStarts
                || !s_wineStartsAnew.Any(message => result.Errors.Contains(message, StringComparison.Ordinal)))
            {
                return result;
            }
        }
    }

    private static ToolResult RunOnce(ProcessStartInfo start, Action<Stream>? input, TimeSpan? limit)
    {
        TimeSpan patience = limit ?? s_limit;
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        using Process process = Process.Start(start)!;
        using var output = new MemoryStream();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        Task streams = Task.WhenAll(
            process.StandardOutput.BaseStream.CopyToAsync(output), errors, Task.Run(() => Write(process.StandardInput.BaseStream, input)));

        // What it started may hold the streams open after its end.
        if (!process.WaitForExit(patience) || !streams.Wait(patience))
        {
            process.Kill(entireProcessTree: true);
            string line = string.Join(' ', [start.FileName, .. start.ArgumentList]);
            string said = errors.Wait(s_grace) ? errors.Result : "";
            throw new TimeoutException($"{line}\nwas stopped after {patience.TotalMinutes} minutes\n{said}");
        }

        return new ToolResult(process.ExitCode, output.ToArray(), errors.Result);
    }

    private static void Write(Stream stream, Action<Stream>? input)
    {
        try
        {
            using (stream)
            {
                input?.Invoke(stream);
            }
        }
        catch (IOException)
        {
            // The program has ended before it read everything: its exit code and errors say why.
        }
    }
}
