using System;
using System.IO;
using JitGen.KernelBenchmarks;
using JitGen.KernelBenchmarks.Contenders;
using JitGen.KernelBenchmarks.Measuring;
using JitGen.KernelBenchmarks.Report;

if (args is [FallbackMeasurement.ChildArgument])
{
    FallbackMeasurement.Measure();
    return 0;
}

if (Options.Parse(args) is not { } options)
{
    return 2;
}

DirectoryInfo directory = Directory.CreateTempSubdirectory("jitgen-kernels-");
try
{
    if (options.Listing)
    {
        CodeListing.Print(options.Kernels, directory.FullName);
        return 0;
    }

    PerformanceDocument document = Measure(directory.FullName);
    Console.WriteLine(document);
    if (options.Document)
    {
        Console.WriteLine($"The report is in {document.Write()}");
    }

    return document.AllKept ? 0 : 1;
}
finally
{
    directory.Delete(recursive: true);
}

PerformanceDocument Measure(string directory)
{
    var factory = new ContenderFactory(options.Kernels, directory);
    var document = new PerformanceDocument();
    foreach (string part in options.Parts)
    {
        switch (part)
        {
            case "incache":
                document.AddInCache(ArrayMeasurement.InCache(options.Kernels, factory, options));
                break;
            case "memory":
                document.AddInMemory(ArrayMeasurement.InMemory(options.Kernels, factory, options));
                break;
            case "calls":
                document.AddCalls(CallMeasurement.Run(options.Kernels, options));
                break;
            case "pauses":
                document.AddPauses(PauseMeasurement.MedianMilliseconds(options));
                break;
            case "fallback":
                document.AddFallback(FallbackMeasurement.Run());
                break;
            default:
                document.AddAheadOfTime(AheadOfTimeMeasurement.Run(options.Kernels, directory, options));
                break;
        }
    }

    return document;
}
