using System.Collections.Generic;

namespace JitGen.Compiler.RegisterAllocation;

/// <summary>The spill slots of a frame, 8 bytes each; a slot is used again after the last use of the value in it.</summary>
internal sealed class SpillSlots
{
    private readonly Stack<int> _free = new();

    /// <summary>How many slots the frame needs.</summary>
    public int Count { get; private set; }

    public int Take() => _free.Count > 0 ? _free.Pop() : Count++;

    public void Release(int slot) => _free.Push(slot);
}
