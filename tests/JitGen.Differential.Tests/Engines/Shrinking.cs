using System;
using System.Collections.Generic;
using System.Linq;

namespace JitGen.Differential.Tests.Engines;

/// <summary>The search for a smaller tree that still fails: greedy, the smallest candidate that fails is where it goes on.</summary>
/// <param name="treeOf">The tree of what failed; null where the formula was not generated.</param>
/// <param name="sizeOf">Nodes, parameters and locals of a tree: a candidate has to have fewer of one of them.</param>
/// <param name="candidates">What a tree can be cut down to, some of it perhaps ill-typed.</param>
/// <param name="findMismatch">The first of several trees that fails as well; null if none does.</param>
internal sealed class Shrinking<TTree, TMismatch>(
    Func<TMismatch, TTree?> treeOf,
    Func<TTree, (int Nodes, int Parameters, int Locals)> sizeOf,
    Func<TTree, IEnumerable<TTree>> candidates,
    Func<IReadOnlyList<TTree>, TMismatch, TMismatch?> findMismatch)
    where TTree : class
    where TMismatch : class
{
    private const int MostRounds = 40;
    private const int MostCandidates = 150;

    public TMismatch Shrink(TMismatch mismatch)
    {
        for (int round = 0; round < MostRounds; round++)
        {
            if (treeOf(mismatch) is not { } tree || FindSmaller(tree, mismatch) is not { } smaller)
            {
                break;
            }

            mismatch = smaller;
        }

        return mismatch;
    }

    private TMismatch? FindSmaller(TTree tree, TMismatch mismatch)
    {
        (int nodes, int parameters, int locals) = sizeOf(tree);
        TTree[] smaller =
        [
            .. candidates(tree)
                .Where(candidate => sizeOf(candidate) is var size && (size.Nodes < nodes || size.Parameters < parameters || size.Locals < locals))
                .OrderBy(candidate => sizeOf(candidate).Nodes)
                .Take(MostCandidates),
        ];
        return smaller.Length == 0 ? null : findMismatch(smaller, mismatch);
    }
}
