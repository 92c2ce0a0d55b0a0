using System;
using JitGen.CompilerServices;
using JitGen.Memory;

namespace JitGen.Images;

/// <summary>The mapped copy of an image. Unmaps it when the <see cref="NativeImage"/> that uses it is gone.</summary>
/// <remarks>
/// Only kernels of a collectible <see cref="System.Runtime.Loader.AssemblyLoadContext"/> ever go. When one does, other
/// finalizers of the same context may run after this one and still call its kernels, or even bring the context back to life.
/// So the mapping lives apart from the <see cref="NativeImage"/> (which has no finalizer) and watches it through a weak
/// reference that survives resurrection: while anything can still reach the image, the finalizer only puts itself off.
/// </remarks>
internal sealed unsafe class ImageMapping
{
    private readonly int _size;
    private nint _address;
    private nint _functionTable;
    private WeakReference? _user;

    private ImageMapping(ReadOnlySpan<ulong> words)
    {
        _size = words.Length * sizeof(ulong);
        _address = ExecutableMemory.Map(words);
        if (_address != 0 && OperatingSystem.IsWindows() && ImageFormat.FunctionRows(words) != 0)
        {
            AddFunctionTable(words);
        }
    }

    ~ImageMapping()
    {
        if (_user is not null && _user.IsAlive)
        {
            GC.ReRegisterForFinalize(this);
            return;
        }
        Unmap();
    }

    /// <summary>Where the image begins, not 0.</summary>
    internal nint Address => _address;

    /// <summary>The mapped words.</summary>
    internal ReadOnlySpan<ulong> Words => new((void*)_address, _size / sizeof(ulong));

    /// <summary>Maps a copy of a checked image; null where the system refuses.</summary>
    internal static ImageMapping? Create(ReadOnlySpan<ulong> words)
    {
        ImageMapping mapping = new(words);
        if (mapping._address != 0)
        {
            return mapping;
        }
        GC.SuppressFinalize(mapping);
        return null;
    }

    /// <summary>Ties the life of the mapping to an image. The reference has to track resurrection and be kept alive by somebody.</summary>
    internal void SetUser(WeakReference user) => _user = user;

    /// <summary>Unmaps at once: for a mapping that no thread has ever seen.</summary>
    internal void Discard()
    {
        GC.SuppressFinalize(this);
        Unmap();
    }

    /// <summary>Registers the unwind information; without it the image is of no use.</summary>
    private void AddFunctionTable(ReadOnlySpan<ulong> words)
    {
        nint table = _address + (nint)ImageFormat.FunctionTable(words);
        if (WindowsMemory.AddFunctionTable(table, ImageFormat.FunctionRows(words), _address))
        {
            _functionTable = table;
        }
        else
        {
            Unmap();
        }
    }

    private void Unmap()
    {
        if (_functionTable != 0)
        {
            WindowsMemory.DeleteFunctionTable(_functionTable);
            _functionTable = 0;
        }
        if (_address != 0)
        {
            ExecutableMemory.Unmap(_address, _size);
            _address = 0;
        }
    }
}
