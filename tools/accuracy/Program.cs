using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using JitGen.Compiler.Functions;
using JitGen.Compiler.IR;

namespace JitGen.Accuracy;

/// <summary>Compares the mathematical functions with correctly rounded ones; fails if one is less accurate than is promised.</summary>
internal static class Program
{
    private const string FastPrefix = "Fast";
    private const double BoundOfFast = 2;
    private const double BoundOfTwoFloats = 0.501;
    private const double BoundOfDouble = 1;
    private const int ShownWrong = 32;

    private static int Main(string[] arguments)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        if (Options.Parse(arguments) is not { } options)
        {
            Console.Error.WriteLine(Options.Usage);
            return 2;
        }

        var findings = new List<Finding>();
        foreach (MathFunction function in MathFunctions.All.Where(function => options.Functions.Count == 0 || options.Functions.Contains(function.Name)))
        {
            bool isFast = function.Name.StartsWith(FastPrefix, StringComparison.Ordinal);
            string name = isFast ? function.Name[FastPrefix.Length..] : function.Name;
            if (options.Functions.Count == 0 && !Reference.Has(name))
            {
                continue;
            }

            if (Reference.Find(name) is not { } reference)
            {
                return 1;
            }

            if (function.IsOfSingle && options.Includes("float"))
            {
                findings.Add(CheckFloats(function, name, isFast, reference, options));
            }

            if (function.IsOfDouble && options.Includes("double"))
            {
                findings.Add(CheckDoubles(function, name, reference, options));
            }
        }

        if (options.Document.Length > 0)
        {
            AccuracyDocument.Write(options.Document, findings);
        }

        return findings.All(finding => finding.Holds) ? 0 : 1;
    }

    private static Finding CheckFloats(MathFunction function, string name, bool isFast, Reference reference, Options options)
    {
        long start = Stopwatch.GetTimestamp();
        bool rounds = function.Arity == 1 && !isFast;
        Report report;
        var wrong = new List<float>();
        if (function.Arity == 1)
        {
            var hashes = new ulong[FloatRun.BlockCount];
            report = FloatRun.Run(function, reference, options.Stride, rounds, wrong, hashes);
            if (options.Hashes.Length > 0 && options.Stride == 1)
            {
                Directory.CreateDirectory(options.Hashes);
                File.WriteAllLines(
                    Path.Combine(options.Hashes, function.Name + ".txt"), hashes.Select(hash => hash.ToString("X16", CultureInfo.InvariantCulture)));
            }
        }
        else
        {
            report = DoubleRun.Random(function, reference, ElementType.Single, options.Random, options.Limit);
            report.Add(DoubleRun.List(function, reference, ElementType.Single, options.Lists) ?? default);
        }

        double bound = isFast ? BoundOfFast : rounds ? 0.5 : BoundOfTwoFloats;
        Write(function, "float", report, start);
        foreach (float x in wrong.Order().Take(ShownWrong))
        {
            Console.WriteLine($"    {x:R} 0x{BitConverter.SingleToUInt32Bits(x):X8}");
        }

        return new Finding(name, "float", isFast, rounds, bound, report);
    }

    private static Finding CheckDoubles(MathFunction function, string name, Reference reference, Options options)
    {
        long start = Stopwatch.GetTimestamp();
        Report report = DoubleRun.Random(function, reference, ElementType.Double, options.Random / 2, options.Limit);
        report.Add(DoubleRun.Random(function, reference, ElementType.Double, options.Random / 2, limit: 1.5));
        report.Add(DoubleRun.Sweep(function, reference, DoubleRun.Boundaries));
        report.Add(DoubleRun.List(function, reference, ElementType.Double, options.Lists) ?? default);
        Write(function, "double", report, start);
        return new Finding(name, "double", IsFast: false, MustRound: false, BoundOfDouble, report);
    }

    private static void Write(MathFunction function, string type, in Report report, long start) => Console.WriteLine(
        $"{function.Name,-11} {type,-6} tried {report.Tried,13:N0}  wrong {report.Wrong,11:N0}  largest error {report.Largest:0.0000} ulp"
        + (report.Largest > 0 ? $" at {report.At:R}" + (function.Arity == 2 ? $", {report.At2:R}" : "") + $" = {report.Got:R}" : "")
        + $"  {Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s");
}
