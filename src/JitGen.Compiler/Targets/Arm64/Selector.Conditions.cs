using JitGen.Compiler.IR;

namespace JitGen.Compiler.Targets.Arm64;

/// <summary>
/// Conditions. A tree of ands and ors becomes a chain: a comparison, then conditional comparisons, each made only if the flags so far
/// leave the outcome open; or is and by De Morgan's law. The flags never live longer than one call of a Lower method.
/// </summary>
internal sealed partial class Arm64Selector
{
    /// <summary>Bounds the recursion over a condition's tree; a subtree below is computed to a register.</summary>
    private const int MaximumDepth = 32;

    /// <summary>Sets the flags for a condition of which this is a user; returns what then holds if it is true.</summary>
    private Condition Flags(Value value, bool negated = false) => Flags(value, new Link(negated, null, 0));

    /// <summary>Sets the flags for a node by its operands, whoever its users are.</summary>
    private Condition FlagsOfNode(Value value) => FlagsOfNode(value, default);

    /// <summary>Sets the flags for the conjunction of a condition and a guard; returns what then holds if it is true.</summary>
    private Condition Flags(Value value, Link link)
    {
        if (Repeats(value, Opcode.Not))
        {
            return Flags(Function.Operand(value, 0), link with { IsNegated = !link.IsNegated });
        }

        if (IsCompound(value) && CanFold(value) && link.Depth < MaximumDepth)
        {
            if (IsConjunction(value, link.IsNegated) || link.Guard is null)
            {
                return FlagsOfNode(value, link with { Depth = link.Depth + 1 });
            }
        }
        else if (CanRepeat(value) && Comparison.Of(Function.OpcodeOf(value)).Kind != ComparisonKind.None)
        {
            return FlagsOfNode(value, link);
        }

        return CompareImmediate(ComparisonForms.Subtraction, IrType.Bool, Read(value), 0, Condition.NotEqual, link);
    }

    private Condition FlagsOfNode(Value value, Link link)
    {
        if (!IsCompound(value))
        {
            return FlagsOfComparison(value, link);
        }

        if (!IsConjunction(value, link.IsNegated))
        {
            return Conditions.Not(FlagsOfNode(value, new Link(!link.IsNegated, null, link.Depth)));
        }

        // What costs more as a conditional comparison comes first.
        Value first = Function.Operand(value, 0);
        Value second = Function.Operand(value, 1);
        if (CostOfGuard(second, link.IsNegated, link.Depth) > CostOfGuard(first, link.IsNegated, link.Depth))
        {
            (first, second) = (second, first);
        }

        return Flags(second, link with { Guard = Flags(first, link) });
    }

    private bool IsCompound(Value value) =>
        Function.OpcodeOf(value) is Opcode.And or Opcode.Or && Function.TypeOf(value) == IrType.Bool;

    private bool IsConjunction(Value value, bool negated) => (Function.OpcodeOf(value) == Opcode.And) != negated;

    /// <summary>How many more instructions a condition takes as a conditional comparison than at the start of a chain.</summary>
    private int CostOfGuard(Value value, bool negated, int depth)
    {
        Value a = Function.Operand(value, 0);
        if (Repeats(value, Opcode.Not))
        {
            return CostOfGuard(a, !negated, depth);
        }

        if (IsCompound(value) && CanFold(value))
        {
            return !IsConjunction(value, negated) ? 2 : depth < MaximumDepth ? CostOfGuard(a, negated, depth + 1) : 0;
        }

        Value b = Function.Operand(value, 1);
        bool isFree = !CanRepeat(value) || Comparison.Of(Function.OpcodeOf(value)).Kind switch
        {
            ComparisonKind.None => true,
            ComparisonKind.Multiplication => false,
            ComparisonKind.Floating => !IsFloatZero(b) && !IsFloatZero(a),
            _ => !IsTest(value) && (!TryConstant(b, out long constant) || IsConditionalImmediate(constant)),
        };
        return isFree ? 0 : 1;
    }

    /// <summary>Whether the and or or of two conditions is best computed by the flags: a comparison without a register is in it.</summary>
    private bool IsConditionChain(Value a, Value b, int depth = 0) => IsComparison(a, depth) || IsComparison(b, depth);

    private bool IsComparison(Value value, int depth = 0) =>
        Repeats(value, Opcode.Not) ? IsComparison(Function.Operand(value, 0), depth)
        : IsCompound(value) ? CanFold(value) && (depth >= MaximumDepth
            || IsConditionChain(Function.Operand(value, 0), Function.Operand(value, 1), depth + 1))
        : CanRepeat(value) && Comparison.Of(Function.OpcodeOf(value)).Kind != ComparisonKind.None;

    /// <summary>What a condition has to mind as a part of a chain.</summary>
    /// <param name="IsNegated">Whether its negation is meant.</param>
    /// <param name="Guard">What holds by the flags if the chain can still be true; null at its start.</param>
    /// <param name="Depth">The nesting so far.</param>
    private readonly record struct Link(bool IsNegated, Condition? Guard, int Depth)
    {
        /// <summary>What is meant by a condition.</summary>
        public Condition Of(Condition condition) => IsNegated ? Conditions.Not(condition) : condition;
    }
}
