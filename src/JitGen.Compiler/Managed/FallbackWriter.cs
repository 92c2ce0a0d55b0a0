using System.Text;
using JitGen.Compiler.IR;

namespace JitGen.Compiler.Managed;

/// <summary>
/// Writes a scalar function as the body of a C# method: the throws in their order, a local for each node that is used more
/// than once, and the result. It runs wherever native code cannot, with the same bits, on .NET 8 and later.
/// <code>
/// if (b == 0) Throw.DivideByZero();
/// return a / b;
/// </code>
/// </summary>
/// <remarks>
/// The method has the function's parameters, named as <see cref="CSharpNames.Escape"/> gives them. The text compiles in
/// checked and unchecked projects; its types are found through the <see cref="Usings"/>, which belong into a namespace of its
/// own, so that no type of the user hides them.
/// </remarks>
internal static class FallbackWriter
{
    /// <summary>The namespaces that the text uses.</summary>
    public const string Usings = "using System; using System.Numerics; using JitGen.CompilerServices;";

    /// <summary>
    /// The first lines of a file with the text: warnings that right formulas give, each with its reason. A project may take
    /// warnings for errors, and cannot change the text.
    /// </summary>
    public const string Head = """
        #pragma warning disable CS0162 // What always throws leaves nothing to reach behind it; the call throws as C# would.
        #pragma warning disable CS0652 // A small integer beside a constant out of its range: the formula asks, and gets C#'s answer.
        #pragma warning disable CS0675 // A sign-extended number in an or: the formula says so.
        #pragma warning disable CS1718 // x != x is how a formula, or a function of the language, asks for NaN.
        """;

    /// <summary>The statements of the body, each line preceded by <paramref name="indent"/> and ended by a line feed.</summary>
    public static string Write(Function function, string indent)
    {
        var stages = new NodeStages(function);
        var writer = new ExpressionWriter(function, stages);
        WriteStatements(function, stages, writer);
        var text = new StringBuilder();
        if (writer.NeedsUnchecked)
        {
            text.Append(indent).Append("unchecked\n").Append(indent).Append("{\n");
        }

        foreach (string statement in writer.Statements)
        {
            text.Append(indent).Append(writer.NeedsUnchecked ? "    " : "").Append(statement).Append('\n');
        }

        return writer.NeedsUnchecked ? text.Append(indent).Append("}\n").ToString() : text.ToString();
    }

    /// <summary>The throws, then what is returned.</summary>
    public static void WriteStatements(Function function, NodeStages stages, ExpressionWriter writer)
    {
        foreach (Trap trap in function.Traps)
        {
            stages.Add(trap);
        }

        foreach (Result result in function.Results)
        {
            stages.Add(result.Value);
        }

        int stage = 0;
        foreach (Trap trap in function.Traps)
        {
            writer.WriteNodes(stage++);
            writer.WriteThrow(trap);
        }

        foreach (Result result in function.Results)
        {
            writer.WriteNodes(stage++);
            writer.Statements.Add("return " + writer.Convert(result.Value, result.Type).Text + ";");
        }
    }
}
