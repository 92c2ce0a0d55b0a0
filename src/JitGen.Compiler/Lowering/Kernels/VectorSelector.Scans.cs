using JitGen.Compiler.IR;
using JitGen.Compiler.IR.Numerics;
using JitGen.Compiler.Machine;

namespace JitGen.Compiler.Lowering.Kernels;

/// <summary>Groups of a recurrence by <see cref="LinearScan"/>s: the code before their loops, and the results in them.</summary>
internal abstract partial class VectorSelector
{
    /// <summary>
    /// The code that computes the powers which scans use, and puts the last results into all lanes. It branches to the label if a
    /// coefficient is too large.
    /// </summary>
    public MachineFunction SelectScanPreparation(int label)
    {
        Begin(GroupKind.Full, 1);
        _selectsLoops = true;
        foreach (LinearScan scan in Plan.Scans)
        {
            Group(() => LowerScanPreparation(scan, Operand.Label(label)));
        }

        SelectComputation(first: 0, copies: 1);
        SelectShared();
        return End();
    }

    /// <summary>Instructions that move lanes up by so many, at most half of a group, with zeros in the first.</summary>
    protected abstract void LowerShiftLanes(Register into, IrType type, Register value, int lanes);

    /// <summary>Instructions that put a group's first, respectively last, lane into all.</summary>
    protected abstract void LowerBroadcastFirst(Register into, IrType type, Register value);

    protected abstract void LowerBroadcastLast(Register into, IrType type, Register value);

    /// <summary>Instructions that set all lanes but the first to zero.</summary>
    protected abstract void LowerKeepFirst(Register into, IrType type, Register value);

    protected abstract void LowerProduct(Register into, IrType type, Register a, Register b);

    /// <summary>into = a * b + addend, rounded once. The register may be that of the second factor.</summary>
    protected abstract void LowerProductSum(Register into, IrType type, Register a, Register b, Register addend);

    /// <summary>Instructions that branch to the label if the first lane's magnitude exceeds a bound, or is NaN.</summary>
    protected abstract void LowerExitIfLarger(Register value, IrType type, ulong bound, Operand label);

    private LinearScan? ScanOf(Value value) =>
        Kind == GroupKind.Full ? Plan.Scans.Find(scan => scan.Update == value) : null;

    private void LowerScanPreparation(LinearScan scan, Operand label)
    {
        Register power = scan.StepPowers[0];
        BinaryFormat format = BinaryFormat.Of(scan.Type);
        if (scan.Coefficient.IsNone)
        {
            LowerConstant(power, scan.Type, format.One);
        }
        else
        {
            Register coefficient = Use(scan.Coefficient);
            LowerExitIfLarger(coefficient, scan.Type, FloatConversions.FromUnsigned(format, LinearScan.LargestCoefficient), label);
            Emit(Target.Backend.Move(RegisterClass.Floating, VectorBytes), power, coefficient);
        }

        for (int step = 1; step <= scan.StepPowers.Count; step++)
        {
            Register square = step == scan.StepPowers.Count ? scan.GroupPower : scan.StepPowers[step];
            LowerProduct(square, scan.Type, power, power);
            power = square;
        }

        // The scan of c, 0, 0, ... are its powers.
        Register first = NewVector();
        LowerKeepFirst(first, scan.Type, scan.StepPowers[0]);
        Emit(Target.Backend.Move(RegisterClass.Floating, VectorBytes), scan.LanePowers, EmitScan(scan, first));
        LowerBroadcastFirst(scan.Last, scan.Type, scan.Last);
    }

    private void LowerScan(LinearScan scan)
    {
        Register sums = EmitScan(scan, Use(scan.Addend));
        Register into = Use(scan.Update);
        Register lastSum = NewVector();
        LowerBroadcastLast(lastSum, scan.Type, sums);
        LowerProductSum(into, scan.Type, scan.LanePowers, scan.Last, sums);
        LowerProductSum(scan.Last, scan.Type, scan.GroupPower, scan.Last, lastSum);
    }

    /// <summary>Each lane with those before it times powers of the coefficient.</summary>
    private Register EmitScan(LinearScan scan, Register value)
    {
        for (int step = 0; step < scan.StepPowers.Count; step++)
        {
            Register moved = NewVector();
            Register sums = NewVector();
            LowerShiftLanes(moved, scan.Type, value, 1 << step);
            LowerProductSum(sums, scan.Type, scan.StepPowers[step], moved, value);
            value = sums;
        }

        return value;
    }
}
