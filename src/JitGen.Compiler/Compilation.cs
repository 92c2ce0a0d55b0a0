using System.Collections.Generic;
using JitGen.Compiler.Emission;
using JitGen.Compiler.Functions;
using JitGen.Compiler.IR;
using JitGen.Compiler.Lowering;
using JitGen.Compiler.Lowering.Kernels;
using JitGen.Compiler.Lowering.Lanes;
using JitGen.Compiler.Machine;
using JitGen.Compiler.RegisterAllocation;
using JitGen.Compiler.Semantics;
using JitGen.Compiler.Targets;
using JitGen.Compiler.Text;

namespace JitGen.Compiler;

/// <summary>The pipeline, a call per stage: text to graph to bytes, for any target, on any host.</summary>
internal static class Compilation
{
    /// <summary>Frames stay below a page, so that no code has to probe the stack: 8 bytes a slot, the saved registers beside.</summary>
    private const int MaximumSpillSlots = 440;

    /// <summary>An argument block is on the caller's stack, which may be small and deep in use.</summary>
    private const int MaximumScratchBytes = 16 * 1024;

    /// <summary>Text to graph. Never throws on bad text; without an error there is a function.</summary>
    public static BoundFormula Bind(FormulaSource source, CompilationLimits? limits = null)
    {
        BindResult result = Binder.Bind(source, limits ?? CompilationLimits.Default);
        return new BoundFormula(source, result.Function, result.Diagnostics);
    }

    /// <summary>Graph to bytes for one target.</summary>
    public static CompiledFormula Compile(BoundFormula formula, Target target, OptimizationLevel level, bool listing = false) =>
        CompileAll(formula, [target], level, listing)[0];

    /// <summary>
    /// Graph to bytes for several targets, with one signature: it has a bail-out flag if the code of any of them can bail out.
    /// </summary>
    /// <param name="formula">A formula without errors.</param>
    /// <param name="targets">What to compile for.</param>
    /// <param name="level">How much work to put in.</param>
    /// <param name="listing">Whether the results have a listing.</param>
    public static IReadOnlyList<CompiledFormula> CompileAll(
        BoundFormula formula, IReadOnlyList<Target> targets, OptimizationLevel level, bool listing = false)
    {
        Function function = Prepare(formula, level);
        var lowered = new LoweredFunction[targets.Count];
        bool hasBailOut = false;
        for (int i = 0; i < lowered.Length; i++)
        {
            lowered[i] = Legalizer.Legalize(function, targets[i].Backend, level);
            hasBailOut |= lowered[i].SideExits.Count > 0;
        }

        var signature = new ScalarSignature(function.Parameters, function.Results[0].Type, hasBailOut);
        var compiled = new CompiledFormula[targets.Count];
        for (int i = 0; i < compiled.Length; i++)
        {
            compiled[i] = Compile(lowered[i], signature, targets[i], level, listing);
        }

        return compiled;
    }

    /// <summary>
    /// Graph to bytes for one target, with a signature that the caller knows before: it always has a bail-out flag.
    /// </summary>
    /// <param name="formula">A formula without errors.</param>
    /// <param name="target">What to compile for.</param>
    /// <param name="level">How much work to put in.</param>
    /// <param name="usesArgumentBlock">Whether the arguments are in memory, however few they are.</param>
    /// <param name="listing">Whether the result has a listing.</param>
    public static CompiledFormula CompileUniform(
        BoundFormula formula, Target target, OptimizationLevel level, bool usesArgumentBlock = false, bool listing = false)
    {
        Function function = Prepare(formula, level);
        LoweredFunction lowered = Legalizer.Legalize(function, target.Backend, level);
        var signature = new ScalarSignature(function.Parameters, function.Results[0].Type, hasBailOut: true, usesArgumentBlock);
        return Compile(lowered, signature, target, level, listing);
    }

    /// <summary>An array kernel: graph to bytes for one target.</summary>
    public static CompiledKernel CompileKernel(BoundFormula formula, Target target, OptimizationLevel level, bool listing = false) =>
        CompileKernels(formula, [target], level, listing)[0];

