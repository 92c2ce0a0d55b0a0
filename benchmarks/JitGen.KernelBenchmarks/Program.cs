using System;
using System.Collections.Generic;
using System.IO;
using JitGen.KernelBenchmarks;
using JitGen.KernelBenchmarks.Contenders;
using JitGen.KernelBenchmarks.Measuring;

if (Options.Parse(args) is not { } options)
{
    return 2;
}

DirectoryInfo directory = Directory.CreateTempSubdirectory("jitgen-kernels-");
try
{
    var factory = new ContenderFactory(options.Kernels, directory.FullName);
    Results r = ArrayMeasurement.InCache(options.Kernels, factory, options);
    foreach (Kernel k in r.Kernels) { Console.WriteLine(k.Id); foreach (Contender c in factory.InCache(k)) Console.WriteLine($"  {c.Name} {r.Time(k, c.Name):F1}"); }
}
finally
{
    directory.Delete(recursive: true);
}
return 0;
