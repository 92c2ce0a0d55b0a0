using System.Collections.Generic;
using JitGen.Compiler.Machine;

namespace JitGen.Compiler.Lowering.Kernels;

/// <content>
/// The skeleton of a recurrence, which takes one element after the other:
/// <code>
///     entry        as of other kernels; load the results before the first element
///     main         copies of an element
///     single       one element
///     exit         restore; return the index of the first element that was not computed
/// </code>
/// </content>
internal sealed partial class KernelLowering
{
    private void RunRecurrence()
    {
        MachineFunction uniforms = Section(_selector.SelectUniforms());
        MachineFunction carried = Section(_selector.SelectCarriedLoads());
        MachineFunction? main = HasMainLoop ? Section(_selector.SelectElements(_plan.Copies)) : null;
        MachineFunction single = Section(_selector.SelectElements(copies: 1));
        ReserveSpillSlots();

        List<(Register Register, Operand Slot)> saved = Enter();
        int end = NewLabel();
        Append(uniforms);
        BranchIfDone(end);
        Append(carried);
        if (main is not null)
        {
            AppendLoop(main, _plan.Copies);
        }

        AppendLoop(single, copies: 1);
        _control.Label(end);
        _control.Load(_plan.Index, BlockAddress(KernelSignature.CountOffset));
        _control.Label(_exit);
        Leave(saved);
    }
}
