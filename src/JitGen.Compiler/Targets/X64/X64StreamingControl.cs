using JitGen.Compiler.Lowering.Kernels;
using JitGen.Compiler.Machine;
using static JitGen.Compiler.Targets.X64.ControlInstructions;
using static JitGen.Compiler.Targets.X64.IntegerInstructions;

namespace JitGen.Compiler.Targets.X64;

/// <summary>What non-temporal stores need on x64: aligned addresses, and a fence because they are weakly ordered.</summary>
internal sealed class X64StreamingControl : StreamingControl
{
    public X64StreamingControl(MachineFunction code)
        : base(code)
    {
    }

    public override void DistanceToAligned(Register into, Register address, int alignment, int shift, int never)
    {
        if (shift > 0)
        {
            Code.Append(TestImmediate.Narrow, address, Operand.Immediate((1 << shift) - 1));
            Code.Append(Branch[(int)Condition.NotEqual], Operand.Label(never));
        }

        Code.Append(Mov.Wide, into, address);
        Code.Append(Neg.Wide, into, into);
        Code.Append(And.Wide, into, into, Operand.Immediate(alignment - 1));
        if (shift > 0)
        {
            Code.Append(Shr.Wide, into, into, Operand.Immediate(shift));
        }
    }

    public override void Fence() => Code.Append(StoreFence);
}
