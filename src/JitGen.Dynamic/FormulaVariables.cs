using System.Collections.Generic;
using JitGen.Compiler.IR;

namespace JitGen;

/// <summary>Finds what a formula uses.</summary>
internal static class FormulaVariables
{
    /// <summary>The names of the parameters that a graph uses, in the order of the signature.</summary>
    public static IReadOnlyList<string> Of(Function function)
    {
        bool[] isUsed = new bool[function.Parameters.Count];
        Mark(function, isUsed);
        if (function.Finish is { } finish)
        {
            Mark(finish, isUsed);
        }

        var names = new List<string>();
        for (int i = 0; i < isUsed.Length; i++)
        {
            if (isUsed[i] || function.Results.Exists(result => result.Name == function.Parameters[i].Name))
            {
                names.Add(function.Parameters[i].Name);
            }
        }

        return names;
    }

    private static void Mark(Function function, bool[] isUsed)
    {
        for (int id = 0; id < function.Count; id++)
        {
            var node = new Value(id);
            switch (function.OpcodeOf(node))
            {
                case Opcode.Parameter: isUsed[(int)function.BitsOf(node)] = true; break;
                case Opcode.Element: isUsed[function.SpanOf(node)] = true; break;
                default: break;
            }
        }
    }
}
