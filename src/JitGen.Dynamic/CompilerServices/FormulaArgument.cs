using System.ComponentModel;

namespace JitGen.CompilerServices;

/// <summary>An argument of a formula over spans. For generated code only.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public struct FormulaArgument
{
    /// <summary>The address of a span's first element, pinned; of a value its bits.</summary>
    public ulong Bits;

    /// <summary>The number of elements of a span.</summary>
    public int Length;
}
