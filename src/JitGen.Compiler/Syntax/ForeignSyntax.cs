using System.Collections.Generic;

namespace JitGen.Compiler.Syntax;

/// <summary>What people write who think of statements of C# or of another language, and what to write instead.</summary>
internal static class ForeignSyntax
{
    private const string Assignments = "a formula changes no variable; name a new value with var t = ...; or write a result out, as in y = y + x;";
    private const string NoObjects = "a formula knows numbers and bool, no objects";
    private const string NoControlFlow = "a formula is an expression; choose with condition ? a : b";

    private static readonly Dictionary<string, string> s_operators = new()
    {
        ["**"] = "a power is pow(x, y), a square x * x",
        ["++"] = "it changes a variable; write + 1, or put a space between two plus signs",
        ["--"] = "it changes a variable; write - 1, or put a space between two minus signs",
        ["+="] = Assignments,
        ["-="] = Assignments,
        ["*="] = Assignments,
        ["/="] = Assignments,
        ["%="] = Assignments,
        ["&="] = Assignments,
        ["|="] = Assignments,
        ["^="] = Assignments,
        ["<<="] = Assignments,
        [">>="] = Assignments,
        [">>>="] = Assignments,
        ["??="] = Assignments,
        ["??"] = "no value of a formula can be null",
        ["=>"] = "a formula is the expression alone, without lambdas",
        ["=<"] = "write <=",
        ["<>"] = "write !=",
        ["==="] = "write ==",
        ["!=="] = "write !=",
        ["->"] = NoObjects,
        ["::"] = NoObjects,
        [".."] = NoObjects,
        ["{"] = "group with parentheses",
        ["}"] = "group with parentheses",
        ["'"] = "there are no characters; write the number",
        ["\""] = "there are no strings",
        ["$"] = "there are no strings",
        ["\\"] = "write the name itself",
        ["#"] = "there are no preprocessor directives",
        ["`"] = "write the name itself",
    };

    /// <summary>Words, and operators that are misplaced only.</summary>
    private static readonly Dictionary<string, string> s_words = new()
    {
        ["!"] = "it stands before a condition; nothing can be null, and there is no factorial",
        ["and"] = "write &&",
        ["or"] = "write ||",
        ["not"] = "write !",
        ["xor"] = "write ^",
        ["mod"] = "write %",
        ["rem"] = "write %",
        ["div"] = "write /",
        ["shl"] = "write <<",
        ["shr"] = "write >>",
        ["then"] = NoControlFlow,
        ["if"] = NoControlFlow,
        ["else"] = NoControlFlow,
        ["switch"] = NoControlFlow,
        ["for"] = NoControlFlow,
        ["foreach"] = NoControlFlow,
        ["while"] = NoControlFlow,
        ["do"] = NoControlFlow,
        ["return"] = "a formula is the expression alone; its value is returned",
        ["const"] = "write var, or declare a const field in the class",
        ["decimal"] = "machine code has no decimals; use double",
        ["char"] = "there are no characters; use ushort",
        ["string"] = "there are no strings",
        ["new"] = NoObjects,
        ["null"] = NoObjects,
        ["this"] = NoObjects,
        ["object"] = NoObjects,
        ["is"] = "every value has a known type; compare with ==",
        ["as"] = "convert with a cast: (int)x",
        ["default"] = "write 0 or false",
        ["sizeof"] = "write the number",
        ["void"] = "there are no pointers",
    };

    /// <summary>The operators that have a row.</summary>
    public static IReadOnlyCollection<string> Operators => s_operators.Keys;

    /// <summary>What to do instead of writing the operator or word, or null if nothing is known about it.</summary>
    public static string? Advice(string text) =>
        s_operators.TryGetValue(text, out string? advice) || s_words.TryGetValue(text, out advice) ? advice : null;
}
