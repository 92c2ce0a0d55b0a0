using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using JitGen.Compiler.Functions;
using JitGen.Testing;

namespace JitGen.Differential.Tests.Mathematics;

/// <summary>
/// Hashes of a function's results of floats, in blocks of 2^24 arguments, which are compared with the committed ones: what
/// <c>tools/accuracy</c> wrote when it compared all floats with their correctly rounded results.
/// </summary>
/// <param name="function">A function of one number.</param>
/// <param name="stride">Of how many floats one is an argument: one of <see cref="FloatHash.Strides"/>.</param>
internal sealed class FloatHashes(MathFunction function, int stride)
{
    private readonly ulong[] _hashes = new ulong[FloatHash.BlockCount];
    private long _count;

    /// <summary>The committed hashes of a function.</summary>
    public static string FileOf(MathFunction function) =>
        Path.Combine(ExternalEngine.RepositoryDirectory, "tests", "Data", "float-hashes", function.Name + ".txt");

    /// <summary>Adds the results of the next arguments, all of one block.</summary>
    public void Add(ReadOnlySpan<uint> results)
    {
        ref ulong hash = ref _hashes[(_count * stride) >> FloatHash.BlockBits];
        hash = FloatHash.Add(hash, results);
        _count += results.Length;
    }

    /// <summary>Fails if a hash is not the committed one.</summary>
    public void Check()
    {
        Assert.Equal((1L << 32) / stride, _count);
        int column = FloatHash.Strides.ToList().IndexOf(stride);
        IEnumerable<string> committed = FloatHash.Read(FileOf(function))!.Value.Blocks.Select(block => block[column]);
        Assert.Equal(committed, _hashes.Select(FloatHash.Text));
    }
}
