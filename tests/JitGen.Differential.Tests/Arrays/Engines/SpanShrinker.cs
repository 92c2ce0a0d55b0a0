using System;
using System.Collections.Generic;
using System.Linq;
using JitGen.Compiler.IR;
using JitGen.Differential.Tests.Arrays.Corpus;
using JitGen.Differential.Tests.Arrays.Oracle;
using JitGen.Differential.Tests.Corpus;
using JitGen.Differential.Tests.Engines;

namespace JitGen.Differential.Tests.Arrays.Engines;

/// <summary>Makes a formula over spans that fails as small as it stays failing.</summary>
internal static class SpanShrinker
{
    private const int LongestLength = 70;
    private const int Calls = 10;

    /// <summary>The mismatch of the smallest formula found; the one given, where the formula was not generated.</summary>
    public static SpanMismatch Shrink(SpanEngine engine, SpanMismatch mismatch) => new Shrinking<SpanTree, SpanMismatch>(
        failed => failed.Case.Formula.Tree,
        tree => (tree.Size, tree.Parameters.Count, tree.Locals.Count),
        Candidates,
        (trees, failed) => FindMismatch(engine, [.. trees.Select(tree => tree.Print(failed.Case.Formula.Name))], failed)).Shrink(mismatch);

    private static SpanMismatch? FindMismatch(SpanEngine engine, SpanFormula[] candidates, SpanMismatch mismatch) =>
        new SpanComparison(engine).Compare(SpanOracle.Evaluate(candidates, dropRefused: true, (_, _, data) => Runs(data, mismatch))).FirstOrDefault();

    /// <summary>The call that failed, as far as the data of a smaller formula are alike, and others.</summary>
    private static IEnumerable<SpanRun> Runs(SpanData data, SpanMismatch mismatch) =>
        Enumerable.Range(0, Calls).Select(n => data.CreateRun(
            n < Calls / 2 && mismatch.Run is { } run ? run.Length : n * LongestLength / Calls, (mismatch.Run?.Seed ?? 0) + n));

    private static IEnumerable<SpanTree> Candidates(SpanTree tree)
    {
        int spans = tree.Parameters.Count(parameter => parameter.Kind != ParameterKind.Value);
        foreach (Parameter parameter in tree.Parameters.Where(p => !tree.Uses(p.Name) && (p.Kind == ParameterKind.Value || spans > 1)))
        {
            yield return tree with { Parameters = [.. tree.Parameters.Where(other => other != parameter)] };
        }

        for (int i = 0; i < tree.Locals.Count; i++)
        {
            Local local = tree.Locals[i];
            if (!tree.Uses(local.Name))
            {
                yield return tree with { Locals = [.. tree.Locals.Where((_, n) => n != i)] };
            }

            foreach (Node smaller in Smaller(local.Value, tree))
            {
                yield return tree with { Locals = [.. tree.Locals.Select((other, n) => n == i ? other with { Value = smaller } : other)] };
            }
        }

        for (int i = 0; i < tree.Outputs.Count; i++)
        {
            Output output = tree.Outputs[i];
            if (tree.Outputs.Count > 1 && tree.Finish is null)
            {
                yield return tree with
                {
                    Outputs = [.. tree.Outputs.Where((_, n) => n != i)],
                    Parameters = [.. tree.Parameters.Where(p => p.Name != output.Target || tree.Outputs.Any(o => SpanTree.Uses(o.Value, p.Name)))],
                };
            }

            foreach (Node smaller in Smaller(output.Value, tree))
            {
                yield return tree with { Outputs = [.. tree.Outputs.Select((other, n) => n == i ? other with { Value = smaller } : other)] };
            }

            // A part as a result of its own type.
            if (tree.Finish is null && tree.Outputs.Count == 1)
            {
                foreach (Node operand in output.Value.Operands)
                {
                    yield return tree with
                    {
                        Outputs = [new Output("r", operand)],
                        Parameters = [.. tree.Parameters.Where(p => p.Name != output.Target || SpanTree.Uses(operand, p.Name)), new Parameter("r", operand.Type, ParameterKind.Span)],
                    };
                }
            }
        }

        if (tree.Finish is not null and not "{0}" && tree.Outputs.Count == 1)
        {
            yield return tree with { Finish = "{0}" };
        }
    }

    private static IEnumerable<Node> Smaller(Node node, SpanTree tree) =>
        Shrinker.Smaller(node, [.. tree.Parameters.Where(parameter => !tree.Outputs.Any(output => output.Target == parameter.Name))]);
}
