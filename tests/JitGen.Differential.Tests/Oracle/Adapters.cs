using System;

namespace JitGen.Differential.Tests.Oracle;

/// <summary>Calls compiled methods through their uniform adapters.</summary>
internal static unsafe class Adapters
{
    /// <summary>Calls the adapter at <paramref name="address"/> once per row of <paramref name="arguments"/>.</summary>
    public static Outcome[] CallEach(nint address, ulong[][] arguments)
    {
        var adapter = (delegate*<ulong*, ulong*, void>)address;
        var outcomes = new Outcome[arguments.Length];
        for (int i = 0; i < outcomes.Length; i++)
        {
            outcomes[i] = Call(adapter, arguments[i]);
        }

        return outcomes;
    }

    /// <summary>An exception as outcomes hold it.</summary>
    public static string Describe(Exception exception) => $"{exception.GetType().Name}: {exception.Message}";

    private static Outcome Call(delegate*<ulong*, ulong*, void> adapter, ulong[] arguments)
    {
        ulong result = 0;
        try
        {
            fixed (ulong* values = arguments)
            {
                adapter(values, &result);
            }

            return new Outcome(result);
        }
        catch (Exception exception) when (exception is ArithmeticException or ArgumentException)
        {
            return new Outcome(0, Describe(exception));
        }
    }
}
