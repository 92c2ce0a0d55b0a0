using System;
using System.Globalization;
using JitGen;
using JitGen.KernelServer;

// The first line says for what target this process maps code. Then each line "KERNEL COUNT TIMES" of the standard input asks for a
// round, and is answered by the nanoseconds that its runs took; the end of the input ends the process.
Console.WriteLine(NativeCode.KernelTarget);
using var kernels = new CheckedKernels();
while (Console.ReadLine() is { } line)
{
    string[] parts = line.Split(' ');
    double time = kernels.Time(
        parts[0], int.Parse(parts[1], CultureInfo.InvariantCulture), int.Parse(parts[2], CultureInfo.InvariantCulture));
    Console.WriteLine(time.ToString("R", CultureInfo.InvariantCulture));
}
