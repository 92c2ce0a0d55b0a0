using System;

namespace JitGen.Win64Host;

/// <summary>
/// Runs compiled formulas on Windows, mapped by the runtime's loader: <c>Win64Host scalars input output adapters.dll</c> those of
/// scalars, <c>Win64Host spans input output</c> kernels.
/// </summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        switch (arguments)
        {
            case ["scalars", var input, var output, var adapters]:
                ScalarCalls.Run(input, output, adapters);
                return 0;
            case ["spans", var input, var output]:
                SpanCalls.Run(input, output);
                return 0;
            default:
                Console.Error.WriteLine("usage: Win64Host scalars input output adapters.dll\n       Win64Host spans input output");
                return 2;
        }
    }
}
