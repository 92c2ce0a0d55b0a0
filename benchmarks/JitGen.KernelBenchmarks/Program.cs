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

if (args is [RareMeasurement.ChildArgument])
{
    RareMeasurement.Measure();
    return 0;
}

if (args is [RareMeasurement.Argument])
{
    return RareMeasurement.Run();
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
        CodeListing.Print(options.Kernels, options.Suite, directory.FullName);
        return 0;
    }

    var factory = new ContenderFactory(options.Kernels, options.Suite, directory.FullName);
    ReportDocument document = options.Suite == Suite.Functions ? MeasureFunctions(factory) : Measure(factory, directory.FullName);
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

FunctionDocument MeasureFunctions(ContenderFactory factory)
{
    var document = new FunctionDocument();
    document.Add(ArrayMeasurement.Functions(options.Kernels, factory, options));
    return document;
}

PerformanceDocument Measure(ContenderFactory factory, string directory)
{
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
