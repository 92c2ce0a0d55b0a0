using System.Threading;
using JitGen.Compiler.Functions;
using JitGen.Compiler.IR;

namespace JitGen.Dynamic.Interpretation;

/// <summary>The programs of mathematical functions, made when a formula first applies one.</summary>
internal static class FunctionPrograms
{
    private static readonly BlockProgram?[] s_ofDouble = new BlockProgram?[MathFunctions.All.Count];
    private static readonly BlockProgram?[] s_ofSingle = new BlockProgram?[MathFunctions.All.Count];

    /// <summary>The program of a function for operands of a type.</summary>
    public static BlockProgram Of(MathFunction function, IrType type)
    {
        ref BlockProgram? program = ref (type == IrType.F32 ? s_ofSingle : s_ofDouble)[function.Number];
        return Volatile.Read(ref program)
            ?? Interlocked.CompareExchange(ref program, new BlockProgram(function.Graph(type)), null)
            ?? program!;
    }
}

/// <summary>Remembers which block operations have been looked up.</summary>
internal static class OperationTable
{
    private const int Types = 8;

    private static readonly nint[] s_found = new nint[OpcodeTable.Count * Types * Types];

    /// <summary>The address of a block operation, or 0.</summary>
    public static nint Find(Opcode opcode, IrType from, IrType to)
    {
        const nint None = 1;
        ref nint entry = ref s_found[((int)opcode * Types + (int)from) * Types + (int)to];
        if (entry == 0)
        {
            entry = BlockOperations.Find(opcode, from, to) is var found && found != 0 ? found : None;
        }

        return entry == None ? 0 : entry;
    }
}
