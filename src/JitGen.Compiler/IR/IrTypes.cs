namespace JitGen.Compiler.IR;

/// <summary>How types are spelled in printed graphs.</summary>
internal static class IrTypes
{
    private static readonly string[] s_names = { "bool", "i32", "i64", "f32", "f64" };

    public static string Name(IrType type) => s_names[(int)type];
}
