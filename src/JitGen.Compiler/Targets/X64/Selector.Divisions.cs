using System.Collections.Generic;
using JitGen.Compiler.IR;
using JitGen.Compiler.Machine;
using Int = JitGen.Compiler.Targets.X64.IntegerInstructions;

namespace JitGen.Compiler.Targets.X64;

/// <summary>
/// Operations whose instruction yields two results: quotient and remainder, lower and upper half of a product. The walk comes to
/// the later of two such nodes first; that one waits for the earlier, where one instruction then computes both. Invariant: a node
/// that is waited for by another waits for none itself, and one node at most waits for it.
/// </summary>
internal sealed partial class X64Selector
{
    /// <summary>The nodes that wait, and the one that will compute each.</summary>
    private readonly Dictionary<Value, Value> _waiting = new();

    /// <summary>Differences that are the remainders of these quotients.</summary>
    private readonly Dictionary<Value, Value> _remainders = new();

    /// <summary>Per node, its index in the schedule; made when the first pair of nodes asks for it.</summary>
    private int[]? _positions;

    /// <summary>Whether the node leaves its computation to the other one, which is computed earlier.</summary>
    private bool WaitsFor(Value value, Value other)
    {
        bool isComputed = Folds && !other.IsNone && Schedule.UseCount(other) > 0 && !Schedule.IsFused(other);
        if (!isComputed || PositionOf(other) > PositionOf(value))
        {
            return false;
        }

        _waiting.Add(value, other);
        Use(other);
        return true;
    }

    private bool IsWaiting(Value value, Value other) => _waiting.TryGetValue(value, out Value computing) && computing == other;

    private int PositionOf(Value value)
    {
        if (_positions is null)
        {
            _positions = new int[Function.Count];
            for (int i = 0; i < Schedule.Items.Count; i++)
            {
                if (Schedule.Items[i] >= 0)
                {
                    _positions[Schedule.Items[i]] = i;
                }
            }
        }

        return _positions[value.Id];
    }

    /// <summary>The register of a result, or no operand if it is not needed here.</summary>
    private Operand ResultOf(Value value, Value current) =>
        !value.IsNone && (value == current || IsWaiting(value, current)) ? Use(value) : Operand.None;

    /// <summary>a - a / b * b: the quotient's instruction yields the remainder as well.</summary>
    private bool TryLowerRemainder(Value value, Value a, Value product)
    {
        if (!CanFold(product) || !Is(product, Opcode.Mul))
        {
            return false;
        }

        Value quotient = Function.Operand(product, 0);
        Value divisor = Function.Operand(product, 1);
        if (Function.OpcodeOf(quotient) is not (Opcode.DivS or Opcode.DivU))
        {
            (quotient, divisor) = (divisor, quotient);
        }

        bool isRemainder = Function.OpcodeOf(quotient) is Opcode.DivS or Opcode.DivU
            && Function.Operand(quotient, 0) == a && Function.Operand(quotient, 1) == divisor && !_remainders.ContainsKey(quotient)
            && FindRemainder(quotient).IsNone;
        if (isRemainder)
        {
            Use(quotient);
            _remainders.Add(quotient, value);
        }

        return isRemainder;
    }

    private Value FindRemainder(Value quotient) =>
        Function.Find(
            Is(quotient, Opcode.DivS) ? Opcode.RemS : Opcode.RemU, Function.TypeOf(quotient),
            Function.Operand(quotient, 0), Function.Operand(quotient, 1));

    private void LowerDivision(Value value)
    {
        IrType type = Function.TypeOf(value);
        Value a = Function.Operand(value, 0);
        Value b = Function.Operand(value, 1);
        bool signed = Function.OpcodeOf(value) is Opcode.DivS or Opcode.RemS;
        Value quotient = Function.Find(signed ? Opcode.DivS : Opcode.DivU, type, a, b);
        Value remainder = Function.Find(signed ? Opcode.RemS : Opcode.RemU, type, a, b);
        if (WaitsFor(value, value == quotient ? remainder : quotient))
        {
            return;
        }

        bool wide = IsWide(type);
        Register dividend = Read(a);
        Operand divisor = ReadOrMemory(b);
        Register upper = NewRegister(wide);
        if (signed)
        {
            Emit(Int.SignOfRax.For(wide), upper, dividend);
        }
        else
        {
            EmitConstant(upper, type, 0);
        }

        Operand rest = _remainders.TryGetValue(value, out Value difference) ? Use(difference) : ResultOf(remainder, value);
        Emit((signed ? Int.Idiv : Int.Div).For(wide), divisor, ResultOf(quotient, value), rest, dividend, upper);
    }

    /// <summary>The upper half of a product, or both halves. Only of 64 bits: legalization makes the others products of 64 bits.</summary>
    private void LowerWideProduct(Value value)
    {
        Value a = Function.Operand(value, 0);
        Value b = Function.Operand(value, 1);
        bool signed = Is(value, Opcode.MulHighS);
        Value product = FindProduct(Opcode.Mul, a, b);
        Value otherHigh = FindProduct(signed ? Opcode.MulHighU : Opcode.MulHighS, a, b);
        if (!IsWaiting(otherHigh, product) && WaitsFor(value, product))
        {
            return;
        }

        if (Function.IsConstant(a))
        {
            (a, b) = (b, a);
        }

        Operand low = ResultOf(product, value);
        EmitWideProduct(signed, low, Use(value), a, b);
    }

    /// <summary>Computes a product together with its upper half, if something needs that.</summary>
    private bool TryPairProduct(Value product)
    {
        Value a = Function.Operand(product, 0);
        Value b = Function.Operand(product, 1);
        if (!Folds || Function.TypeOf(product) != IrType.I64)
        {
            return false;
        }

        Value unsignedHigh = FindProduct(Opcode.MulHighU, a, b);
        Value signedHigh = FindProduct(Opcode.MulHighS, a, b);
        Value waiting = IsWaiting(unsignedHigh, product) ? unsignedHigh : IsWaiting(signedHigh, product) ? signedHigh : Value.None;
        if (waiting.IsNone)
        {
            return WaitsFor(product, unsignedHigh) || WaitsFor(product, signedHigh);
        }

        EmitWideProduct(waiting == signedHigh, Use(product), Use(waiting), a, b);
        return true;
    }

    private void EmitWideProduct(bool signed, Operand low, Register high, Value a, Value b)
    {
        if (signed)
        {
            Emit(Int.ImulWide.Wide, ReadOrMemory(a), low, high, Read(b));
        }
        else if (low.Kind == OperandKind.None)
        {
            Emit(Int.MulxHigh.Wide, high, ReadOrMemory(a), Read(b));
        }
        else
        {
            Emit(Int.Mulx.Wide, high, low, ReadOrMemory(a), Read(b));
        }
    }

    /// <summary>The product of two values in either order; none if there is none.</summary>
    private Value FindProduct(Opcode opcode, Value a, Value b)
    {
        Value product = Function.Find(opcode, IrType.I64, a, b);
        return product.IsNone ? Function.Find(opcode, IrType.I64, b, a) : product;
    }
}
