using System;
using System.Runtime.InteropServices;
using JitGen.CompilerServices;
using JitGen.Memory;

namespace JitGen.Dynamic.Memory;

/// <summary>Frees the memory of a formula's code when nobody can be in it, or call it, any more.</summary>
/// <remarks>
/// Whoever calls the code holds the <see cref="FormulaCode"/> until the call has returned, so that no call has to be counted. When
/// the garbage collector has found that nobody holds it, finalizers of other objects may still run and call it; so this object
/// watches it through a reference that survives resurrection, and puts itself off while anything can reach it.
/// </remarks>
internal sealed class CodeOwner
{
    private readonly CodeBlock _block;
    private readonly nint _functionTable;
    private GCHandle _user;

    /// <param name="block">The memory.</param>
    /// <param name="functionTable">The address of Windows' unwind information; 0 for none.</param>
    public CodeOwner(CodeBlock block, nint functionTable)
    {
        _block = block;
        _functionTable = functionTable;
    }

    ~CodeOwner()
    {
        if (_user.IsAllocated)
        {
            if (_user.Target is not null)
            {
                GC.ReRegisterForFinalize(this);
                return;
            }

            _user.Free();
        }

        if (_functionTable != 0)
        {
            WindowsMemory.DeleteFunctionTable(_functionTable);
        }

        _block.Heap.Remove(_block);
    }

    /// <summary>Ties the life of the memory to what calls are made through.</summary>
    public void SetUser(FormulaCode code) => _user = GCHandle.Alloc(code, GCHandleType.WeakTrackResurrection);
}
