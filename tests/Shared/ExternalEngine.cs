using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace JitGen.Testing;

/// <summary>
/// A program outside of .NET that tests ask for a second opinion. A bare machine lacks some of them: a test whose engine is
/// missing has nothing to run, passes, and leaves a note; the runner of all tests lists the notes at the end.
/// </summary>
/// <param name="Name">What the list at the end calls it.</param>
/// <param name="Programs">Names or paths of its programs; of the alternatives in a string, separated by spaces, the first found is taken.</param>
internal sealed record ExternalEngine(string Name, params string[] Programs)
{
    /// <summary>The processor itself, for code of the System V convention.</summary>
    public static ExternalEngine X64 { get; } = new("x64-v3-sysv (in the process of the tests)");

    /// <summary>The processor itself, for array kernels that need AVX-512.</summary>
    public static ExternalEngine X64V4 { get; } = new("x64-v4 (in the process of the tests)") { CanBeInstalled = false };

    /// <summary>The machine itself, whichever it is, for code that the runtime maps.</summary>
    public static ExternalEngine Native { get; } = new("native (mapped by the runtime, on this machine)");

    /// <summary>The x64 C compiler: Win64 entries in an ms_abi harness.</summary>
    public static ExternalEngine Gcc { get; } = new("gcc (x64 ms_abi harness)", "gcc");

    /// <summary>Win64 entries in a .NET application for Windows.</summary>
    public static ExternalEngine Wine { get; } = new("wine (win-x64)", "/usr/lib/wine/wine64 /usr/lib64/wine/wine64 wine64");

    /// <summary>arm64 code in a small C harness: the emulator, then the cross compiler.</summary>
    public static ExternalEngine Arm64 { get; } =
        new("qemu-aarch64 (arm64)", "qemu-aarch64 qemu-aarch64-static", "aarch64-linux-gnu-gcc");

    /// <summary>The arm64 disassembler of LLVM, which is a mode of its assembler.</summary>
    public static ExternalEngine Llvm { get; } = new(
        "llvm (arm64 disassembler)",
        "llvm-mc-19 llvm-mc-20 llvm-mc-18 llvm-mc-17 llvm-mc-16 llvm-mc-15 llvm-mc-14 llvm-mc");

    /// <summary>The linker of applications that are compiled ahead of time.</summary>
    public static ExternalEngine NativeAot { get; } = new("nativeaot (linker)", "clang gcc");

    /// <summary>Whether a machine without it can be given it: not so if it is the processor that lacks something.</summary>
    public bool CanBeInstalled { get; private init; } = true;

    public static IReadOnlyList<ExternalEngine> All { get; } = [X64, X64V4, Native, Gcc, Wine, Arm64, Llvm, NativeAot];

    /// <summary>The notes of this process: each is left once, however many tests say it.</summary>
    private static readonly HashSet<(string Engine, string Line)> s_written = [];

    /// <summary>Where notes are left, beside the results of the tests.</summary>
    public static string NotesDirectory => Path.Combine(RepositoryDirectory, "TestResults", "engines");

    /// <summary>The directory of the solution.</summary>
    public static string RepositoryDirectory { get; } = FindRepository();

    /// <summary>The paths of the programs in their order; null, and a note, where one is missing.</summary>
    public string[]? Find()
    {
        string?[] paths = [.. Programs.Select(alternatives => alternatives.Split(' ').Select(Locate).FirstOrDefault(path => path is not null))];
        for (int i = 0; i < paths.Length; i++)
        {
            if (paths[i] is null)
            {
                NoteMissing($"there is no {Programs[i].Split(' ')[0]}");
                return null;
            }
        }

        return paths!;
    }

    /// <summary>Notes that a test could not run, and why.</summary>
    public void NoteMissing(string why) => Note(false, why);

    /// <summary>Notes that a test ran on the engine, and on what.</summary>
    public void NoteRun(string what) => Note(true, what);

    /// <summary>Whether some test ran on the engine, and what the notes say.</summary>
    public (bool HasRun, IReadOnlyList<string> Notes) ReadNotes()
    {
        string[] lines = File.Exists(NotesFile) ? File.ReadAllLines(NotesFile) : [];
        return (lines.Any(line => line.StartsWith("ran", StringComparison.Ordinal)), [.. lines.Select(line => line[(line.IndexOf('\t') + 1)..]).Distinct()]);
    }

    private string NotesFile => Path.Combine(NotesDirectory, Name.Split(' ')[0] + ".txt");

    private void Note(bool hasRun, string what)
    {
        string line = $"{(hasRun ? "ran" : "missing")}\t{what}\n";
        lock (s_written)
        {
            if (s_written.Add((Name, line)))
            {
                Directory.CreateDirectory(NotesDirectory);
                File.AppendAllText(NotesFile, line);
            }
        }
    }

    private static string? Locate(string program) =>
        program.StartsWith('/')
            ? File.Exists(program) ? program : null
            : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
                .Select(directory => Path.Combine(directory, OperatingSystem.IsWindows() ? program + ".exe" : program))
                .FirstOrDefault(File.Exists);

    private static string FindRepository()
    {
        string? directory = AppContext.BaseDirectory;
        while (directory is not null && !File.Exists(Path.Combine(directory, "JitGen.sln")))
        {
            directory = Path.GetDirectoryName(directory);
        }

        return directory ?? throw new InvalidOperationException($"There is no JitGen.sln above {AppContext.BaseDirectory}.");
    }
}
