using System.Collections.Generic;
using JitGen.Compiler.IR;
using JitGen.Compiler.Targets;

namespace JitGen.Compiler.Lowering.Lanes;

/// <summary>
/// Builds lane nodes: in their simplest form, and by <see cref="LaneExpansions"/> where the target has no such operation, so
/// that every node of the function is legal.
/// </summary>
internal sealed partial class LaneBuilder : LegalizationContext
{
    private readonly HashSet<Value> _exits = new();

    public LaneBuilder(Function function, IsaLevel level)
    {
        Function = function;
        Level = level;
    }

    public override Function Function { get; }

    public IsaLevel Level { get; }

    /// <summary>The conditions under which an element is not for native code, in the order in which they were found.</summary>
    public List<Value> Exits { get; } = new();

    /// <summary>See <see cref="VectorFunction.ElementWise"/>.</summary>
    public List<string> ElementWise { get; } = new();

    /// <summary>A legal value of the node. The type of a condition follows from the operands: Bool stands for any of them.</summary>
    public override Value Node(Opcode opcode, IrType type, Value a, Value b = default, Value c = default)
    {
        if (IrTypes.IsMask(type) && opcode != Opcode.ConvertMask)
        {
            type = IrTypes.IsMask(TypeOf(a)) ? TypeOf(a) : LaneLegality.MaskType(Level, TypeOf(a));
        }

        if (OpcodeTable.Commutes(opcode) && Function.IsConstant(a))
        {
            (a, b) = (b, a);
        }

        Value simpler = LaneSimplifier.Simplify(this, opcode, type, a, b, c);
        if (!simpler.IsNone)
        {
            return simpler;
        }

        // A division is legal with a divisor that cannot fault, and only its expansion makes one.
        return opcode is not (Opcode.DivS or Opcode.DivU) && LaneLegality.IsLegal(Level, opcode, TypeOf(a), type)
            ? Function.Node(opcode, type, a, b, c)
            : LaneExpansions.Expand(this, opcode, type, a, b, c);
    }

    /// <summary>Elements are not for native code if the condition is true for them.</summary>
    public override void AddSideExit(Value predicate)
    {
        if (!Function.IsConstant(predicate, 0) && _exits.Add(predicate))
        {
            Exits.Add(predicate);
        }
    }

    /// <summary>Whether elements with this condition are not for native code, so that their values do not matter.</summary>
    public bool IsExit(Value predicate) => _exits.Contains(predicate);

    /// <summary>An operation is done element by element.</summary>
    public void AddElementWise(string name)
    {
        if (!ElementWise.Contains(name))
        {
            ElementWise.Add(name);
        }
    }
}
