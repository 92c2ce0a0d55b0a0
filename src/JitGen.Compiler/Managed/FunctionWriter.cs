using System;
using System.Collections.Generic;
using System.Text;
using JitGen.Compiler.Functions;
using JitGen.Compiler.IR;

namespace JitGen.Compiler.Managed;

/// <summary>
/// Writes the mathematical functions that formulas apply as C# methods, which the text of their fallbacks calls:
/// <code>
/// public static double Exp(double x)
/// {
///     ...
/// }
/// </code>
/// </summary>
internal static class FunctionWriter
{
    /// <summary>The namespace of the type.</summary>
    public const string Namespace = "JitGen.Generated";

    /// <summary>The type that has the methods.</summary>
    public const string TypeName = "Functions";

    private const string Indent = "    ";

    /// <summary>The functions that a graph applies, and those that these apply; in no order.</summary>
    public static IReadOnlyCollection<AppliedFunction> Collect(Function function)
    {
        var applied = new HashSet<AppliedFunction>();
        var pending = new Stack<Function>();
        pending.Push(function);
        while (pending.Count > 0)
        {
            Function graph = pending.Pop();
            if (graph.Finish is { } finish)
            {
                pending.Push(finish);
            }

            for (int id = 0; id < graph.Count; id++)
            {
                var node = new Value(id);
                if (MathFunctions.IsApplication(graph.OpcodeOf(node))
                    && applied.Add(new AppliedFunction(MathFunctions.Of(graph, node).Number, graph.TypeOf(node))))
                {
                    pending.Push(MathFunctions.Of(graph, node).Graph(graph.TypeOf(node)));
                }
            }
        }

        return applied;
    }

    /// <summary>The methods, each once, in the order of the functions' numbers; nothing of none.</summary>
    /// <param name="functions">What <see cref="Collect"/> gave, of any number of formulas.</param>
    /// <param name="indent">Precedes each line.</param>
    public static string Write(IEnumerable<AppliedFunction> functions, string indent)
    {
        var text = new StringBuilder();
        foreach (AppliedFunction function in new SortedSet<AppliedFunction>(functions))
        {
            Write(text, MathFunctions.All[function.Number], function.Type, indent);
        }

        return text.ToString();
    }

    private static void Write(StringBuilder text, MathFunction function, IrType type, string indent)
    {
        string keyword = ElementTypes.Keyword(type == IrType.F32 ? ElementType.Single : ElementType.Double);
        text.Append(text.Length == 0 ? "" : "\n").Append(indent).Append("public static ").Append(keyword).Append(' ').Append(function.Name)
            .Append('(').Append(keyword).Append(" x").Append(function.Arity == 1 ? "" : ", " + keyword + " y").Append(")\n")
            .Append(indent).Append("{\n")
            .Append(FallbackWriter.Write(function.Graph(type), indent + Indent))
            .Append(indent).Append("}\n");
    }
}

/// <summary>A function that a fallback calls, for operands of a type.</summary>
internal readonly record struct AppliedFunction(int Number, IrType Type) : IComparable<AppliedFunction>
{
    public int CompareTo(AppliedFunction other) => (Number, Type).CompareTo((other.Number, other.Type));
}
