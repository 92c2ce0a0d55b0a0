using System;
using System.ComponentModel;
using JitGen.Images;
using JitGen.Processor;

namespace JitGen.CompilerServices;

/// <summary>
/// The formulas of one class, bound: machine code mapped executable, or nothing, and then the managed fallback runs.
/// For generated code only.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class NativeImage
{
    /// <summary>What a slot holds when the fallback has to run.</summary>
    private const nint Fallback = 1;

    private readonly string _name;
    private readonly string _methodNames;
    private readonly NativeTarget _target;
    private readonly ImageMapping? _mapping;
    private readonly string? _reason;

    /// <summary>An image that is mapped, if <paramref name="mapping"/> is not null, or is not, for a reason.</summary>
    internal NativeImage(string name, string methodNames, NativeTarget target, ImageMapping? mapping, string? reason)
    {
        _name = name;
        _methodNames = methodNames;
        _target = target;
        _mapping = mapping;
        _reason = reason;
    }

    /// <summary>The mapped code; null for the fallback.</summary>
    internal ImageMapping? Mapping => _mapping;

    /// <summary>Why the fallback runs; null when it does not.</summary>
    internal string? Reason => _reason;

    /// <summary>The address of an entry, or 1 when the fallback has to run.</summary>
    /// <param name="index">The number of the entry, in the order of the method names. One that does not exist, or has no machine code, gives the fallback.</param>
    public nint Entry(int index)
    {
        if (_mapping is null)
        {
            return Fallback;
        }
        ReadOnlySpan<ulong> words = _mapping.Words;
        if ((uint)index >= (uint)ImageFormat.EntryCount(words) || words[ImageFormat.HeaderWords + index] == 0)
        {
            return Fallback;
        }
        uint skipped = OperatingSystem.IsWindows() ? ImageFormat.WindowsEntry(words) : 0;
        return _mapping.Address + (nint)(ImageFormat.EntryOffset(words[ImageFormat.HeaderWords + index]) + skipped);
    }

    /// <summary>The description that users see.</summary>
    internal NativeImageInfo Describe()
    {
        string[] names = _methodNames.Split('\n');
        NativeMethodInfo[] methods = new NativeMethodInfo[names.Length];
        for (int i = 0; i < names.Length; i++)
        {
            methods[i] = Entry(i) == Fallback
                ? new NativeMethodInfo(names[i], 0, 0)
                : new NativeMethodInfo(names[i], Entry(i), (int)ImageFormat.EntryLength(_mapping!.Words[ImageFormat.HeaderWords + i]));
        }
        return _mapping is null
            ? new NativeImageInfo(_name, TargetTable.NameOf(NativeTarget.None), 0, 0, _reason, methods)
            : new NativeImageInfo(_name, TargetTable.NameOf(_target), _mapping.Address, _mapping.Words.Length * sizeof(ulong), null, methods);
    }
}
