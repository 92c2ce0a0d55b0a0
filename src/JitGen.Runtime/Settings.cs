using System;

namespace JitGen;

/// <summary>
/// What the user asked for: environment variables, and the AppContext switches of the same meaning. The environment wins.
/// Read once, when the first kernel is bound.
/// </summary>
internal static class Settings
{
    /// <summary>
    /// <c>JITGEN_ISA</c>, <c>JitGen.Isa</c>: the highest instruction set level to use, such as <c>x64-v3</c>. It caps the
    /// architecture that it names and says nothing about others.
    /// </summary>
    internal static readonly string? Isa = Read("JITGEN_ISA", "JitGen.Isa");

    /// <summary>
    /// <c>JITGEN_MEMORY</c>, <c>JitGen.Memory</c>: <c>off</c> forces the managed fallback; <c>on</c> allows native code on
    /// systems where it is not the default yet; <c>memfd</c> goes straight to Linux's second way of mapping.
    /// </summary>
    internal static readonly string? Memory = Read("JITGEN_MEMORY", "JitGen.Memory");

    /// <summary><c>JITGEN_REQUIRE</c>, <c>JitGen.Require</c>: fail with an exception instead of falling back.</summary>
    internal static readonly bool Require = Read("JITGEN_REQUIRE", "JitGen.Require") is not (null or "0" or "false" or "off" or "no");

    /// <summary><c>JITGEN_PERF</c>, <c>JitGen.Perf</c>: <c>map</c> names mapped methods for Linux perf.</summary>
    internal static readonly string? Perf = Read("JITGEN_PERF", "JitGen.Perf");

    /// <summary>The first setting with a value that means nothing, as a sentence; null when all are understood.</summary>
    internal static string? Mistake =>
        Memory is not (null or "off" or "on" or "memfd") ? $"JITGEN_MEMORY is '{Memory}'; it can be 'off', 'on' or 'memfd'"
        : Perf is not (null or "map" or "off") ? $"JITGEN_PERF is '{Perf}'; it can be 'map' or 'off'"
        : null;

    /// <summary>The trimmed lower-case value, <c>on</c> or <c>off</c> for a switch that is a boolean; null when unset or empty.</summary>
    private static string? Read(string variable, string appContextName)
    {
        string? value = Environment.GetEnvironmentVariable(variable);
        if (string.IsNullOrEmpty(value))
        {
            value = AppContext.TryGetSwitch(appContextName, out bool on) ? (on ? "on" : "off") : AppContext.GetData(appContextName) as string;
            if (string.IsNullOrEmpty(value))
            {
                return null;
            }
        }
        value = value.Trim().ToLowerInvariant();
        return value.Length == 0 ? null : value;
    }
}
