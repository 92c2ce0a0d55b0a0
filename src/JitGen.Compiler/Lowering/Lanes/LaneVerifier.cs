using JitGen.Compiler.IR;
using JitGen.Compiler.Targets;

namespace JitGen.Compiler.Lowering.Lanes;

/// <summary>Checks that vector selection has a row for every node. For tests and debugging.</summary>
internal static class LaneVerifier
{
    /// <summary>The first thing that is wrong; null if nothing is.</summary>
    public static string? Verify(VectorFunction kernel, IsaLevel level)
    {
        Function function = kernel.Function;
        for (int id = 0; id < function.Count; id++)
        {
            var node = new Value(id);
            if (VerifyNode(function, node, level) is { } problem)
            {
                return $"{node} ({OpcodeTable.Name(function.OpcodeOf(node))} to {IrTypes.Name(function.TypeOf(node))}): {problem}";
            }
        }

        foreach (LaneStore store in kernel.Stores)
        {
            IrType type = function.TypeOf(store.Value);
            int bits = store.Type == ElementType.Bool ? 8 : ElementTypes.Bits(store.Type);
            if (IrTypes.Bits(type) != bits || IrTypes.IsFloating(type) != ElementTypes.IsFloating(store.Type))
            {
                return $"a {ElementTypes.Keyword(store.Type)} is stored from {IrTypes.Name(type)}";
            }
        }

        foreach (Reduction reduction in function.Reductions)
        {
            if (function.TypeOf(reduction.Value) != ElementTypes.IrTypeOf(reduction.Type))
            {
                return $"a {ElementTypes.Keyword(reduction.Type)} is combined from {IrTypes.Name(function.TypeOf(reduction.Value))}";
            }
        }

        return kernel.Exit.IsNone || IrTypes.IsMask(function.TypeOf(kernel.Exit)) ? null : "the exit is no condition";
    }

    private static string? VerifyNode(Function function, Value node, IsaLevel level)
    {
        Opcode opcode = function.OpcodeOf(node);
        IrType type = function.TypeOf(node);
        int arity = OpcodeTable.Arity(opcode);
        IrType from = arity == 0 ? default : function.TypeOf(function.Operand(node, 0));
        if (!LaneLegality.IsLegal(level, opcode, from, type))
        {
            return $"not legal from {IrTypes.Name(from)}";
        }

        if (opcode is Opcode.Shl or Opcode.ShrS or Opcode.ShrU or Opcode.RotL)
        {
            Value count = function.Operand(node, 1);
            bool isPlace = function.IsConstant(count) && function.BitsOf(count) - 1 < (ulong)IrTypes.Bits(type) - 1;
            return isPlace ? null : "the count is not a constant from 1 to less than the width";
        }

        if (opcode == Opcode.Select && function.TypeOf(function.Operand(node, 1)) != type)
        {
            return "chooses a value of another type";
        }

        bool isBinary = arity == 2 || opcode is Opcode.FmaF or Opcode.SpecialF;
        if (isBinary && function.TypeOf(function.Operand(node, 1)) != from)
        {
            return "operands of two types";
        }

        Value last = function.Operand(node, 2);
        return last.IsNone || function.TypeOf(last) == type ? null : "a third operand of another type";
    }
}
