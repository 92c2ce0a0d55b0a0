using System.Collections.Generic;
using JitGen.Compiler.Machine;

namespace JitGen.Compiler.Lowering.Kernels;

/// <content>
/// The skeleton of a recurrence, which takes one element after the other:
/// <code>
///     entry        as of other kernels; load the results before the first element
///     scans        compute powers of coefficients; copies of a group; one group     if it consists of scans
///     main         copies of an element                                             else
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
        bool scans = _plan.Scans.Count > 0;
        int sequential = NewLabel();
        MachineFunction? preparation = scans ? Section(_selector.SelectScanPreparation(sequential)) : null;
        MachineFunction? group = scans ? Groups(1, GroupKind.Full) : null;
        MachineFunction? main = !HasMainLoop ? null
            : scans ? Groups(_plan.Copies, GroupKind.Full)
            : Section(_selector.SelectElements(_plan.Copies));
        MachineFunction single = Section(_selector.SelectElements(copies: 1));
        ReserveSpillSlots();

        List<(Register Register, Operand Place)> saved = Enter();
        int end = NewLabel();
        Append(uniforms);
        BranchIfDone(end);
        Append(carried);
        if (preparation is not null)
        {
            BranchUnlessLeft(_plan.GroupSize, sequential);
            Append(preparation);
        }

        if (main is not null)
        {
            AppendLoop(main, _plan.Copies);
        }

        if (group is not null)
        {
            AppendLoop(group, copies: 1);
        }

        _control.Label(sequential);
        AppendLoop(single, copies: 1, elements: 1);
        _control.Label(end);
        _control.Load(_plan.Index, BlockAddress(KernelSignature.CountOffset));
        _control.Label(_exit);
        Leave(saved);
    }
}
