using System.Collections.Generic;
using JitGen.Compiler.IR;

namespace JitGen.Compiler.Optimizer;

/// <summary>
/// Rules for conjunctions and disjunctions of conditions: one that another implies is dropped, two about the same integer
/// become one, opposites decide. They see through nested ands, respectively ors, of a few conditions, which is what
/// makes a guarded division free of traps: b != 0 &amp;&amp; b == 0 is false.
/// </summary>
internal static class ConditionRules
{
    /// <summary>More conditions on a side are not compared one by one.</summary>
    private const int MostLeaves = 8;

    private enum Relation : byte
    {
        Unrelated,
        Decided,
        FirstSuffices,
        SecondSuffices,
        Merged,
    }

    public static Value And(Simplifier s, Value a, Value b) => Combine(s, Opcode.And, a, b);

    public static Value Or(Simplifier s, Value a, Value b) => Combine(s, Opcode.Or, a, b);

    private static Value Combine(Simplifier s, Opcode opcode, Value a, Value b)
    {
        var leaves = new List<Value>(4);
        Gather(s, opcode, a, leaves, MostLeaves);
        int split = leaves.Count;
        Gather(s, opcode, b, leaves, split + MostLeaves);

        bool changed = false;
        for (int i = 0; i < split; i++)
        {
            for (int j = split; j < leaves.Count && !leaves[i].IsNone; j++)
            {
                if (leaves[j].IsNone)
                {
                    continue;
                }

                Relation relation = Relate(s, opcode, leaves[i], leaves[j], out Value merged);
                changed |= relation != Relation.Unrelated;
                switch (relation)
                {
                    case Relation.Decided:
                        return s.Bool(opcode == Opcode.Or);
                    case Relation.FirstSuffices:
                        leaves[j] = Value.None;
                        break;
                    case Relation.SecondSuffices:
                        leaves[i] = Value.None;
                        break;
                    case Relation.Merged:
                        leaves[i] = Value.None;
                        leaves[j] = merged;
                        break;
                }
            }
        }

        return changed ? Rebuild(s, opcode, leaves) : Value.None;
    }

    /// <summary>
    /// The conditions that the opcode joins in a value, in order; at most as many as bring the list to <paramref
    /// name="limit"/>.
    /// </summary>
    private static void Gather(Simplifier s, Opcode opcode, Value value, List<Value> leaves, int limit)
    {
        int start = leaves.Count;
        leaves.Add(value);
        for (int index = start; index < leaves.Count && leaves.Count < limit;)
        {
            if (!s.Is(leaves[index], opcode, out Value first, out Value second))
            {
                index++;
                continue;
            }

            leaves[index] = first;
            leaves.Insert(index + 1, second);
        }
    }

    private static Value Rebuild(Simplifier s, Opcode opcode, List<Value> leaves)
    {
        // From the last to the first, as chains of checks are built: what is left of one side stays the node that it was.
        Value result = Value.None;
        for (int index = leaves.Count - 1; index >= 0; index--)
        {
            if (!leaves[index].IsNone)
            {
                result = result.IsNone ? leaves[index] : s.Node(opcode, IrType.Bool, leaves[index], result);
            }
        }

        return result;
    }

    private static Relation Relate(Simplifier s, Opcode opcode, Value first, Value second, out Value merged)
    {
        merged = Value.None;
        if (first == second)
        {
            return Relation.FirstSuffices;
        }

        if (ComparisonRules.AreOpposites(s, first, second))
        {
            return Relation.Decided;
        }

        if (!ConditionSet.TryDescribe(s, first, out ConditionSet a)
            || !ConditionSet.TryDescribe(s, second, out ConditionSet b) || !a.IsAbout(b))
        {
            return Relation.Unrelated;
        }

        // p or q is the opposite of not p and not q.
        bool isOr = opcode == Opcode.Or;
        (a, b) = isOr ? (a.Complement, b.Complement) : (a, b);
        if (a.IsSubsetOf(b.Complement))
        {
            return Relation.Decided;
        }

        if (a.IsSubsetOf(b))
        {
            return Relation.FirstSuffices;
        }

        if (b.IsSubsetOf(a))
        {
            return Relation.SecondSuffices;
        }

        if (!a.TryIntersect(b, out ConditionSet both))
        {
            return Relation.Unrelated;
        }

        merged = (isOr ? both.Complement : both).ToCondition(s);
        return Relation.Merged;
    }
}
