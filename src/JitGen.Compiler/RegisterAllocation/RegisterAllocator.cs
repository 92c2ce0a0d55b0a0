using JitGen.Compiler.Machine;
using JitGen.Compiler.Targets;

namespace JitGen.Compiler.RegisterAllocation;

/// <summary>Register allocation: machine code over virtual registers to code over physical ones and spill slots.</summary>
internal static class RegisterAllocator
{
    /// <summary>Allocates with the allocator of an optimization level.</summary>
    public static MachineFunction Allocate(
        MachineFunction function, Backend backend, CallingConvention convention, OptimizationLevel level) =>
        level == OptimizationLevel.None
            ? NaiveAllocator.Allocate(function, backend, convention)
            : LinearScanAllocator.Allocate(function, backend, convention);
}
