using System;
using System.Collections.Generic;
using System.Linq;
using JitGen.Compiler.IR;
using JitGen.Differential.Tests.Corpus;
using JitGen.Differential.Tests.Oracle;

namespace JitGen.Differential.Tests.Engines;

/// <summary>Makes a scalar formula that fails as small as it stays failing.</summary>
internal static class Shrinker
{
    /// <summary>The mismatch of the smallest formula found; the one given, where the formula was not generated.</summary>
    public static Mismatch Shrink(Engine engine, Mismatch mismatch) => new Shrinking<FormulaTree, Mismatch>(
        failed => failed.Case.Formula.Tree,
        tree => (tree.Size, tree.Parameters.Count, tree.Locals.Count),
        Candidates,
        (trees, failed) => FindMismatch(engine, [.. trees.Select(tree => tree.Print(failed.Case.Formula.Name))], failed)).Shrink(mismatch);

    private static Mismatch? FindMismatch(Engine engine, Formula[] candidates, Mismatch mismatch) =>
        new Comparison(engine).Compare(CSharpOracle.Evaluate(candidates, dropRefused: true, formula => Rows(formula, mismatch))).FirstOrDefault();

    /// <summary>The arguments that failed, as far as the smaller formula has the parameters, before those that it would get anyway.</summary>
    private static ulong[][] Rows(Formula formula, Mismatch mismatch)
    {
        if (mismatch.Row < 0)
        {
            return ArgumentPool.RowsFor(formula);
        }

        string[] names = [.. mismatch.Case.Formula.Parameters.Select(parameter => parameter.Name)];
        ulong[] row = [.. formula.Parameters.Select(parameter => mismatch.Case.Rows[mismatch.Row][Array.IndexOf(names, parameter.Name)])];
        return [row, .. ArgumentPool.RowsFor(formula)];
    }

    private static IEnumerable<FormulaTree> Candidates(FormulaTree tree)
    {
        foreach (Parameter parameter in tree.Parameters)
        {
            if (!Uses(tree, parameter.Name))
            {
                yield return tree with { Parameters = [.. tree.Parameters.Where(other => other != parameter)] };
            }
        }

        for (int i = 0; i < tree.Locals.Count; i++)
        {
            Local local = tree.Locals[i];
            if (!tree.Result.Uses(local.Name) && !tree.Locals.Any(other => other.Value.Uses(local.Name)))
            {
                yield return tree with { Locals = [.. tree.Locals.Where((_, n) => n != i)] };
            }

            // The local alone, with those before it.
            yield return tree with { Locals = [.. tree.Locals.Take(i)], Result = local.Value, ResultType = local.Value.Type };
            foreach (Node smaller in Smaller(local.Value, tree.Parameters))
            {
                yield return tree with { Locals = [.. tree.Locals.Select((other, n) => n == i ? other with { Value = smaller } : other)] };
            }
        }

        foreach (Node smaller in Smaller(tree.Result, tree.Parameters))
        {
            yield return tree with { Result = smaller };
        }

        foreach (Node operand in tree.Result.Operands)
        {
            yield return tree with { Result = operand, ResultType = operand.Type };
        }

        if (tree.ResultType != tree.Result.Type)
        {
            yield return tree with { ResultType = tree.Result.Type };
        }
    }

    /// <summary>Expressions of the same type that are smaller: parts, variables, constants, and the same for each operand.</summary>
    public static IEnumerable<Node> Smaller(Node node, IReadOnlyList<Parameter> parameters)
    {
        if (node.Operands.Length == 0)
        {
            yield break;
        }

        foreach (Node part in Descendants(node).Where(part => part.Type == node.Type))
        {
            yield return part;
        }

        foreach (Parameter parameter in parameters.Where(parameter => parameter.Type == node.Type))
        {
            yield return new Node(Form.Name, node.Type, parameter.Name);
        }

        yield return new Node(Form.Constant, node.Type, Literal(node.Type));
        for (int i = 0; i < node.Operands.Length; i++)
        {
            foreach (Node smaller in Smaller(node.Operands[i], parameters))
            {
                yield return node.With(i, smaller);
            }
        }
    }

    private static IEnumerable<Node> Descendants(Node node) => node.Operands.SelectMany(operand => Descendants(operand).Prepend(operand));

    private static bool Uses(FormulaTree tree, string name) => tree.Result.Uses(name) || tree.Locals.Any(local => local.Value.Uses(name));

    private static string Literal(ElementType type) => type switch
    {
        ElementType.Bool => "true",
        ElementType.UInt32 => "1u",
        ElementType.Int64 => "1L",
        ElementType.UInt64 => "1ul",
        ElementType.Single => "1f",
        ElementType.Double => "1d",
        _ => "1",
    };
}
