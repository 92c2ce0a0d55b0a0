using System.Runtime.Intrinsics.X86;
using JitGen.Testing;

namespace JitGen.Runtime.Tests;

/// <summary>What this machine can run; a test that needs more has nothing to run, and a note says so.</summary>
internal static class NativeHost
{
    /// <summary>Whether native code runs in this process.</summary>
    internal static bool IsThere
    {
        get
        {
            if (NativeCode.IsSupported)
            {
                ExternalEngine.Native.NoteRun($"{NativeCode.Target}, the runtime's tests");
            }
            else
            {
                ExternalEngine.Native.NoteMissing(NativeCode.Reason ?? "it is not supported");
            }
            return NativeCode.IsSupported;
        }
    }

    /// <summary>The same, on x64.</summary>
    internal static bool IsX64 => X86Base.X64.IsSupported && IsThere;
}

/// <summary>
/// Tests that look at what is mapped in the whole process: they run one after the other, while no other test does, and what they
/// map is not at an address that another has just released.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class ProcessCollection
{
    internal const string Name = "Process";
}
