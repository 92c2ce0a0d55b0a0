using System;
using JitGen.Compiler.Machine;
using static JitGen.Compiler.Targets.X64.ControlInstructions;
using static JitGen.Compiler.Targets.X64.IntegerInstructions;

namespace JitGen.Compiler.Targets.X64;

/// <summary>
/// A copy of a few bytes, at least an element, by the largest pieces that fit, of which the last two may overlap:
/// <code>
///     8 or more    8 bytes at the end as long as there are as many; 8 at the start
///     4 to 7       4 at the end, 4 at the start
///     2, 3         1 at the start if there can be odd numbers, 2 at the end
/// </code>
/// </summary>
internal sealed class ElementCopy
{
    private readonly MachineFunction _code;
    private readonly Operand _from;
    private readonly Operand _to;
    private readonly Register _count;
    private readonly Register _temporary;

    /// <param name="code">Where to append the instructions.</param>
    /// <param name="from">The address of the first byte to read, without an index.</param>
    /// <param name="to">The address of the first byte to write, without an index.</param>
    /// <param name="count">A register with the number of bytes; it is counted down.</param>
    /// <param name="temporary">A register to use.</param>
    public ElementCopy(MachineFunction code, Operand from, Operand to, Register count, Register temporary)
    {
        _code = code;
        _from = from;
        _to = to;
        _count = count;
        _temporary = temporary;
    }

    /// <summary>Appends the copy of elements of a size.</summary>
    public void Append(int elementBytes, Func<int> newLabel)
    {
        int end = newLabel();
        int loop = newLabel();
        int less = newLabel();
        BranchIfLess(8, less);
        _code.Append(Label, Operand.Label(loop));
        CopyAtEnd(8);
        _code.Append(Sub.Wide, _count, _count, Operand.Immediate(8));
        _code.Append(CmpImmediate.Wide, _count, Operand.Immediate(8));
        _code.Append(Branch[(int)Condition.GreaterOrEqual], Operand.Label(loop));
        CopyAtStart(8);
        _code.Append(Jump, Operand.Label(end));
        _code.Append(Label, Operand.Label(less));
        if (elementBytes < 4)
        {
            less = newLabel();
            BranchIfLess(4, less);
            CopyAtEnd(4);
            CopyAtStart(4);
            _code.Append(Jump, Operand.Label(end));
            _code.Append(Label, Operand.Label(less));
        }

        CopyAtStart(elementBytes);
        if (elementBytes == 1)
        {
            BranchIfLess(2, end);
            CopyAtEnd(2);
        }

        _code.Append(Label, Operand.Label(end));
    }

    private void BranchIfLess(int bytes, int label)
    {
        _code.Append(CmpImmediate.Wide, _count, Operand.Immediate(bytes));
        _code.Append(Branch[(int)Condition.Less], Operand.Label(label));
    }

    private void CopyAtStart(int bytes) => Copy(bytes, _from, _to);

    private void CopyAtEnd(int bytes) => Copy(bytes, AtEnd(_from, bytes), AtEnd(_to, bytes));

    private Operand AtEnd(Operand start, int bytes) => Operand.Memory(start.Base, _count, 0, start.Value - bytes);

    private void Copy(int bytes, Operand from, Operand to)
    {
        (X64Instruction load, X64Instruction store) = bytes switch
        {
            1 => (ZeroExtend8, Store8),
            2 => (ZeroExtend16, Store16),
            4 => (Mov.Narrow, Store.Narrow),
            _ => (Mov.Wide, Store.Wide),
        };
        _code.Append(load, _temporary, from);
        _code.Append(store, to, _temporary);
    }
}
