using System;
using System.Runtime.InteropServices;
using JitGen.Dynamic.Engines;

namespace JitGen;

/// <summary>A column of a table: an array whose elements have one of the types of the formula language.</summary>
public readonly struct FormulaColumn
{
    internal readonly Array? Elements;

    private FormulaColumn(Array elements, FormulaType type)
    {
        Elements = elements;
        Type = type;
    }

    /// <summary>The type of the elements.</summary>
    public FormulaType Type { get; }

    /// <summary>The number of elements.</summary>
    public int Length => Elements?.Length ?? 0;

    /// <summary>A column of the elements of an array, which are not copied.</summary>
    /// <exception cref="ArgumentException">The type is none of the formula language.</exception>
    public static FormulaColumn Of<T>(T[] elements)
        where T : unmanaged
    {
        ArgumentNullException.ThrowIfNull(elements);
        FormulaType type = FormulaValues.TypeOf<T>();
        return type == FormulaType.Void
            ? throw new ArgumentException($"{typeof(T)} is no type of a formula.", nameof(elements))
            : new FormulaColumn(elements, type);
    }

    /// <summary>A column of doubles.</summary>
    public static implicit operator FormulaColumn(double[] elements) => Of(elements);

    /// <summary>Keeps the elements where they are.</summary>
    internal GCHandle Pin() => GCHandle.Alloc(Elements, GCHandleType.Pinned);
}
