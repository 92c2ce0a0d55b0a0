using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using JitGen.Processor;

namespace JitGen.CompilerServices;

/// <summary>
/// Round to nearest and no flushing of subnormal numbers, while managed code does a part of what a kernel does: kernels see to it
/// themselves. For generated code only.
/// </summary>
/// <remarks>Where the system has no way to set the state, it stays what it is.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public unsafe ref struct FloatingState
{
    // Four sums that show the state; arrays, because constants would be added by the compiler.
    //     1 + 2^-30                     is 1, rounded up the next number
    //     1 - 2^-30                     is 1, rounded down or toward zero the number before it
    //     3/2 least - 1 least normal    is subnormal, flushed 0
    //     subnormal + 0                 is itself, with subnormal operands taken as zero 0
    private static readonly int[] s_addends = [0x3F800000, 0x3F800000, 0x00C00000, 0x00400000];
    private static readonly int[] s_others = [0x30800000, unchecked((int)0xB0800000), unchecked((int)0x80800000), 0];

    private fixed byte _saved[FloatingControl.StateSize];
    private bool _isChanged;

    /// <summary>Whether the state of the thread is the usual one, by arithmetic, which is faster than asking for it.</summary>
    public static bool IsUsual
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            Vector128<float> sums = Vector128.LoadUnsafe(ref s_addends[0]).AsSingle() + Vector128.LoadUnsafe(ref s_others[0]).AsSingle();
            return Vector128.EqualsAll(sums.AsInt32(), Vector128.Create(0x3F800000, 0x3F800000, 0x00400000, 0x00400000));
        }
    }

    /// <summary>Makes the state the usual one, until what is returned is disposed of.</summary>
    public static FloatingState MakeUsual()
    {
        FloatingState state = default;
        if (!IsUsual)
        {
            state._isChanged = FloatingControl.TrySetDefault(state._saved);
        }
        return state;
    }

    /// <summary>Sets the state that was before.</summary>
    public void Dispose()
    {
        if (_isChanged)
        {
            fixed (byte* saved = _saved)
            {
                FloatingControl.Restore(saved);
            }
            _isChanged = false;
        }
    }
}
