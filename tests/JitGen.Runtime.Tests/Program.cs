using System;

namespace JitGen.Runtime.Tests;

internal static class Program
{
    /// <summary>Runs the scenario named by the first argument; the tests themselves are run by <c>dotnet test</c>.</summary>
    private static int Main(string[] arguments)
    {
        if (arguments.Length == 0 || !Scenarios.All.TryGetValue(arguments[0], out Action<string[]>? scenario))
        {
            Console.Error.WriteLine($"Scenarios: {string.Join(' ', Scenarios.All.Keys)}");
            return 2;
        }
        scenario(arguments[1..]);
        return 0;
    }
}
