using System.Buffers;
using System.Collections.Generic;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using JitGen.Compiler;
using JitGen.Compiler.Emission;
using JitGen.Compiler.IR;
using JitGen.Compiler.Targets;
using JitGen.Dynamic.Engines;
using JitGen.Dynamic.Interpretation;

namespace JitGen.CompilerServices;

/// <summary>A formula of values. For generated code only.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract unsafe class ScalarFormula : FormulaBase
{
    private const int LargestFrameOnStack = 512;

    private BlockProgram? _program;

    /// <summary>Creates a formula that is initialized later.</summary>
    protected ScalarFormula()
    {
    }

    /// <summary>Whether machine code takes its arguments from memory, however few they are.</summary>
    private protected virtual bool UsesArgumentBlock => false;

    private protected override string HostTarget => NativeHost.ScalarTarget?.Name ?? "x64-v3-sysv";

    private protected override void Prepare(Function function) => _program = new BlockProgram(function);

    private protected override FormulaCode? Compile() => NativeHost.ScalarTarget is { } target
        ? NativeHost.Load(
            Compilation.CompileUniform(Formula, target, (Compiler.OptimizationLevel)Options.OptimizationLevel, UsesArgumentBlock).Code, target)
        : null;

    private protected override IEnumerable<string> List(Target target, OptimizationLevel level)
    {
        CompiledFormula compiled = Compilation.CompileUniform(Formula, target, (Compiler.OptimizationLevel)level, UsesArgumentBlock, listing: true);
        return ListingText.Lines(compiled.Code, compiled.Listing);
    }

    /// <summary>Computes the formula in the interpreter, or throws what C# would.</summary>
    /// <param name="arguments">The bits of each argument; those above the width of its type are ignored.</param>
    /// <returns>The bits of the result.</returns>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.NoInlining)]
    protected ulong Interpret(ulong* arguments)
    {
        CountCall(1);
        BlockProgram program = _program!;
        int slots = program.FrameSlots;
        if (slots <= LargestFrameOnStack)
        {
            ulong* frame = stackalloc ulong[LargestFrameOnStack];
            return ScalarInterpreter.Run(program, frame, arguments, default, 0);
        }

        ulong[] rented = ArrayPool<ulong>.Shared.Rent(slots);
        try
        {
            fixed (ulong* frame = rented)
            {
                return ScalarInterpreter.Run(program, frame, arguments, default, 0);
            }
        }
        finally
        {
            ArrayPool<ulong>.Shared.Return(rented);
        }
    }
}
