using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using JitGen.Compiler.IR;
using JitGen.Differential.Tests.Corpus;

namespace JitGen.Differential.Tests.Arrays.Corpus;

/// <summary>What a random formula computes of each element.</summary>
/// <param name="Target">The span it is assigned to, or the name of the reduction.</param>
/// <param name="Value">The expression.</param>
internal sealed record Output(string Target, Node Value);

/// <summary>A random formula over spans before it is printed.</summary>
/// <param name="Parameters">Spans and values.</param>
/// <param name="Locals">Locals of an element.</param>
/// <param name="Outputs">Assignments, in their order; of a reduction, what is reduced.</param>
/// <param name="Finish">What is made of reductions: a format of them; null for a map.</param>
/// <param name="ResultType">Void for a map.</param>
/// <param name="CheckedByDefault">Whether the project checks for overflow.</param>
internal sealed record SpanTree(
    IReadOnlyList<Parameter> Parameters,
    IReadOnlyList<Local> Locals,
    IReadOnlyList<Output> Outputs,
    string? Finish,
    ElementType ResultType,
    bool CheckedByDefault)
{
    public int Size => Outputs.Sum(output => output.Value.Size) + Locals.Sum(local => local.Value.Size);

    /// <summary>The formula that the tree prints as.</summary>
    public SpanFormula Print(string name)
    {
        string[] locals = [.. Locals.Select(local => local.ToString())];
        return Finish is null
            ? new SpanFormula(name, ElementType.Void, Parameters, [.. locals, .. Outputs.Select(o => $"{o.Target} = {o.Value}")], null, CheckedByDefault) { Tree = this }
            : new SpanFormula(name, ResultType, Parameters, locals, Reduce(), CheckedByDefault) { Tree = this };
    }

    /// <summary>Whether something in the formula names the parameter or local, as itself or indexed.</summary>
    public bool Uses(string name) =>
        Outputs.Any(output => output.Target == name || Uses(output.Value, name))
        || Locals.Any(local => Uses(local.Value, name))
        || (Finish?.Contains($"length({name})", System.StringComparison.Ordinal) ?? false);

    /// <summary>Whether an expression names it.</summary>
    public static bool Uses(Node node, string name) =>
        (node.Form == Form.Name && (node.Text == name || node.Text.StartsWith(name + "[", System.StringComparison.Ordinal)))
        || node.Operands.Any(operand => Uses(operand, name));

    private string Reduce()
    {
        object[] reductions = [.. Outputs.Select(output => $"{output.Target}{{{output.Value}}}")];
        return string.Format(CultureInfo.InvariantCulture, Finish!, reductions);
    }
}
