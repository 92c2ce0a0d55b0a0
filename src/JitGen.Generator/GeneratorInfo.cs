namespace JitGen.Generator;

/// <summary>What the generated files say about their maker.</summary>
internal static class GeneratorInfo
{
    /// <summary>The name of the generator.</summary>
    public const string Name = "JitGen.Generator";

    /// <summary>The version of the package: major, minor, patch.</summary>
    public static string Version { get; } = typeof(GeneratorInfo).Assembly.GetName().Version.ToString(3);

    /// <summary>The attribute that marks generated members.</summary>
    public static string GeneratedCodeAttribute { get; } =
        "[global::System.CodeDom.Compiler.GeneratedCode(\"" + Name + "\", \"" + Version + "\")]";
}
