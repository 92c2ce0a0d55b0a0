using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using JitGen.Compiler.Functions;
using JitGen.Compiler.IR;
using JitGen.Testing;

namespace JitGen.Accuracy;

/// <summary>Compares the mathematical functions with correctly rounded ones; fails if one is less accurate than is promised.</summary>
internal static class Program
{
    private const int ShownWrong = 32;

    private static int Main(string[] arguments)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        if (Options.Parse(arguments, out string error) is not { } options)
        {
            Console.Error.WriteLine($"{error}\n\n{Options.Usage}");
            return 2;
        }

        if (NativeFunction.Targets.Count == 0)
        {
            Console.Error.WriteLine("The functions are measured on x64 with AVX2 and FMA, which this processor is not.");
            return 2;
        }

        return options.TakesRoots ? SquareRoots.Check() : Check(options);
    }

    private static int Check(Options options)
    {
        NumericsHashes bits = NumericsHashes.Read("tests/Data/function-hashes.txt");
        var document = options.Document.Length == 0 ? null : new AccuracyDocument(options.Document, MathFunctions.All.Select(function => FunctionPromise.Of(function).Name));
        bool holds = true;
        foreach (MathFunction function in MathFunctions.All.Where(function => options.Functions.Count == 0 ? Reference.Has(FunctionPromise.Of(function).Name) : options.Functions.Contains(function.Name)))
        {
            FunctionPromise promise = FunctionPromise.Of(function);
            if (Reference.Find(promise.Name) is not { } reference)
            {
                return 2;
            }

            foreach (ElementType type in new[] { ElementType.Single, ElementType.Double })
            {
                string keyword = ElementTypes.Keyword(type);
                if (!(type == ElementType.Single ? function.IsOfSingle : function.IsOfDouble) || !options.Includes(keyword))
                {
                    continue;
                }

                (int version, string hash) = bits.Find($"{function.Name} {keyword}") ?? (Numerics.Version, "-");
                var source = new MeasuredSource(version, hash, Describe(function, type, options));
                if (options.Resumes && document is not null && document.Has($"`{promise.Name}` {keyword} {promise.Precision}", source))
                {
                    continue;
                }

                if (Measure(function, type, reference, options) is not { } report)
                {
                    return 1;
                }

                var finding = new Finding(promise.Name, keyword, promise.Precision, promise.MustRound(type), promise.Bound(type), source, report);
                document?.Add(finding.ToRow());
                holds &= finding.Holds;
            }
        }

        return holds ? 0 : 1;
    }

    /// <summary>Which arguments are tried, as the document has it.</summary>
    private static string Describe(MathFunction function, ElementType type, Options options) =>
        function.Arity == 1 && type == ElementType.Single
            ? options.Stride == 1 ? "all" : $"every {options.Stride}th block of 2^24"
            : $"{options.Random:N0} random";

    /// <summary>The errors of a function; null, with a message, if its hashes are not the committed ones.</summary>
    private static Report? Measure(MathFunction function, ElementType type, Reference reference, Options options)
    {
        long start = Stopwatch.GetTimestamp();
        if (function.Arity == 1 && type == ElementType.Single)
        {
            var run = new FloatRun(
                [.. NativeFunction.Targets.Select(target => new NativeFunction(function, type, target))], reference, FunctionPromise.Of(function).MustRound(type));
            Report ofAll = run.Run(options.Stride);
            Write(function, type, ofAll, start);
            foreach (float x in run.Wrong.Order().Take(ShownWrong))
            {
                Console.WriteLine($"    {x:R} 0x{BitConverter.SingleToUInt32Bits(x):X8}");
            }

            return options.Hashes.Length == 0 || !run.IsComplete || Keep(function, run, options) ? ofAll : null;
        }

        var random = new RandomRun(new NativeFunction(function, type, NativeFunction.Targets[0]), reference);
        var source = new ArgumentSource(type, function.Arity, options.Limit);
        Report report = random.Random(source, options.Random);
        report.Add(random.Sweep(source));
        report.Add(random.List(options.Lists));
        Write(function, type, report, start);
        return report;
    }

    /// <summary>Writes the hashes of a function's results, unless that breaks what a version of the numerics promises.</summary>
    private static bool Keep(MathFunction function, FloatRun run, Options options)
    {
        string path = Path.Combine(options.Hashes, function.Name + ".txt");
        bool isSame = FloatHash.Read(path) is { } known
            && known.Blocks.Zip(run.Hashes, (before, now) => before.SequenceEqual(now!)).All(same => same);
        if (!isSame && FloatHash.Read(path)?.Version == Numerics.Version && !options.Replaces)
        {
            Console.Error.WriteLine(
                $"{function.Name} has other bits than {path} says of version {Numerics.Version} of the numerics. If that is meant, the version changes; before a release, --replace replaces the hashes.");
            return false;
        }

        if (!isSame)
        {
            FloatHash.Write(path, Numerics.Version, run.Hashes!);
        }

        return true;
    }

    private static void Write(MathFunction function, ElementType type, in Report report, long start) => Console.WriteLine(
        $"{function.Name,-11} {ElementTypes.Keyword(type),-6} tried {report.Tried,13:N0}  wrong {report.Wrong,11:N0}  largest error {report.Largest:0.0000} ulp"
        + (report.Largest > 0 ? $" at {report.At:R}" + (function.Arity == 2 ? $", {report.At2:R}" : "") + $" = {report.Got:R}" : "")
        + $"  {Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s");
}
