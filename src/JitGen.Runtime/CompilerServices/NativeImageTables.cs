using System;
using System.ComponentModel;
using System.Threading;
using JitGen.Images;
using JitGen.Memory;
using JitGen.Processor;

namespace JitGen.CompilerServices;

/// <summary>
/// Collects the tables of machine code of one class and loads the best one that this process can run.
/// For generated code only.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct NativeImageTables
{
    private readonly string _name;
    private readonly string _methodNames;
    private ReadOnlySpan<ulong> _words;
    private NativeTarget _target;
    private TargetKind _kind;
    private int _rank;

    /// <summary>Begins with no table.</summary>
    /// <param name="name">The full name of the class.</param>
    /// <param name="methodNames">The names of its methods with a formula, separated by <c>\n</c>, in the order of the entries.</param>
    public NativeImageTables(string name, string methodNames)
    {
        _name = name;
        _methodNames = methodNames;
        _words = default;
        _target = NativeTarget.None;
        _kind = TargetKind.Scalars;
        _rank = 0;
    }

    /// <summary>
    /// Whether a table for <paramref name="target"/> is better than those so far. Only then is it worth a look: the property of each
    /// table is a method more for the JIT.
    /// </summary>
    public bool Wants(NativeTarget target)
    {
        _kind = TargetTable.KindOf(target);
        return Host.Rank(target) > _rank;
    }

    /// <summary>Offers the table for <paramref name="target"/>.</summary>
    /// <param name="target">What the code was compiled for.</param>
    /// <param name="words">The image; it has to stay where it is until <see cref="Load"/>.</param>
    public void Add(NativeTarget target, ReadOnlySpan<ulong> words)
    {
        int rank = Host.Rank(target);
        _kind = TargetTable.KindOf(target);
        if (rank > _rank)
        {
            _rank = rank;
            _target = target;
            _words = words;
        }
    }

    /// <summary>
    /// Maps the best table and publishes the image in <paramref name="slot"/>; any number of threads may do so at once, and
    /// all of them get the image of the first. Where no table can run, the image is one that sends every call to the fallback.
    /// </summary>
    /// <param name="slot">The static of the class that keeps its image alive; null before the first call.</param>
    /// <exception cref="PlatformNotSupportedException">
    /// Native code cannot run, or a method has none, and the user required it (<c>JITGEN_REQUIRE=1</c>). Nothing else is ever
    /// thrown.
    /// </exception>
    public readonly NativeImage Load(ref NativeImage? slot)
    {
        if (Volatile.Read(ref slot) is { } bound)
        {
            return bound;
        }
        NativeImage mine = Create();
        if (Interlocked.CompareExchange(ref slot, mine, null) is { } winner)
        {
            mine.Mapping?.Discard();
            return winner;
        }
        WeakReference reference = ImageRegistry.Add(mine);
        if (mine.Mapping is not null)
        {
            mine.Mapping.SetUser(reference);
            if (PerfMap.IsEnabled)
            {
                PerfMap.Append(mine.Describe());
            }
        }
        return mine;
    }

    private readonly NativeImage Create()
    {
        string? reason = FindObstacle();
        if (reason is null && Settings.Require)
        {
            RequireEveryMethod();
        }
        ImageMapping? mapping = null;
        if (reason is null)
        {
            mapping = ImageMapping.Create(_words);
            reason = mapping is null ? ExecutableMemory.Refusal : null;
        }
        if (reason is not null && Settings.Require)
        {
            throw Required(_name, reason);
        }
        return new NativeImage(_name, _methodNames, _target, mapping, reason);
    }

    /// <summary>Throws if a method has no machine code in a checked table.</summary>
    private readonly void RequireEveryMethod()
    {
        string[] names = _methodNames.Split('\n');
        for (int i = 0; i < names.Length; i++)
        {
            if (_words[ImageFormat.HeaderWords + i] == 0)
            {
                throw Required($"{_name}.{names[i]}", $"it was built without machine code for {TargetTable.NameOf(_target)}");
            }
        }
    }

    private static PlatformNotSupportedException Required(string name, string reason) =>
        new($"Native code is required (JITGEN_REQUIRE or the switch JitGen.Require), but {name} would run in managed code: {reason}.");

    /// <summary>Why there is nothing to map; null when there is.</summary>
    private readonly string? FindObstacle()
    {
        if (_rank == 0)
        {
            return Host.DescribeMissingTable(_kind);
        }
        return ImageFormat.FindMistake(_words, CountLines(_methodNames)) is { } mistake
            ? $"its table for {TargetTable.NameOf(_target)} is malformed: {mistake}"
            : null;
    }

    // A loop of our own, because the library's would load an assembly more.
    private static int CountLines(string text)
    {
        int lines = 1;
        for (int i = 0; i < text.Length; i++)
        {
            lines += text[i] == '\n' ? 1 : 0;
        }
        return lines;
    }
}
