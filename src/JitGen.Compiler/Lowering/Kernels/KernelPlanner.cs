using System;
using System.Collections.Generic;
using JitGen.Compiler.IR;
using JitGen.Compiler.Lowering.Lanes;
using JitGen.Compiler.Machine;
using JitGen.Compiler.Targets;

namespace JitGen.Compiler.Lowering.Kernels;

/// <summary>Chooses how many elements a group and an iteration have, and what stays in registers across sections.</summary>
internal static class KernelPlanner
{
    /// <summary>Integer registers that sections can count on: addresses of spans without a register, lane addresses.</summary>
    private const int FreeIntegers = 3;

    /// <summary>Of so many vector registers one is kept for a uniform value.</summary>
    private const int LeastUniforms = 10;

    /// <summary>Elements that the tail copies for nothing rather than copy their neighbours apart.</summary>
    private const int MostBetween = 16;

    /// <summary>The plan of a kernel.</summary>
    /// <param name="kernel">Its lanes.</param>
    /// <param name="signature">How it is called.</param>
    /// <param name="target">What is compiled for.</param>
    /// <param name="level">How much work to put in.</param>
    /// <param name="mode">Whether what a recurrence adds up may be added in another order.</param>
    public static KernelPlan Plan(
        VectorFunction kernel, KernelSignature signature, Target target, OptimizationLevel level, FloatMode mode = FloatMode.Strict)
    {
        bool isRecurrence = kernel.Function.Shape == KernelShape.Recurrence;
        int groupSize = 8 * target.Backend.Kernels.VectorBytes(target.Level) / WidestBits(kernel);
        bool canScan = isRecurrence && mode == FloatMode.Fast && level != OptimizationLevel.None;
        List<LinearScan> scans = canScan ? RecurrencePlanner.FindScans(kernel, groupSize, BudgetOf(target, level)) : [];
        groupSize = isRecurrence && scans.Count == 0 ? 8 * RecurrencePlanner.GroupBytes / WidestBits(kernel) : groupSize;
        var plan = new KernelPlan(kernel, signature, groupSize)
        {
            Block = target.Convention.IntegerArguments[0],
            Convention = target.Convention,
        };
        plan.Scans.AddRange(scans);
        FindReads(plan);
        if (!isRecurrence)
        {
            ReserveBuffers(plan, target);
        }

        PlaceIntegers(plan, target);
        PlaceVectors(plan, target, level, isRecurrence);
        plan.Convention = target.Convention.Without(plan.PinnedRegisters);
        if (level != OptimizationLevel.None && isRecurrence)
        {
            plan.Copies = RecurrencePlanner.CopiesOf(plan);
            plan.Width = scans.Count > 0 ? plan.Copies : 1;
        }
        else if (level != OptimizationLevel.None)
        {
            KernelInterleaving.Choose(plan, target);
        }

        return plan;
    }

    /// <summary>Constants have the type of what they meet, or are counts of shifts.</summary>
    private static int WidestBits(VectorFunction kernel)
    {
        int widest = 8;
        for (int id = 0; id < kernel.Function.Count; id++)
        {
            var value = new Value(id);
            widest = kernel.Function.IsConstant(value) ? widest : Math.Max(widest, IrTypes.Bits(kernel.Function.TypeOf(value)));
        }

        foreach (LaneStore store in kernel.Stores)
        {
            widest = Math.Max(widest, ElementTypes.Bits(store.Type));
        }

        // What always throws is a constant that meets nothing.
        foreach (Value exit in new[] { kernel.Exit, kernel.UniformExit })
        {
            widest = exit.IsNone ? widest : Math.Max(widest, IrTypes.Bits(kernel.Function.TypeOf(exit)));
        }

        return widest;
    }

    private static void FindReads(KernelPlan plan)
    {
        Function function = plan.Kernel.Function;
        var elements = new List<(int Span, int Offset)>();
        for (int id = 0; id < function.Count; id++)
        {
            var value = new Value(id);
            if (function.OpcodeOf(value) == Opcode.Element)
            {
                elements.Add((function.SpanOf(value), function.OffsetOf(value)));
            }
        }

        elements.Sort();
        foreach ((int span, int offset) in elements)
        {
            int latest = plan.Reads.Count - 1;
            if (latest >= 0 && plan.Reads[latest] is var range && range.Span == span && offset - range.Last <= MostBetween)
            {
                plan.Reads[latest] = range with { Last = offset };
            }
            else
            {
                plan.Reads.Add(new ElementRange(span, offset, offset));
            }
        }
    }

