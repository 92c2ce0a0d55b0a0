using System;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.InteropServices;
using JitGen.CompilerServices;

namespace JitGen.Win64Host;

/// <summary>
/// Calls formulas of scalars. The image is mapped by the runtime's loader, which registers its unwind information; the adapters
/// call it as .NET calls unmanaged functions of each signature.
/// </summary>
/// <remarks>
/// Input, in 64-bit words: number of cases, words of the image, the image; then per case, in the order of the entries, the
/// number of its adapter, the words of a row, the number of rows, and the rows. Output: result and bail-out flag per row.
/// </remarks>
internal static unsafe class ScalarCalls
{
    private const int ImageStart = 2;

    /// <summary>Makes the calls of a file.</summary>
    /// <param name="inputPath">The file.</param>
    /// <param name="outputPath">Where results go.</param>
    /// <param name="adaptersPath">An assembly with the class <c>Adapters</c>.</param>
    public static void Run(string inputPath, string outputPath, string adaptersPath)
    {
        ReadOnlySpan<ulong> input = MemoryMarshal.Cast<byte, ulong>(File.ReadAllBytes(inputPath));
        int cases = (int)input[0];
        int imageWords = (int)input[1];
        nint[] adapters = LoadAdapters(adaptersPath);
        NativeImage? image = null;
        var tables = new NativeImageTables("Formulas", string.Join('\n', Enumerable.Range(0, cases).Select(i => "F" + i)));
        tables.Add(NativeTarget.X64V3Win64, input.Slice(ImageStart, imageWords));
        tables.Load(ref image);

        using var output = new BinaryWriter(File.Create(outputPath));
        ReadOnlySpan<ulong> rest = input[(ImageStart + imageWords)..];
        for (int i = 0; i < cases; i++)
        {
            nint entry = image!.Entry(i);
            nint adapter = adapters[(int)rest[0]];
            int words = (int)rest[1];
            int rows = (int)rest[2];
            rest = rest[3..];
            for (int row = 0; row < rows; row++, rest = rest[words..])
            {
                (ulong result, uint flag) = Call(adapter, entry, rest);
                output.Write(result);
                output.Write((ulong)flag);
            }
        }
    }

    private static (ulong Result, uint Flag) Call(nint adapter, nint entry, ReadOnlySpan<ulong> row)
    {
        ulong result = 0;
        uint flag = 0;
        fixed (ulong* words = row)
        {
            ((delegate*<nint, ulong*, ulong*, uint*, void>)adapter)(entry, words, &result, &flag);
        }

        return (result, flag);
    }

    /// <summary>The addresses that the method <c>Fill</c> of the class <c>Adapters</c> stores.</summary>
    private static nint[] LoadAdapters(string path)
    {
        Type type = Assembly.LoadFrom(path).GetType("Adapters")!;
        var table = new nint[(int)type.GetField("Count")!.GetValue(null)!];
        fixed (nint* addresses = table)
        {
            ((delegate*<nint*, void>)type.GetMethod("Fill")!.MethodHandle.GetFunctionPointer())(addresses);
        }

        return table;
    }
}
