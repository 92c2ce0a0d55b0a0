using System;
using System.Collections.Generic;

namespace JitGen;

/// <summary>Checks what the C# compiler checks of the names of a method's parameters.</summary>
internal static class ParameterNames
{
    /// <exception cref="ArgumentException">A name is no identifier, or there twice.</exception>
    public static void Check(IEnumerable<string?> names, string argument)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (string? name in names)
        {
            List<FormulaToken> tokens = FormulaToken.Cut(name ?? "");
            if (tokens is not [{ Kind: FormulaTokenKind.Name } token] || token.Length != name!.Length || name[0] == '@')
            {
                throw new ArgumentException($"'{name}' is no name of a parameter: it has to be an identifier.", argument);
            }

            if (!seen.Add(name))
            {
                throw new ArgumentException($"There are two parameters '{name}'.", argument);
            }
        }
    }
}
