using System.Collections.Generic;
using System.Linq;
using JitGen.Compiler;
using JitGen.Compiler.IR;

namespace JitGen.Differential.Tests.Corpus;

/// <summary>A formula with the signature of its method: one case of the corpus.</summary>
/// <param name="Name">What a failure is reported by: the topic and a number in it.</param>
/// <param name="ResultType">The return type of the method.</param>
/// <param name="Parameters">Its parameters, at most one per name.</param>
/// <param name="Declarations">The locals, as written in C#, without the semicolons.</param>
/// <param name="Expression">The last, bare expression.</param>
/// <param name="CheckedByDefault">Whether the project of the method checks for overflow.</param>
internal sealed record Formula(
    string Name,
    ElementType ResultType,
    IReadOnlyList<Parameter> Parameters,
    IReadOnlyList<string> Declarations,
    string Expression,
    bool CheckedByDefault = false)
{
    /// <summary>The text in the attribute.</summary>
    public string Text => string.Concat(Declarations.Select(declaration => declaration + "; ")) + Expression;

    /// <summary>The tree that a random formula was printed from, on which shrinking works; null for a written one.</summary>
    public FormulaTree? Tree { get; init; }

    /// <summary>The method in C#: what a failure shows.</summary>
    public string Signature =>
        $"{ElementTypes.Keyword(ResultType)} F({string.Join(", ", Parameters.Select(p => $"{ElementTypes.Keyword(p.Type)} {p.Name}"))})";

    /// <summary>A formula from a signature such as <c>int (int a, long b)</c> and its text.</summary>
    public static Formula Parse(string name, string signature, string text, bool checkedByDefault = false)
    {
        int open = signature.IndexOf('(');
        string[] parameters = signature[(open + 1)..signature.IndexOf(')')].Split(',', System.StringSplitOptions.RemoveEmptyEntries);
        string[] statements = text.Split(';', System.StringSplitOptions.TrimEntries);
        return new Formula(
            name,
            CSharpTypes.Parse(signature[..open].Trim()),
            [.. parameters.Select(ParseParameter)],
            statements[..^1],
            statements[^1],
            checkedByDefault);
    }

    public override string ToString() => $"{Name}: {Signature} => {Text}{(CheckedByDefault ? " // checked by default" : "")}";

    /// <summary>What the compiler is given.</summary>
    public FormulaSource ToSource() => new()
    {
        Text = Text,
        MethodName = "F",
        Parameters = Parameters,
        ResultType = ResultType,
        CheckedByDefault = CheckedByDefault,
        Constants = Surroundings.Constants,
        Methods = Surroundings.Methods,
    };

    private static Parameter ParseParameter(string text)
    {
        string[] words = text.Trim().Split(' ');
        return new Parameter(words[1], CSharpTypes.Parse(words[0]));
    }
}
