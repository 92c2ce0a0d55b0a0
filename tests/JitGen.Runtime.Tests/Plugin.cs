using System;
using System.Linq;
using System.Runtime.CompilerServices;

namespace JitGen.Runtime.Tests;

/// <summary>An object whose finalizer calls a kernel; <see cref="UnloadTests"/> loads it into a collectible context.</summary>
internal sealed class Plugin
{
    /// <summary>How many objects there are before the image, and again after it.</summary>
    internal const int Count = 20;

    /// <summary>The key of the process-wide count of right answers; the number of resurrections follows it.</summary>
    internal const string RightAnswers = "JitGen.Runtime.Tests.Plugin.RightAnswers";

    private readonly int _resurrections;
    private int _lives;

    private Plugin(int resurrections) => _resurrections = _lives = resurrections;

    ~Plugin()
    {
        if (Kernels.Add(_lives, 1) == _lives + 1 && !Kernels.FellBack)
        {
            string key = RightAnswers + _resurrections;
            AppDomain.CurrentDomain.SetData(key, (AppDomain.CurrentDomain.GetData(key) as int? ?? 0) + 1);
        }
        if (_lives > 0)
        {
            _lives--;
            GC.ReRegisterForFinalize(this);
        }
    }

    /// <summary>Makes objects, binds the kernels, makes more objects, and drops them all. Returns the address of the kernel.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static nint LeaveBehind(int resurrections)
    {
        Plugin[] before = [.. Enumerable.Range(0, Count).Select(_ => new Plugin(resurrections))];
        Kernels.Add(0, 0);
        Plugin[] after = [.. Enumerable.Range(0, Count).Select(_ => new Plugin(resurrections))];
        GC.KeepAlive(before);
        GC.KeepAlive(after);
        return Kernels.Slot;
    }
}
