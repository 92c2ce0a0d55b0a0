using System;
using System.Globalization;
using JitGen.Compiler.IR;

namespace JitGen.Tool.Tables;

/// <summary>Values of one type of the language, as text outside and as an array inside.</summary>
internal abstract class Column
{
    /// <summary>The array, which formulas read or write.</summary>
    public abstract FormulaColumn Elements { get; }

    /// <summary>An empty column of a type.</summary>
    /// <param name="type">Any but void.</param>
    /// <param name="length">The number of elements.</param>
    public static Column Create(ElementType type, int length) => type switch
    {
        ElementType.Bool => new Column<bool>(length),
        ElementType.SByte => new Column<sbyte>(length),
        ElementType.Byte => new Column<byte>(length),
        ElementType.Int16 => new Column<short>(length),
        ElementType.UInt16 => new Column<ushort>(length),
        ElementType.Int32 => new Column<int>(length),
        ElementType.UInt32 => new Column<uint>(length),
        ElementType.Int64 => new Column<long>(length),
        ElementType.UInt64 => new Column<ulong>(length),
        ElementType.Single => new Column<float>(length),
        _ => new Column<double>(length),
    };

    /// <summary>Reads an element from text, written as in C# without a suffix. False if it is none of the type.</summary>
    public abstract bool TryRead(int index, ReadOnlySpan<char> text);

    /// <summary>An element as the shortest text that identifies it.</summary>
    public abstract string Write(int index);

    /// <summary>Makes the column shorter or longer; what it held is lost.</summary>
    public abstract void Resize(int length);

    /// <summary>A column of one element, a copy.</summary>
    public abstract Column Single(int index);
}

/// <summary>Values of a type.</summary>
internal sealed class Column<T>(int length) : Column
    where T : unmanaged, ISpanParsable<T>, IConvertible
{
    private T[] _elements = new T[length];

    public override FormulaColumn Elements => FormulaColumn.Of(_elements);

    public override bool TryRead(int index, ReadOnlySpan<char> text) => T.TryParse(text.Trim(), CultureInfo.InvariantCulture, out _elements[index]);

    public override string Write(int index) =>
        _elements[index] is bool condition ? condition ? "true" : "false" : _elements[index].ToString(CultureInfo.InvariantCulture);

    public override void Resize(int length)
    {
        if (_elements.Length != length)
        {
            _elements = new T[length];
        }
    }

    public override Column Single(int index)
    {
        var single = new Column<T>(1);
        single._elements[0] = _elements[index];
        return single;
    }
}
