namespace JitGen.Compiler.IR;

/// <summary>Facts about the types of nodes, a row each, indexed by <see cref="IrType"/>.</summary>
internal static class IrTypes
{
    private static readonly Row[] s_rows =
    {
        new(IrType.Bool, "bool", 1, IsMask: true),
        new(IrType.I32, "i32", 32),
        new(IrType.I64, "i64", 64),
        new(IrType.F32, "f32", 32, IsFloating: true),
        new(IrType.F64, "f64", 64, IsFloating: true),
        new(IrType.I8, "i8", 8),
        new(IrType.I16, "i16", 16),
        new(IrType.M8, "m8", 8, IsMask: true),
        new(IrType.M16, "m16", 16, IsMask: true),
        new(IrType.M32, "m32", 32, IsMask: true),
        new(IrType.M64, "m64", 64, IsMask: true),
    };

    /// <summary>The name in printed graphs.</summary>
    public static string Name(IrType type) => s_rows[(int)type].Name;

    /// <summary>The width of a lane in bits; 1 for Bool, which has no lanes of its own.</summary>
    public static int Bits(IrType type) => s_rows[(int)type].Bits;

    /// <summary>Whether the type is F32 or F64.</summary>
    public static bool IsFloating(IrType type) => s_rows[(int)type].IsFloating;

    /// <summary>Whether the type is Bool or a vector mask: a condition.</summary>
    public static bool IsMask(IrType type) => s_rows[(int)type].IsMask;

    /// <summary>Whether the type is one of I8 to I64.</summary>
    public static bool IsInteger(IrType type) => !IsFloating(type) && !IsMask(type);

    private readonly record struct Row(IrType Type, string Name, int Bits, bool IsFloating = false, bool IsMask = false);
}
