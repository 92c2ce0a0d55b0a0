using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using JitGen.Testing;

namespace JitGen.Compiler.Tests.Targets.Arm64;

/// <summary>Code and the calls to make of it.</summary>
/// <param name="Code">The bytes of the method.</param>
/// <param name="BlockWords">Words of the argument block; 0 for none.</param>
/// <param name="BailOutRegister">The integer register of the pointer to the bail-out flag; 8 for none.</param>
/// <param name="Calls">For each call the 8 integer registers, the 8 floating-point ones, the block.</param>
internal sealed record EmulatedMethod(byte[] Code, int BlockWords, int BailOutRegister, IReadOnlyList<ulong[]> Calls);

/// <summary>What a call returned, and whether it kept the registers that it had to.</summary>
internal readonly record struct EmulatedAnswer(ulong X0, ulong D0, ulong BailOutFlag, bool IsPreserved);

/// <summary>Runs arm64 code in a small C program under an emulator.</summary>
internal static class Emulator
{
    private static readonly Lazy<string?> s_harness = new(() => Build("harness"));
    private static readonly Lazy<string?> s_kernels = new(() => Build("kernels"));

    /// <summary>The answers to all calls in order; null if the emulator or the cross compiler is not installed.</summary>
    public static List<EmulatedAnswer>? Run(IReadOnlyList<EmulatedMethod> methods)
    {
        if (s_harness.Value is not { } harness)
        {
            return null;
        }

        byte[] output = Run(harness, $"{methods.Count} methods of the compiler's tests", writer =>
        {
            foreach (EmulatedMethod method in methods)
            {
                Write(writer, method);
            }
        });
        var answers = new List<EmulatedAnswer>();
        using var reader = new BinaryReader(new MemoryStream(output));
        int calls = methods.Sum(method => method.Calls.Count);
        for (int i = 0; i < calls; i++)
        {
            answers.Add(new EmulatedAnswer(reader.ReadUInt64(), reader.ReadUInt64(), reader.ReadUInt64(), reader.ReadUInt64() == 1));
        }

        return answers;
    }

    /// <summary>What the program for array kernels writes; null if the emulator or the cross compiler is not installed.</summary>
    /// <param name="what">What is run, for the list at the end of the tests.</param>
    /// <param name="write">Writes the program's input.</param>
    public static byte[]? RunKernels(string what, Action<BinaryWriter> write) =>
        s_kernels.Value is { } harness ? Run(harness, what, write) : null;

    private static byte[] Run(string harness, string what, Action<BinaryWriter> write)
    {
        string[] programs = ExternalEngine.Arm64.Find()!;
        ToolResult result = Tool.Run(new ProcessStartInfo(programs[0], [harness]), input =>
        {
            using var writer = new BinaryWriter(input);
            write(writer);
        });
        Assert.True(result.ExitCode == 0, $"exit code {result.ExitCode} {result.Errors}");
        ExternalEngine.Arm64.NoteRun(what);
        return result.Bytes;
    }

    private static void Write(BinaryWriter writer, EmulatedMethod method)
    {
        writer.Write(method.Code.Length);
        writer.Write(method.Calls.Count);
        writer.Write(method.BlockWords);
        writer.Write(method.BailOutRegister);
        writer.Write(method.Code);
        foreach (ulong[] call in method.Calls)
        {
            foreach (ulong word in call)
            {
                writer.Write(word);
            }
        }
    }

    /// <summary>Compiles a program of this folder once per test run.</summary>
    private static string? Build(string name)
    {
        if (ExternalEngine.Arm64.Find() is not { } programs)
        {
            return null;
        }

        string source = Path.Combine(AppContext.BaseDirectory, "Targets", "Arm64", name + ".c");
        string harness = Path.Combine(AppContext.BaseDirectory, $"arm64-{name}-{Environment.ProcessId}");
        (int exitCode, string said) = Tool.Run(programs[1], ["-O2", "-static", "-o", harness, source]);
        Assert.True(exitCode == 0, said);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => File.Delete(harness);
        return harness;
    }
}
