using JitGen.Compiler.IR;
using static JitGen.Compiler.Semantics.OverloadTypes;

namespace JitGen.Compiler.Semantics;

/// <summary>Which conversions C# makes without a cast, and which of two is the better one.</summary>
internal static class Conversions
{
    /// <summary>A row per type, in the order of <see cref="ElementType"/> and <see cref="OverloadTypes"/>: what it converts to implicitly.</summary>
    private static readonly uint[] s_implicit =
    {
        0,
        0,
        Set("short int long float double decimal nint"),
        Set("short ushort int uint long ulong float double decimal nint nuint"),
        Set("int long float double decimal nint"),
        Set("int uint long ulong float double decimal nint nuint"),
        Set("long float double decimal nint"),
        Set("long ulong float double decimal nuint"),
        Set("float double decimal"),
        Set("float double decimal"),
        Set("double"),
        0,
        0,
        Set("long float double decimal"),
        Set("ulong float double decimal"),
    };

    /// <summary>Whether every value of one type converts to the other without a cast; a type also converts to itself.</summary>
    public static bool IsImplicit(ElementType from, ElementType to) => from == to || (s_implicit[(int)from] & (1u << (int)to)) != 0;

    /// <summary>Whether the operand converts without a cast; a constant may if its value fits, a conditional if its branches do.</summary>
    public static bool IsImplicit(Operand operand, ElementType to) => operand.Kind switch
    {
        OperandKind.Error => true,
        OperandKind.Conditional => IsImplicit(operand.Branches!.WhenTrue, to) && IsImplicit(operand.Branches.WhenFalse, to),
        OperandKind.Constant => IsImplicit(operand.Type, to) || FitsAsConstant(operand.Constant, to),
        _ => IsImplicit(operand.Type, to),
    };

    /// <summary>Whether, for a parameter, <paramref name="first"/> is a better type to convert the operand to than <paramref name="second"/>.</summary>
    public static bool IsBetter(Operand operand, ElementType first, ElementType second)
    {
        if (first == second || (operand.HasType && operand.Type == second))
        {
            return false;
        }

        if (operand.HasType && operand.Type == first)
        {
            return true;
        }

        bool firstToSecond = IsImplicit(first, second);
        return firstToSecond != IsImplicit(second, first) ? firstToSecond : IsSignedOverUnsigned(first, second);
    }

    /// <summary>C#: a constant int converts to an integer type that it fits, a constant long that is not negative to ulong.</summary>
    private static bool FitsAsConstant(ConstantValue constant, ElementType to) => constant.Type switch
    {
        ElementType.Int32 => to is NUInt or NInt
            ? to == NInt || (int)constant.Bits >= 0
            : ElementTypes.IsInteger(to) && IntegerRange.Of(to).Contains(constant),
        ElementType.Int64 => to == ElementType.UInt64 && (long)constant.Bits >= 0,
        _ => false,
    };

    private static bool IsSignedOverUnsigned(ElementType first, ElementType second) =>
        first is ElementType.SByte or ElementType.Int16 or ElementType.Int32 or ElementType.Int64 or NInt
        && second is ElementType.Byte or ElementType.UInt16 or ElementType.UInt32 or ElementType.UInt64 or NUInt;

    private static uint Set(string types)
    {
        uint set = 0;
        foreach (ElementType type in ParseList(types))
        {
            set |= 1u << (int)type;
        }

        return set;
    }
}
