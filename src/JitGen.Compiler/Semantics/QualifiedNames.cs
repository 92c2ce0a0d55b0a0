using System;
using JitGen.Compiler.IR;

namespace JitGen.Compiler.Semantics;

/// <summary>The spellings of one qualified name: <c>System.Math.PI</c> is <c>Math.PI</c>, <c>Int32.MaxValue</c> is <c>int.MaxValue</c>.</summary>
internal static class QualifiedNames
{
    private static readonly string[] s_namespaces = { "System.Numerics.", "System." };

    /// <summary>The spelling that the tables use: without namespace, types by their keywords.</summary>
    public static string Normalize(string name)
    {
        foreach (string prefix in s_namespaces)
        {
            if (name.StartsWith(prefix, StringComparison.Ordinal))
            {
                name = name.Substring(prefix.Length);
                break;
            }
        }

        int point = name.IndexOf('.');
        if (point < 0)
        {
            return name;
        }

        for (ElementType type = ElementType.Bool; type <= ElementType.Double; type++)
        {
            string clrName = ElementTypes.ClrName(type);
            if (clrName.Length == point && name.StartsWith(clrName, StringComparison.Ordinal))
            {
                return ElementTypes.Keyword(type) + name.Substring(point);
            }
        }

        return name;
    }
}
