using System;
using System.Linq;
using JitGen.Compiler;
using JitGen.Compiler.IR;

namespace JitGen.Generator.Compilations;

/// <summary>Estimates how long a kernel takes, which decides how it is called.</summary>
internal static class KernelCost
{
    /// <summary>
    /// A microsecond, in cycles of a processor of 3 GHz: about that long a call may keep the garbage collector waiting. With the
    /// narrowest vectors it is some four times as long, which no collection notices either.
    /// </summary>
    private const int ShortCall = 3000;

    /// <summary>What a processor moves between its second cache and its registers in that time, in bytes.</summary>
    private const int ShortTraffic = 96 * 1024;

    /// <summary>Operations that are started in a cycle.</summary>
    private const int OperationsPerCycle = 2;

    /// <summary>Cycles from an operation to the next, which waits for its result.</summary>
    private const int CyclesPerResult = 3;

    // In simple operations.
    private const int SimpleWeight = 1, DivisionWeight = 16, ElementWiseWeight = 20;

    /// <summary>The number of elements, a power of two, below which calls are estimated to be short; 0 without code.</summary>
    public static int FastLength(KernelCode kernel)
    {
        if (!kernel.IsNative)
        {
            return 0;
        }

        CompiledKernel fastest = kernel.Bodies.Where(body => body.Code.Bytes.Length > 0).OrderByDescending(body => body.VectorBytes).First();
        Function function = kernel.Function;
        bool isRecurrence = function.Shape == KernelShape.Recurrence;
        long lanes = isRecurrence ? 1 : Math.Max(1, fastest.VectorBytes / function.Parameters.Max(parameter => ElementBytes(parameter.Type)));
        long weight = fastest.ElementWise.Count * lanes * ElementWiseWeight;
        long traffic = 0;
        for (int id = 0; id < function.Count; id++)
        {
            weight += WeightOf(function.OpcodeOf(new Value(id)));
        }

        for (int i = 0; i < function.Parameters.Count; i++)
        {
            int passes = (kernel.Spans.IsInput(i) ? 1 : 0) + (kernel.Spans.IsResult(i) ? 1 : 0);
            weight += passes;
            traffic += passes * ElementBytes(function.Parameters[i].Type);
        }

        long byWork = isRecurrence
            ? ShortCall / Math.Max(weight * CyclesPerResult, 1)
            : (long)ShortCall * OperationsPerCycle * lanes / Math.Max(weight, 1);
        long byTraffic = ShortTraffic / Math.Max(traffic, 1);
        return PowerOfTwo(Math.Min(byWork, byTraffic));
    }

    /// <summary>The size of an element in memory.</summary>
    public static int ElementBytes(ElementType type) => Math.Max(ElementTypes.Bits(type) / 8, 1);

    private static int WeightOf(Opcode opcode) => opcode switch
    {
        Opcode.Constant or Opcode.Parameter or Opcode.Element => 0,
        Opcode.DivF or Opcode.RemF or Opcode.SqrtF or Opcode.DivS or Opcode.DivU or Opcode.RemS or Opcode.RemU => DivisionWeight,
        _ => SimpleWeight,
    };

    /// <summary>The greatest power of two up to a number, and a block of a reduction at most.</summary>
    private static int PowerOfTwo(long limit)
    {
        int power = 1;
        while (power < ReductionOrder.BlockLength && power * 2 <= limit)
        {
            power *= 2;
        }

        return power;
    }
}
