using System;
using JitGen.Compiler.IR;
using JitGen.Compiler.Machine;
using JitGen.Compiler.Targets;

namespace JitGen.Compiler.Lowering;

/// <summary>
/// The part of instruction selection that all architectures share. It walks the schedule backwards: a value is computed only
/// if something after it asked for it in a register, so a node that was folded into its user (an address, an immediate, a
/// comparison in a branch) costs nothing and needs no cleaning up.
/// </summary>
internal abstract class Selector
{
    private readonly Register[] _registers;
    private int _groupStart;

    protected Selector(Schedule schedule, ScalarSignature signature, Target target, OptimizationLevel level)
    {
        Schedule = schedule;
        Signature = signature;
        Target = target;
        Level = level;
        _registers = new Register[schedule.Function.Count];
        if (signature.HasBailOut)
        {
            BailOutPointer = Code.NewVirtual(RegisterClass.Integer, 8);
        }

        if (signature.UsesArgumentBlock)
        {
            ArgumentBlock = Code.NewVirtual(RegisterClass.Integer, 8);
        }
    }

    protected Schedule Schedule { get; }

    protected Function Function => Schedule.Function;

    protected ScalarSignature Signature { get; }

    protected Target Target { get; }

    protected OptimizationLevel Level { get; }

    protected MachineFunction Code { get; } = new();

    /// <summary>The pointer to the bail-out flag, the last operand of every side exit.</summary>
    protected Register BailOutPointer { get; }

    /// <summary>The pointer to the argument block, if the signature has one.</summary>
    protected Register ArgumentBlock { get; }

    /// <summary>The code of the function, forwards.</summary>
    public MachineFunction Run()
    {
        Group(() => LowerReturn(Function.Results[0].Value));
        for (int i = Schedule.Items.Count - 1; i >= 0; i--)
        {
            int item = Schedule.Items[i];
            _groupStart = Code.InstructionCount;
            if (item < 0)
            {
                Value fused = Schedule.FusedArithmetic(~item);
                LowerSideExit(Schedule.Lowered.SideExits[~item], fused.IsNone || !IsUsed(fused) ? Value.None : fused);
            }
            else if (!_registers[item].IsNone && !Schedule.IsFused(new Value(item)))
            {
                LowerNode(new Value(item));
            }

            Code.ReverseFrom(_groupStart);
        }

        Group(LowerEntry);
        Code.ReverseFrom(0);
        AddEntryValues();
        return Code;
    }

    /// <summary>Instructions that leave the function's result in its register and return.</summary>
    protected abstract void LowerReturn(Value result);

    /// <summary>
    /// Instructions that leave to the fallback if the predicate is true. If <paramref name="fused"/> is not none, the predicate
    /// is the overflow of that addition, subtraction or multiplication, and they also compute it into its register.
    /// </summary>
    protected abstract void LowerSideExit(Value predicate, Value fused);

    /// <summary>Instructions that compute the value into <see cref="Use"/>(value). Not called for parameters in registers.</summary>
    protected abstract void Lower(Value value);

    /// <summary>Instructions before all others: what several nodes turned out to share.</summary>
    protected virtual void LowerEntry()
    {
    }

    /// <summary>The load of a parameter from the argument block.</summary>
    protected abstract void LowerParameterLoad(Register into, NativeType type, Operand address);

    /// <summary>The virtual register of a value; asking for it makes the walk compute it.</summary>
    protected Register Use(Value value)
    {
        ref Register register = ref _registers[value.Id];
        if (register.IsNone)
        {
            IrType type = Function.TypeOf(value);
            bool floating = type is IrType.F32 or IrType.F64;
            register = Code.NewVirtual(floating ? RegisterClass.Floating : RegisterClass.Integer, type is IrType.I64 or IrType.F64 ? 8 : 4);
        }

        return register;
    }

    /// <summary>Whether something already asked for the value in a register.</summary>
    protected bool IsUsed(Value value) => !_registers[value.Id].IsNone;

    /// <summary>Whether the node may be computed as a part of its user: at level None no node is.</summary>
    protected bool CanFold(Value value) => Level != OptimizationLevel.None && Schedule.UseCount(value) == 1 && !IsUsed(value);

    /// <summary>Whether a comparison may be repeated at its user instead of being kept in a register as 0 or 1.</summary>
    protected bool CanRepeat(Value value) => Level != OptimizationLevel.None && !IsUsed(value);

    /// <summary>Appends an instruction; within one call of a Lower method in the order of execution.</summary>
    protected void Emit(
        InstructionDescription description, Operand a = default, Operand b = default, Operand c = default, Operand d = default, Operand e = default) =>
        Code.Append(description, a, b, c, d, e);

    private void Group(Action lower)
    {
        _groupStart = Code.InstructionCount;
        lower();
        Code.ReverseFrom(_groupStart);
    }

    private void LowerNode(Value value)
    {
        if (Function.OpcodeOf(value) != Opcode.Parameter)
        {
            Lower(value);
        }
        else if (Signature.UsesArgumentBlock)
        {
            int index = (int)Function.BitsOf(value);
            NativeType type = ScalarSignature.NativeTypeOf(Function.Parameters[index].Type);
            LowerParameterLoad(Use(value), type, Operand.Memory(ArgumentBlock, 8 * index));
        }
    }

    /// <summary>Places the native arguments by the convention.</summary>
    private void AddEntryValues()
    {
        CallingConvention convention = Target.Convention;
        int integers = 0;
        int floats = 0;
        int onStack = 0;
        int position = 0;
        var arguments = Signature.Arguments();
        foreach (NativeType type in arguments)
        {
            bool floating = type is NativeType.Single or NativeType.Double;
            Register[] registers = floating ? convention.FloatingArguments : convention.IntegerArguments;
            int taken = convention.Positional ? position : floating ? floats++ : integers++;
            Operand location = taken < registers.Length
                ? registers[taken]
                : Operand.IncomingArgument(convention.StackArgumentOffset + 8 * onStack++);
            Register register = ArgumentRegister(position, arguments.Count);
            if (!register.IsNone)
            {
                Code.EntryValues.Add(new EntryValue(register, location));
            }

            position++;
        }
    }

    private Register ArgumentRegister(int position, int count)
    {
        if (Signature.HasBailOut && position == count - 1)
        {
            return BailOutPointer;
        }

        if (Signature.UsesArgumentBlock)
        {
            return ArgumentBlock;
        }

        ElementType type = Signature.Parameters[position].Type;
        Value parameter = Function.FindParameter(position, ElementTypes.IrTypeOf(type));
        return parameter.IsNone ? Register.None : _registers[parameter.Id];
    }
}
