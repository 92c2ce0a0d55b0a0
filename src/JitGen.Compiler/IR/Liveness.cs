using JitGen.Compiler.Functions;

namespace JitGen.Compiler.IR;

/// <summary>Which nodes are computed in every evaluation.</summary>
internal static class Liveness
{
    /// <summary>
    /// By node, whether the roots need it. What a rare path applies they do not: it is computed where that path is taken, if at all.
    /// </summary>
    public static bool[] Find(Function function)
    {
        var isLive = new bool[function.Count];
        foreach (Value root in function.Roots())
        {
            isLive[root.Id] = true;
        }

        for (int id = isLive.Length - 1; id >= 0; id--)
        {
            var node = new Value(id);
            for (int index = 0; isLive[id] && index < OpcodeTable.Arity(function.OpcodeOf(node)); index++)
            {
                Value operand = function.Operand(node, index);
                isLive[operand.Id] |= !IsRareApplication(function, node, index);
            }
        }

        return isLive;
    }

    private static bool IsRareApplication(Function function, Value node, int index) =>
        index == 2 && function.OpcodeOf(node) == Opcode.Rare && MathFunctions.IsApplication(function.OpcodeOf(function.Operand(node, 2)));
}
