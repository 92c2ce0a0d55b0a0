namespace JitGen.Generator.Tests;

/// <summary>Source text that many tests begin with.</summary>
internal static class Sources
{
    /// <summary>A method with a formula, to be written as a regular literal.</summary>
    public static string Method(string formula, string signature) => Argument("\"" + formula + "\"", signature);

    /// <summary>A method with an attribute of any argument, on lines of its own.</summary>
    public static string Argument(string argument, string signature) =>
        "    [NativeExpression(" + argument + ")]\n    public static partial " + signature + ";\n";

    /// <summary>A file with the static class K.</summary>
    public static string Class(params string[] members) =>
        "using JitGen;\n\npublic static partial class K\n{\n" + string.Concat(members) + "}\n";
}
