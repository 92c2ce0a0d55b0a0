using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Diagnostics;
using System.IO;

namespace JitGen.CodeQuality;

/// <summary>A C compiler that JitGen's code is compared with.</summary>
/// <param name="Name">Its column in the report.</param>
/// <param name="Programs">The names by which it may be installed, the preferred first.</param>
/// <param name="TargetOptions">What makes it compile for the target; options that all share are added.</param>
internal sealed record ReferenceCompiler(string Name, string[] Programs, string[] TargetOptions)
{
    /// <summary>Optimized; C#'s arithmetic: no contraction, wrapping integers; plain functions without hardening or unwind tables.</summary>
    private static readonly string[] s_options =
    [
        "-O2", "-ffp-contract=off", "-fno-math-errno", "-fwrapv",
        "-fcf-protection=none", "-fno-stack-protector", "-fno-asynchronous-unwind-tables", "-w",
    ];

    /// <summary>Assembly text of each function, by its symbol; null if the compiler is not installed.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? Compile(string program, string directory)
    {
        string source = Path.Combine(directory, "formulas.c");
        string assembly = Path.Combine(directory, "formulas.s");
        File.WriteAllText(source, program);
        return Run(["-S", source, "-o", assembly]) ? AssemblyText.Split(File.ReadAllLines(assembly)) : null;
    }

    /// <summary>Makes a shared library; false if the compiler is not installed.</summary>
    public bool CompileLibrary(string program, string directory, string library)
    {
        string source = Path.Combine(directory, "library.c");
        File.WriteAllText(source, program);
        return Run(["-shared", "-fPIC", source, "-o", library]);
    }

    private bool Run(string[] arguments)
    {
        foreach (string program in Programs)
        {
            var start = new ProcessStartInfo(program) { RedirectStandardError = true };
            foreach (string argument in (string[])[.. TargetOptions, .. OptionsOf(program), .. arguments])
            {
                start.ArgumentList.Add(argument);
            }

            try
            {
                using Process process = Process.Start(start)!;
                string errors = process.StandardError.ReadToEnd();
                process.WaitForExit();
                return process.ExitCode == 0 ? true : throw new InvalidOperationException($"{program} failed:\n{errors}");
            }
            catch (Win32Exception)
            {
                // Not installed under this name.
            }
        }

        return false;
    }

    /// <summary>Control-flow protection, which is to be switched off, exists on x86 only, and gcc for arm64 refuses its name.</summary>
    private IEnumerable<string> OptionsOf(string program)
    {
        bool isX64 = Array.Exists(TargetOptions, option => option.StartsWith("-march=x86", StringComparison.Ordinal));
        foreach (string option in s_options)
        {
            if (isX64 || !option.StartsWith("-fcf-", StringComparison.Ordinal))
            {
                yield return option;
            }
        }
    }
}
