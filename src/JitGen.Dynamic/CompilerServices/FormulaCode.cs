using System.ComponentModel;
using JitGen.Dynamic.Memory;

namespace JitGen.CompilerServices;

/// <summary>
/// The machine code of a formula. It stays mapped as long as anybody holds this object; so a call ends with
/// <see cref="System.GC.KeepAlive"/> of it. For generated code only.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class FormulaCode
{
    /// <summary>The address to call.</summary>
    public readonly nint Entry;

    /// <summary>What the code needs in the argument block behind the arguments, in bytes.</summary>
    internal readonly int ScratchBytes;

    private readonly CodeOwner _owner;

    internal FormulaCode(nint entry, int codeBytes, int scratchBytes, CodeOwner owner)
    {
        Entry = entry;
        CodeBytes = codeBytes;
        ScratchBytes = scratchBytes;
        _owner = owner;
        owner.SetUser(this);
    }

    /// <summary>The size of the code.</summary>
    internal int CodeBytes { get; }
}
