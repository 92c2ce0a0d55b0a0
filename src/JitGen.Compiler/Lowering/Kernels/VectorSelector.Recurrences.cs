using System.Collections.Generic;
using JitGen.Compiler.IR;
using JitGen.Compiler.Machine;

namespace JitGen.Compiler.Lowering.Kernels;

/// <summary>
/// Sections of recurrences, an element for each copy. A past result is the register in which an earlier copy has it, or that which carries
/// it from the iteration before; only what is further away is loaded.
/// </summary>
internal abstract partial class VectorSelector
{
    /// <summary>The code that loads what registers carry into the first iteration.</summary>
    public MachineFunction SelectCarriedLoads()
    {
        Begin(GroupKind.Single, 1);
        foreach (CarriedElement carried in Plan.Carried)
        {
            Group(() => LowerLoadElement(carried.Register, carried.Type, AddressOf(carried.Span, -carried.Distance)));
        }

        SelectShared();
        return End();
    }

    /// <summary>The code of one or more elements. All copies check before any stores, if an element can leave.</summary>
    public MachineFunction SelectElements(int copies)
    {
        Begin(GroupKind.Single, copies);
        _selectsLoops = true;
        ComputeIntoCarried(copies);
        Group(() => LowerCarriedMoves(copies));
        SelectCopies(copies, width: 1);
        SelectShared();
        return End();
    }

    /// <summary>Whether a register holds the value because it is a past result.</summary>
    private bool IsCarried(Value value)
    {
        if (Kind != GroupKind.Single || Function.OpcodeOf(value) != Opcode.Element || Function.OffsetOf(value) >= 0)
        {
            return false;
        }

        int span = Function.SpanOf(value);
        int distance = DistanceOf(value);
        return distance > 0
            ? Plan.Carried.Exists(carried => carried.Span == span && carried.Distance == distance)
            : Plan.Kernel.Stores.Exists(store => store.Span == span);
    }

    /// <summary>How far a past result is before the first element of the iteration; 0 or less if a copy computes it.</summary>
    private int DistanceOf(Value element) => -Function.OffsetOf(element) - Copy;

    /// <summary>The register of the result of a span so many elements before the first of the iteration; of a copy, if it is not before it.</summary>
    private Register CarriedRegister(int span, int distance)
    {
        if (distance > 0)
        {
            return Plan.Carried.Find(carried => carried.Span == span && carried.Distance == distance).Register;
        }

        int copy = Copy;
        Copy = -distance;
        Register register = Use(Plan.Kernel.Stores.Find(store => store.Span == span).Value);
        Copy = copy;
        return register;
    }

    /// <summary>
    /// Asks for the last results where the next iteration expects them. Copies that compute them come behind those that read what the
    /// registers carried, if there are more copies than elements that are looked back.
    /// </summary>
    private void ComputeIntoCarried(int copies)
    {
        foreach (CarriedElement carried in Plan.Carried)
        {
            Value value = Plan.Kernel.Stores.Find(store => store.Span == carried.Span).Value;
            Copy = copies - carried.Distance;
            if (copies > RecurrencePlanner.FarthestOf(Function, carried.Span) && !Plan.Uniforms.Contains(value) && !IsUsed(value))
            {
                _registers[Copy * Function.Count + value.Id] = carried.Register;
            }
        }

        Copy = 0;
    }

    /// <summary>
    /// Moves the last results that are elsewhere to where the next iteration expects them, the farthest first, since nearer ones move up. A result may be
    /// what another register carried: those are copied before any is overwritten.
    /// </summary>
    private void LowerCarriedMoves(int copies)
    {
        var moves = new List<(Register Into, Register From)>();
        for (int i = Plan.Carried.Count - 1; i >= 0; i--)
        {
            CarriedElement carried = Plan.Carried[i];
            Register from = CarriedRegister(carried.Span, carried.Distance - copies);
            if (from == carried.Register)
            {
                continue;
            }

            if (Plan.Carried.Exists(other => other.Register == from))
            {
                Register copy = NewVector();
                Emit(MoveRow, copy, from);
                from = copy;
            }

            moves.Add((carried.Register, from));
        }

        foreach ((Register into, Register from) in moves)
        {
            Emit(MoveRow, into, from);
        }
    }

    private InstructionDescription MoveRow => Target.Backend.Move(RegisterClass.Floating, RecurrencePlanner.GroupBytes);
}
