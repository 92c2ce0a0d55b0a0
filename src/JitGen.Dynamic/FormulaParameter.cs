namespace JitGen;

/// <summary>The types of the formula language, which are C#'s.</summary>
public enum FormulaType
{
    /// <summary>No value: what a formula over spans returns that stores its results.</summary>
    Void,

    /// <summary><c>bool</c></summary>
    Boolean,

    /// <summary><c>sbyte</c></summary>
    SByte,

    /// <summary><c>byte</c></summary>
    Byte,

    /// <summary><c>short</c></summary>
    Int16,

    /// <summary><c>ushort</c></summary>
    UInt16,

    /// <summary><c>int</c></summary>
    Int32,

    /// <summary><c>uint</c></summary>
    UInt32,

    /// <summary><c>long</c></summary>
    Int64,

    /// <summary><c>ulong</c></summary>
    UInt64,

    /// <summary><c>float</c></summary>
    Single,

    /// <summary><c>double</c></summary>
    Double,
}

/// <summary>What a parameter of a formula is.</summary>
public enum FormulaParameterKind
{
    /// <summary>A value.</summary>
    Value,

    /// <summary>A <c>ReadOnlySpan</c>, of which an element at a time is read.</summary>
    ReadOnlySpan,

    /// <summary>A <c>Span</c>, of which an element at a time is read or written.</summary>
    Span,
}

/// <summary>A parameter of a formula.</summary>
/// <param name="Name">The name that formulas use.</param>
/// <param name="Type">Its type; of a span that of its elements.</param>
/// <param name="Kind">A value or a span.</param>
public readonly record struct FormulaParameter(
    string Name, FormulaType Type = FormulaType.Double, FormulaParameterKind Kind = FormulaParameterKind.Value);
