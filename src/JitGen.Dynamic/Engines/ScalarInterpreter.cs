using System;
using JitGen.Compiler.IR;
using JitGen.Dynamic.Interpretation;

namespace JitGen.Dynamic.Engines;

/// <summary>Runs a program for one element: of a formula of values, or of what finishes a reduction.</summary>
internal static unsafe class ScalarInterpreter
{
    private const int Stride = sizeof(ulong);

    /// <summary>Computes the result, or throws the first trap.</summary>
    /// <param name="program">The program.</param>
    /// <param name="frame">A slot of 8 bytes for each that the program needs.</param>
    /// <param name="arguments">By parameter, its bits.</param>
    /// <param name="reduced">By reduction, the bits of its result.</param>
    /// <param name="length">The number of elements.</param>
    public static ulong Run(BlockProgram program, ulong* frame, ulong* arguments, ReadOnlySpan<ulong> reduced, int length)
    {
        Function function = program.Function;
        foreach (int id in program.Leaves)
        {
            var node = new Value(id);
            ulong bits = function.BitsOf(node);
            *(frame + program.SlotOf(node)) = function.OpcodeOf(node) switch
            {
                Opcode.Constant => bits,
                Opcode.Parameter => Compiler.IR.Interpreter.Widen(arguments[bits], function.Parameters[(int)bits].Type),
                Opcode.Reduced => reduced[(int)bits],
                _ => (uint)length,
            };
        }

        program.Run((byte*)frame, Stride, 1);
        foreach (Trap trap in function.Traps)
        {
            if (Read(program, frame, trap.Predicate) != 0)
            {
                FormulaTrap.Throw(trap, Read(program, frame, trap.Detail1), Read(program, frame, trap.Detail2));
            }
        }

        return Read(program, frame, function.Results[0].Value);
    }

    private static ulong Read(BlockProgram program, ulong* frame, Value node) =>
        node.IsNone ? 0 : BlockProgram.Read((byte*)(frame + program.SlotOf(node)), program.Function.TypeOf(node), 0);
}