    /// <summary>An array kernel: graph to bytes for several targets.</summary>
    /// <param name="formula">A formula over spans, without errors.</param>
    /// <param name="targets">Some of <see cref="TargetTable.Kernels"/>.</param>
    /// <param name="level">How much work to put in.</param>
    /// <param name="listing">Whether the results have a listing.</param>
    public static IReadOnlyList<CompiledKernel> CompileKernels(
        BoundFormula formula, IReadOnlyList<Target> targets, OptimizationLevel level, bool listing = false)
    {
        Function function = Prepare(formula, level);
        var signature = new KernelSignature(formula.Function!);
        var compiled = new CompiledKernel[targets.Count];
        for (int i = 0; i < compiled.Length; i++)
        {
            compiled[i] = CompileKernel(function, signature, targets[i], level, formula.Source.FloatMode, listing);
        }

        return compiled;
    }

    /// <summary>
    /// Graph to graph: optimized if the level says so, then with the graphs of mathematical functions in their place. These keep every
    /// rounding whatever the mode, so the rules for less exact arithmetic come before them.
    /// </summary>
    public static Function Prepare(BoundFormula formula, OptimizationLevel level)
    {
        if (level == OptimizationLevel.None)
        {
            return FunctionExpander.Expand(formula.Function!);
        }

        Function optimized = Optimizer.Optimizer.Optimize(formula.Function!, formula.Source.FloatMode);
        Function expanded = FunctionExpander.Expand(optimized);
        return expanded == optimized ? optimized : Optimizer.Optimizer.Optimize(expanded);
    }

    private static CompiledFormula Compile(
        LoweredFunction lowered, ScalarSignature signature, Target target, OptimizationLevel level, bool listing)
    {
        List<ListingLine>? lines = listing ? new List<ListingLine>() : null;
        MachineFunction selected = Select(lowered, signature, target, level);
        MachineFunction allocated = Allocate(selected, target, level);
        MethodCode code = allocated.SpillSlotCount > MaximumSpillSlots
            ? MethodCode.Nothing
            : target.Backend.Emit(allocated, target, lines);
        return new CompiledFormula(target, signature, code, lines ?? []);
    }

    private static CompiledKernel CompileKernel(
        Function function, KernelSignature signature, Target target, OptimizationLevel level, FloatMode floatMode, bool listing)
    {
        VectorFunction lanes = LaneLowering.Lower(function, target, level);
        KernelPlan plan = KernelPlanner.Plan(lanes, signature, target, level, floatMode);
        MachineFunction laidOut = KernelLowering.Lower(plan, target, level);
        int scratchBytes = plan.ScratchEnd - signature.ScratchOffset;
        List<ListingLine>? lines = listing ? new List<ListingLine>() : null;
        MethodCode code = scratchBytes > MaximumScratchBytes ? MethodCode.Nothing : target.Backend.Emit(laidOut, target, lines);
        bool hasCode = code.Bytes.Length > 0;
        return new CompiledKernel(
            target,
            code,
            hasCode ? scratchBytes : 0,
            target.Backend.Kernels.VectorBytes(target.Level),
            plan.ElementsPerCopy * plan.Copies,
            hasCode ? lanes.ElementWise : ["everything"],
            lines ?? []);
    }

    /// <summary>Scheduling and selection: the machine code over virtual registers.</summary>
    public static MachineFunction Select(LoweredFunction lowered, ScalarSignature signature, Target target, OptimizationLevel level) =>
        target.Backend.Select(Schedule.Create(lowered), signature, target, level);

    /// <summary>Register allocation: the machine code over physical registers.</summary>
    public static MachineFunction Allocate(MachineFunction function, Target target, OptimizationLevel level) =>
        RegisterAllocator.Allocate(function, target.Backend, target.Convention, level);
}

/// <summary>What binding a formula gives.</summary>
/// <param name="Source">What was bound.</param>
/// <param name="Function">The graph as the text says it; null if there is an error.</param>
/// <param name="Diagnostics">In the order of the text.</param>
internal sealed record BoundFormula(FormulaSource Source, Function? Function, IReadOnlyList<Diagnostic> Diagnostics);

/// <summary>The code of a formula for one target.</summary>
/// <param name="Target">What it runs on.</param>
/// <param name="Signature">How it is called.</param>
/// <param name="Code">The bytes; <see cref="MethodCode.Nothing"/> for a formula with too many values alive at once.</param>
/// <param name="Listing">A line per instruction and constant, if asked for.</param>
internal sealed record CompiledFormula(Target Target, ScalarSignature Signature, MethodCode Code, IReadOnlyList<ListingLine> Listing);
