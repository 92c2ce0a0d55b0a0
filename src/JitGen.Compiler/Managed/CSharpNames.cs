using System;

namespace JitGen.Compiler.Managed;

/// <summary>Names as C# source spells them.</summary>
internal static class CSharpNames
{
    /// <summary>The reserved words, sorted.</summary>
    private static readonly string[] s_keywords =
    {
        "abstract", "as", "base", "bool", "break", "byte", "case", "catch", "char", "checked", "class", "const", "continue",
        "decimal", "default", "delegate", "do", "double", "else", "enum", "event", "explicit", "extern", "false", "finally",
        "fixed", "float", "for", "foreach", "goto", "if", "implicit", "in", "int", "interface", "internal", "is", "lock",
        "long", "namespace", "new", "null", "object", "operator", "out", "override", "params", "private", "protected",
        "public", "readonly", "ref", "return", "sbyte", "sealed", "short", "sizeof", "stackalloc", "static", "string",
        "struct", "switch", "this", "throw", "true", "try", "typeof", "uint", "ulong", "unchecked", "unsafe", "ushort",
        "using", "virtual", "void", "volatile", "while",
    };

    /// <summary>The identifier, with the @ that a reserved word needs.</summary>
    public static string Escape(string name) => Array.BinarySearch(s_keywords, name, StringComparer.Ordinal) >= 0 ? "@" + name : name;
}