    /// <summary>
    /// The tail goes through the argument block where the target cannot access single lanes of memory. A buffer has room for a
    /// whole register behind its group.
    /// </summary>
    private static void ReserveBuffers(KernelPlan plan, Target target)
    {
        int vectorBytes = target.Backend.Kernels.VectorBytes(target.Level);
        foreach (ElementRange range in plan.Reads)
        {
            ReserveBuffer(range);
        }

        foreach (LaneStore store in plan.Kernel.Stores)
        {
            if (plan.BufferOf(store.Span, 0) is null)
            {
                ReserveBuffer(new ElementRange(store.Span, 0, 0));
            }
        }

        void ReserveBuffer(ElementRange range)
        {
            int elementBytes = 1 << KernelPlan.ShiftOf(plan.Kernel.Function.Parameters[range.Span].Type);
            if (!target.Backend.Kernels.CanMaskMemory(target.Level, elementBytes))
            {
                int bytes = (range.Last - range.First) * elementBytes + 2 * vectorBytes;
                plan.SetBuffer(range, plan.Reserve(bytes, KernelSignature.Alignment));
            }
        }
    }

    private static void PlaceIntegers(KernelPlan plan, Target target)
    {
        Register[] order = target.Convention.IntegerAllocation;
        bool isBuffered = false;
        for (int span = 0; span < plan.Kernel.Function.Parameters.Count; span++)
        {
            isBuffered |= plan.IsBuffered(span);
        }

        Register[] reserved = target.Backend.Kernels.Temporaries(isBuffered, plan.Kernel.ElementWise.Count > 0);
        plan.Temporaries = reserved;
        var free = new List<Register>();
        foreach (Register register in order)
        {
            if (Array.IndexOf(reserved, register) < 0)
            {
                free.Add(register);
            }
        }

        plan.Index = Take();
        plan.Limit = Take();
        for (int span = 0; span < plan.Kernel.Function.Parameters.Count && free.Count + reserved.Length > FreeIntegers; span++)
        {
            if (plan.Kernel.Function.Parameters[span].Kind != ParameterKind.Value && IsAccessed(plan, span))
            {
                plan.SetPointer(span, Take());
            }
        }

        Register Take()
        {
            Register register = free[0];
            free.RemoveAt(0);
            plan.PinnedRegisters = plan.PinnedRegisters.With(register);
            return register;
        }
    }

    /// <summary>The vector registers that live across sections, at most.</summary>
    private static int BudgetOf(Target target, OptimizationLevel level) =>
        level == OptimizationLevel.None ? 0 : 2 * target.Convention.FloatingAllocation.Length / 3;

    private static bool IsAccessed(KernelPlan plan, int span) =>
        plan.Reads.Exists(range => range.Span == span) || plan.Kernel.Stores.Exists(store => store.Span == span);

    /// <summary>Accumulators first, then what loops use most.</summary>
    private static void PlaceVectors(KernelPlan plan, Target target, OptimizationLevel level, bool isRecurrence)
    {
        Function function = plan.Kernel.Function;
        int vectorBytes = target.Backend.Kernels.VectorBytes(target.Level);
        int next = 0;
        Register[] order = target.Convention.FloatingAllocation;
        int budget = BudgetOf(target, level);
        if (budget > 0 && !isRecurrence && function.Reductions.Count == 0)
        {
            budget = KernelInterleaving.UniformRegisters(plan, target, order.Length / LeastUniforms, budget);
        }

        RecurrencePlanner.PlaceVectors(plan, budget, () => Pin(order[next++]));

        foreach (Reduction reduction in function.Reductions)
        {
            int count = KernelPlan.AccumulatorBytes / plan.BytesOf(ElementTypes.IrTypeOf(reduction.Type));
            var registers = new Register[count <= budget - next ? count : 0];
            for (int i = 0; i < registers.Length; i++)
            {
                registers[i] = Pin(order[next++]);
            }

            plan.Accumulators.Add(new Accumulators(registers, plan.Reserve(KernelPlan.AccumulatorBytes, KernelSignature.Alignment)));
        }

        var uniforms = new List<Value>(plan.Uniforms.Frontier);
        uniforms.Sort((a, b) => plan.Uniforms.UseCount(a) != plan.Uniforms.UseCount(b)
            ? plan.Uniforms.UseCount(b).CompareTo(plan.Uniforms.UseCount(a))
            : a.Id.CompareTo(b.Id));
        foreach (Value uniform in uniforms)
        {
            bool isMask = IrTypes.IsMask(function.TypeOf(uniform)) && target.Level == IsaLevel.X64V4;
            if (next < budget && !isMask)
            {
                plan.SetRegister(uniform, Pin(order[next++]));
            }
            else if (!function.IsConstant(uniform))
            {
                plan.SetOffset(uniform, plan.Reserve(vectorBytes, vectorBytes));
            }
        }

        Register Pin(Register register)
        {
            plan.PinnedRegisters = plan.PinnedRegisters.With(register);
            return register;
        }
    }
}
