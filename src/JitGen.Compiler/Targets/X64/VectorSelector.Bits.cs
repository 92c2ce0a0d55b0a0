using System;
using JitGen.Compiler.IR;
using JitGen.Compiler.Machine;
using Int = JitGen.Compiler.Targets.X64.VectorIntegerInstructions;

namespace JitGen.Compiler.Targets.X64;

/// <summary>Bitwise operations: on numbers, and on conditions in vector registers.</summary>
internal sealed partial class X64VectorSelector
{
    /// <summary>Bit operations have lanes of 4 and 8 bytes only.</summary>
    private const int SmallestBitLane = 4;

    /// <summary>A function of three bits, as its bit for each of their eight values: the three operands themselves.</summary>
    private static readonly byte[] s_columns = { 0xF0, 0xCC, 0xAA };

    /// <summary>The operands of the ternary operation that is being built, without duplicates.</summary>
    private readonly Value[] _leaves = new Value[s_columns.Length];
    private int _leafCount;

    private void LowerBitwise(Value value)
    {
        IrType type = Function.TypeOf(value);
        if (type == IrType.Bool)
        {
            LowerMaskLogic(value);
        }
        else if (IsV4 && Folds && CollectLeaves(value) > 1)
        {
            EmitTernary(value);
        }
        else if (Is(value, Opcode.Not))
        {
            EmitNot(value);
        }
        else
        {
            EmitBitwise(value, Function.Operand(value, 0), Function.Operand(value, 1));
        }
    }

    private X64Instruction BitRow(VectorOperation operation, Value value) =>
        operation.For(Math.Max(SmallestBitLane, LaneBytes(value)), BytesOf(value));

    private void EmitBitwise(Value value, Value a, Value b)
    {
        Opcode opcode = Function.OpcodeOf(value);
        if (opcode == Opcode.And && IsFoldedNot(b) && !IsFoldedNot(a))
        {
            (a, b) = (b, a);
        }

        if (opcode == Opcode.And && IsFoldedNot(a))
        {
            EmitBinary(Use(value), BitRow(Int.AndNot, value), Function.Operand(a, 0), b);
            return;
        }

        VectorOperation operation = opcode == Opcode.And ? Int.And : opcode == Opcode.Or ? Int.Or : Int.Xor;
        EmitBinary(Use(value), BitRow(operation, value), a, b);
    }

    private bool IsFoldedNot(Value value) => Is(value, Opcode.Not) && CanFold(value) && !IsNegatedComparison(value);

    /// <summary>All bits the other way round; of a comparison of floating-point numbers, the opposite one.</summary>
    private void EmitNot(Value value)
    {
        Value a = Function.Operand(value, 0);
        if (IsNegatedComparison(value))
        {
            EmitComparison(Use(value), a, negated: true, under: Register.None);
            return;
        }

        X64Instruction row = BitRow(Int.Xor, value);
        if (IsV4)
        {
            Emit(row, Use(value), Use(a), ConstantSource(IrType.I64, ulong.MaxValue, row, row.Operands[2].Size));
            return;
        }

        Register ones = NewVector();
        Emit(Int.Ones.For(VectorBytes), ones);
        Emit(row, Use(value), Use(a), ones);
    }

    /// <summary>Whether a node is the negation of a comparison in a vector register that has an opposite.</summary>
    private bool IsNegatedComparison(Value value) =>
        Is(value, Opcode.Not) && IsFloatComparison(Function.Operand(value, 0)) && CanFold(Function.Operand(value, 0));

    /// <summary>
    /// Finds the operands of a tree of bit operations, as many as one instruction takes. Returns how many operations it is made of.
    /// </summary>
    private int CollectLeaves(Value root)
    {
        _leafCount = 0;
        int operations = 1;
        AddLeaf(Function.Operand(root, 0));
        AddLeaf(Function.Operand(root, 1));
        for (int i = 0; i < _leafCount;)
        {
            if (TryExpand(i))
            {
                operations++;
                i = 0;
            }
            else
            {
                i++;
            }
        }

        return operations;
    }

    /// <summary>Replaces a leaf that is a bit operation of its own by its operands, if there is room for them.</summary>
    private bool TryExpand(int index)
    {
        Value leaf = _leaves[index];
        if (!IsBitOperation(leaf) || !CanFold(leaf))
        {
            return false;
        }

        Value a = Function.Operand(leaf, 0);
        Value b = Function.Operand(leaf, 1);
        int added = (IsLeaf(a) ? 0 : 1) + (b.IsNone || b == a || IsLeaf(b) ? 0 : 1);
        if (_leafCount - 1 + added > s_columns.Length)
        {
            return false;
        }

        _leafCount--;
        Array.Copy(_leaves, index + 1, _leaves, index, _leafCount - index);
        AddLeaf(a);
        AddLeaf(b);
        return true;
    }

    private bool IsBitOperation(Value value) => Function.OpcodeOf(value) is Opcode.And or Opcode.Or or Opcode.Xor or Opcode.Not;

    private bool IsLeaf(Value value) => Array.IndexOf(_leaves, value, 0, _leafCount) >= 0;

    private void AddLeaf(Value value)
    {
        if (!value.IsNone && !IsLeaf(value))
        {
            _leaves[_leafCount++] = value;
        }
    }

    /// <summary>One instruction for the tree over the leaves: the first is overwritten, the last may be memory.</summary>
    private void EmitTernary(Value root)
    {
        for (int i = 1; i < _leafCount; i++)
        {
            if (IsInMemory(_leaves[0]) || (!IsLastUse(_leaves[0]) && IsLastUse(_leaves[i]) && !IsInMemory(_leaves[i])))
            {
                (_leaves[0], _leaves[i]) = (_leaves[i], _leaves[0]);
            }
        }

        if (_leafCount == s_columns.Length && IsInMemory(_leaves[1]))
        {
            (_leaves[1], _leaves[2]) = (_leaves[2], _leaves[1]);
        }

        byte function = Evaluate(root, isRoot: true);
        X64Instruction row = BitRow(Int.Ternary, root);
        Register first = Use(_leaves[0]);
        Value last = _leaves[_leafCount - 1];
        Operand third = _leafCount == s_columns.Length ? Source(last, row, 3) : Use(last);
        Register second = Use(_leaves[Math.Min(1, _leafCount - 1)]);
        EmitTied(row, Use(root), first, second, third, Operand.Immediate(unchecked((sbyte)function)));
    }

    /// <summary>The tree as a function of its leaves.</summary>
    private byte Evaluate(Value value, bool isRoot)
    {
        int leaf = Array.IndexOf(_leaves, value, 0, _leafCount);
        if (leaf >= 0 && !isRoot)
        {
            return s_columns[leaf];
        }

        byte a = Evaluate(Function.Operand(value, 0), isRoot: false);
        byte b = Is(value, Opcode.Not) ? (byte)0xFF : Evaluate(Function.Operand(value, 1), isRoot: false);
        return Function.OpcodeOf(value) switch
        {
            Opcode.And => (byte)(a & b),
            Opcode.Or => (byte)(a | b),
            _ => (byte)(a ^ b),
        };
    }
}
