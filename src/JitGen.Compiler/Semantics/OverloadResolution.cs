using System.Collections.Generic;

namespace JitGen.Compiler.Semantics;

/// <summary>C#'s choice among overloads: applicable, and better than every other applicable one.</summary>
internal static class OverloadResolution
{
    /// <summary>Chooses for arguments without errors.</summary>
    /// <param name="overloads">The candidates.</param>
    /// <param name="arguments">The arguments, in an array that may be longer.</param>
    /// <param name="count">The number of arguments.</param>
    /// <param name="rival">An overload that is as good as the best, if that makes the call ambiguous.</param>
    /// <returns>The best overload, or one of the best; null if none is applicable.</returns>
    public static T? Resolve<T>(IReadOnlyList<T> overloads, Operand[] arguments, int count, out T? rival)
        where T : Overload
    {
        rival = null;
        T? best = null;
        for (int index = 0; index < overloads.Count; index++)
        {
            T overload = overloads[index];
            if (overload.Parameters.Length != count)
            {
                continue;
            }

            if (IsIdentity(overload, arguments))
            {
                return overload;
            }

            if (IsApplicable(overload, arguments) && (best is null || IsBetter(overload, best, arguments)))
            {
                best = overload;
            }
        }

        // The better-than relation has no cycles, so that only the last one left can be best of all.
        for (int index = 0; index < overloads.Count && best is not null; index++)
        {
            T other = overloads[index];
            if (other != best && other.Parameters.Length == count && IsApplicable(other, arguments) && !IsBetter(best, other, arguments))
            {
                rival = other;
                break;
            }
        }

        return best;
    }

    /// <summary>Whether no argument needs a conversion; no other overload can then be better.</summary>
    private static bool IsIdentity(Overload overload, Operand[] arguments)
    {
        for (int index = 0; index < overload.Parameters.Length; index++)
        {
            if (overload.Parameters[index] != arguments[index].Type)
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsApplicable(Overload overload, Operand[] arguments)
    {
        for (int index = 0; index < overload.Parameters.Length; index++)
        {
            if (!Conversions.IsImplicit(arguments[index], overload.Parameters[index]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether <paramref name="first"/> is better for an argument and worse for none.</summary>
    private static bool IsBetter(Overload first, Overload second, Operand[] arguments)
    {
        bool better = false;
        for (int index = 0; index < first.Parameters.Length; index++)
        {
            if (Conversions.IsBetter(arguments[index], second.Parameters[index], first.Parameters[index]))
            {
                return false;
            }

            better |= Conversions.IsBetter(arguments[index], first.Parameters[index], second.Parameters[index]);
        }

        return better;
    }
}
