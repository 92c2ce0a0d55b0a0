using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using JitGen.Compiler;
using JitGen.Compiler.Functions;
using JitGen.Compiler.IR;

namespace JitGen.Accuracy;

/// <summary>
/// Compares the mathematical functions with correctly rounded ones:
/// <c>[--function Exp,Log] [--type float|double] [--stride N] [--random N] [--lists DIRECTORY]</c>.
/// </summary>
internal static class Program
{
    private static int Main(string[] arguments)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        var options = new Dictionary<string, string>
        {
            ["--function"] = "", ["--type"] = "", ["--stride"] = "1", ["--random"] = "100000000", ["--lists"] = "tests/Data/worst-cases",
            ["--limit"] = "800",
        };
        for (int i = 0; i < arguments.Length; i += 2)
        {
            if (!options.ContainsKey(arguments[i]) || i + 1 == arguments.Length)
            {
                Console.Error.WriteLine("Usage: [" + string.Join(" VALUE] [", options.Keys) + " VALUE]");
                return 2;
            }

            options[arguments[i]] = arguments[i + 1];
        }

        string[] names = options["--function"].Split(',', StringSplitOptions.RemoveEmptyEntries);
        bool allRight = true;
        foreach (MathFunction function in MathFunctions.All.Where(function => names.Length == 0 || names.Contains(function.Name)))
        {
            if (Reference.Find(function.Name.Replace("Fast", "", StringComparison.Ordinal)) is not { } reference)
            {
                return 1;
            }

            if (function.IsOfSingle && options["--type"] != "double")
            {
                allRight &= CheckFloats(function, reference, options);
            }

            if (function.IsOfDouble && options["--type"] != "float")
            {
                allRight &= CheckDoubles(function, reference, options);
            }
        }

        return allRight ? 0 : 1;
    }

    private static bool CheckFloats(MathFunction function, Reference reference, Dictionary<string, string> options)
    {
        long start = Stopwatch.GetTimestamp();
        Report report;
        var wrong = new List<float>();
        bool rounds = function.Arity == 1 && !function.Name.StartsWith("Fast", StringComparison.Ordinal);
        if (function.Arity == 1)
        {
            int stride = int.Parse(options["--stride"], CultureInfo.InvariantCulture);
            report = FloatRun.Run(function, reference, stride, rounds, wrong, new ulong[256]);
        }
        else
        {
            report = DoubleRun.Random(function, reference, ElementType.Single, long.Parse(options["--random"], CultureInfo.InvariantCulture), double.Parse(options["--limit"], CultureInfo.InvariantCulture));
            if (DoubleRun.List(function, reference, ElementType.Single, options["--lists"]) is { } list)
            {
                report.Add(list);
            }
        }

        Write(function, "float", report, start);
        foreach (float x in wrong.Order().Take(32))
        {
            Console.WriteLine($"    {x:R} 0x{BitConverter.SingleToUInt32Bits(x):X8}");
        }

        return rounds ? report.Wrong == 0 : report.Largest <= (function.Arity == 2 ? 0.501 : 2);
    }

    private static bool CheckDoubles(MathFunction function, Reference reference, Dictionary<string, string> options)
    {
        long start = Stopwatch.GetTimestamp();
        double limit = double.Parse(options["--limit"], CultureInfo.InvariantCulture);
        Report report = DoubleRun.Random(function, reference, ElementType.Double, long.Parse(options["--random"], CultureInfo.InvariantCulture) / 2, limit);
        report.Add(DoubleRun.Random(function, reference, ElementType.Double, long.Parse(options["--random"], CultureInfo.InvariantCulture) / 2, 1.5));
        report.Add(DoubleRun.Sweep(function, reference, Enumerable.Range(1, 64).SelectMany(k => new[] { k * Math.PI / 2, k * Math.Log(2) / 2, k / 4.0, -k * Math.Log(2) / 2 })));
        Write(function, "double", report, start);
        if (DoubleRun.List(function, reference, ElementType.Double, options["--lists"]) is { } list)
        {
            Write(function, "list", list, start);
            report.Add(list);
        }

        return report.Largest <= 1;
    }

    private static void Write(MathFunction function, string what, in Report report, long start) => Console.WriteLine(
        $"{function.Name,-8} {what,-6} tried {report.Tried,13:N0}  wrong {report.Wrong,11:N0}  largest error {report.Largest:0.0000} ulp"
        + (report.Largest > 0 ? $" at {report.At:R}" + (function.Arity == 2 ? $", {report.At2:R}" : "") + $" = {report.Got:R}" : "")
        + $"  {Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s");
}
