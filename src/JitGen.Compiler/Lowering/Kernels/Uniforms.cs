using System.Collections.Generic;
using JitGen.Compiler.IR;
using JitGen.Compiler.Lowering.Lanes;

namespace JitGen.Compiler.Lowering.Kernels;

/// <summary>
/// The nodes that do not depend on the iteration: constants, value parameters, and what is computed of those alone. They are
/// computed once, before the loops; those that a loop uses stay in registers or in the argument block.
/// </summary>
internal sealed class Uniforms
{
    private readonly bool[] _isUniform;
    private readonly int[] _useCounts;

    private Uniforms(int count)
    {
        _isUniform = new bool[count];
        _useCounts = new int[count];
    }

    /// <summary>Uniform nodes that loops use, in the order of the function.</summary>
    public List<Value> Frontier { get; } = new();

    public bool Contains(Value value) => _isUniform[value.Id];

    /// <summary>How often a group's code uses a node of the frontier.</summary>
    public int UseCount(Value value) => _useCounts[value.Id];

    public static Uniforms Of(VectorFunction kernel)
    {
        Function function = kernel.Function;
        var uniforms = new Uniforms(function.Count);
        for (int id = 0; id < function.Count; id++)
        {
            var value = new Value(id);
            Opcode opcode = function.OpcodeOf(value);
            bool isUniform = opcode is not (Opcode.Element or Opcode.Index or Opcode.Reduced);
            for (int i = 0; i < OpcodeTable.Arity(opcode) && isUniform; i++)
            {
                isUniform = uniforms.Contains(function.Operand(value, i));
            }

            uniforms._isUniform[id] = isUniform;
            for (int i = 0; i < OpcodeTable.Arity(opcode) && !isUniform; i++)
            {
                if (i == 0 || !TakesCount(opcode))
                {
                    uniforms.CountUse(function.Operand(value, i));
                }
            }
        }

        foreach (LaneStore store in kernel.Stores)
        {
            uniforms.CountUse(store.Value);
        }

        foreach (Reduction reduction in function.Reductions)
        {
            uniforms.CountUse(reduction.Value);
        }

        if (!kernel.Exit.IsNone)
        {
            uniforms.CountUse(kernel.Exit);
        }

        for (int id = 0; id < function.Count; id++)
        {
            if (uniforms._useCounts[id] > 0)
            {
                uniforms.Frontier.Add(new Value(id));
            }
        }

        return uniforms;
    }

    /// <summary>Whether the second operand is the constant count of a shift of all lanes, a part of the instruction.</summary>
    private static bool TakesCount(Opcode opcode) => opcode is Opcode.Shl or Opcode.ShrS or Opcode.ShrU or Opcode.RotL or Opcode.RotR;

    private void CountUse(Value value)
    {
        if (_isUniform[value.Id])
        {
            _useCounts[value.Id]++;
        }
    }
}
