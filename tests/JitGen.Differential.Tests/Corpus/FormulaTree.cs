using System.Collections.Generic;
using System.Linq;
using JitGen.Compiler.IR;

namespace JitGen.Differential.Tests.Corpus;

/// <summary>A local of a random formula.</summary>
/// <param name="Type">Its type.</param>
/// <param name="Name">Its name.</param>
/// <param name="IsExplicit">Whether the type is written, rather than <c>var</c>.</param>
/// <param name="Value">Its value; of the same type if that is not written.</param>
internal sealed record Local(ElementType Type, string Name, bool IsExplicit, Node Value)
{
    public override string ToString() => $"{(IsExplicit ? ElementTypes.Keyword(Type) : "var")} {Name} = {Value}";
}

/// <summary>A random formula before it is printed.</summary>
internal sealed record FormulaTree(IReadOnlyList<Parameter> Parameters, IReadOnlyList<Local> Locals, Node Result, ElementType ResultType, bool CheckedByDefault)
{
    public int Size => Result.Size + Locals.Sum(local => local.Value.Size);

    /// <summary>The formula that the tree prints as.</summary>
    public Formula Print(string name) =>
        new(name, ResultType, Parameters, [.. Locals.Select(local => local.ToString())], Result.ToString(), CheckedByDefault) { Tree = this };
}
