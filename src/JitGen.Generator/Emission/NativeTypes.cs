using JitGen.Compiler.IR;
using JitGen.Compiler.Lowering;

namespace JitGen.Generator.Emission;

/// <summary>How values of the user's types cross the border to native code, which knows int, long, float, double and pointers.</summary>
internal static class NativeTypes
{
    /// <summary>The C# type of a native one.</summary>
    public static string Keyword(NativeType type) => type switch
    {
        NativeType.Int32 => "int",
        NativeType.Int64 => "long",
        NativeType.Single => "float",
        _ => "double",
    };

    /// <summary>The expression that passes a parameter.</summary>
    /// <param name="type">The type of the parameter.</param>
    /// <param name="name">Its name, escaped.</param>
    public static string ToNative(ElementType type, string name) => type switch
    {
        // A bool that came from other languages can be any byte.
        ElementType.Bool => name + " ? 1 : 0",
        ElementType.UInt32 => "unchecked((int)" + name + ")",
        ElementType.UInt64 => "unchecked((long)" + name + ")",
        _ => name,
    };

    /// <summary>The expression that passes a parameter to the managed fallback, which has to see the same bool as native code.</summary>
    public static string ToManaged(ElementType type, string name) => type == ElementType.Bool ? "(" + name + " ? 1 : 0) != 0" : name;

    /// <summary>The expression that returns a native result as the user's type; it is in the range of that type.</summary>
    public static string FromNative(ElementType type, string value) =>
        type == ElementType.Bool ? value + " != 0"
        : ElementTypes.Keyword(type) == Keyword(ScalarSignature.NativeTypeOf(type)) ? value
        : "unchecked((" + ElementTypes.Keyword(type) + ")" + value + ")";
}
