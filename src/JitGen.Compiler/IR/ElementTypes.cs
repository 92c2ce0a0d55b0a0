namespace JitGen.Compiler.IR;

/// <summary>Facts about the types of the language, a row each, indexed by <see cref="ElementType"/>.</summary>
internal static class ElementTypes
{
    private static readonly Row[] s_rows =
    {
        new(ElementType.Void, "void", "Void", 0, IrType.I32, TypeTraits.None),
        new(ElementType.Bool, "bool", "Boolean", 1, IrType.Bool, TypeTraits.None),
        new(ElementType.SByte, "sbyte", "SByte", 8, IrType.I32, TypeTraits.Integer | TypeTraits.Signed),
        new(ElementType.Byte, "byte", "Byte", 8, IrType.I32, TypeTraits.Integer),
        new(ElementType.Int16, "short", "Int16", 16, IrType.I32, TypeTraits.Integer | TypeTraits.Signed),
        new(ElementType.UInt16, "ushort", "UInt16", 16, IrType.I32, TypeTraits.Integer),
        new(ElementType.Int32, "int", "Int32", 32, IrType.I32, TypeTraits.Integer | TypeTraits.Signed),
        new(ElementType.UInt32, "uint", "UInt32", 32, IrType.I32, TypeTraits.Integer),
        new(ElementType.Int64, "long", "Int64", 64, IrType.I64, TypeTraits.Integer | TypeTraits.Signed),
        new(ElementType.UInt64, "ulong", "UInt64", 64, IrType.I64, TypeTraits.Integer),
        new(ElementType.Single, "float", "Single", 32, IrType.F32, TypeTraits.Floating | TypeTraits.Signed),
        new(ElementType.Double, "double", "Double", 64, IrType.F64, TypeTraits.Floating | TypeTraits.Signed),
    };

    [System.Flags]
    private enum TypeTraits : byte
    {
        None = 0,
        Integer = 1,
        Floating = 2,
        Signed = 4,
    }

    /// <summary>The C# keyword.</summary>
    public static string Keyword(ElementType type) => s_rows[(int)type].Keyword;

    /// <summary>The name of the .NET type in the namespace System.</summary>
    public static string ClrName(ElementType type) => s_rows[(int)type].ClrName;

    /// <summary>Width of the value in bits: 1 for bool, 8 to 64 for numbers, 0 for void.</summary>
    public static int Bits(ElementType type) => s_rows[(int)type].Bits;

    /// <summary>The type of the node that holds such a value.</summary>
    public static IrType IrTypeOf(ElementType type) => s_rows[(int)type].IrType;

    public static bool IsInteger(ElementType type) => (s_rows[(int)type].Traits & TypeTraits.Integer) != 0;

    public static bool IsFloating(ElementType type) => (s_rows[(int)type].Traits & TypeTraits.Floating) != 0;

    public static bool IsNumeric(ElementType type) => (s_rows[(int)type].Traits & (TypeTraits.Integer | TypeTraits.Floating)) != 0;

    /// <summary>Whether the type has negative values.</summary>
    public static bool IsSigned(ElementType type) => (s_rows[(int)type].Traits & TypeTraits.Signed) != 0;

    private readonly record struct Row(ElementType Type, string Keyword, string ClrName, int Bits, IrType IrType, TypeTraits Traits);
}
