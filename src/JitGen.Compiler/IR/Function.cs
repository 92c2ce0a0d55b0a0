using System;
using System.Collections.Generic;

namespace JitGen.Compiler.IR;

/// <summary>
/// A formula as a pure dataflow graph: hash-consed nodes in arrays, operands before users, plus the traps and the results.
/// <c>Node</c> never simplifies, so that the graph still reads like the text; the optimizer builds a second function.
/// </summary>
internal sealed class Function
{
    private const int InitialCapacity = 32;

    private Opcode[] _opcodes = new Opcode[InitialCapacity];
    private IrType[] _types = new IrType[InitialCapacity];
    private Value[] _operands = new Value[InitialCapacity * 3];
    private ulong[] _bits = new ulong[InitialCapacity];

    /// <summary>Open addressing: id + 1 of a node, 0 for free; the length is a power of two, at most half full.</summary>
    private int[] _table = new int[InitialCapacity * 2];

    public Function(IReadOnlyList<Parameter> parameters) => Parameters = parameters;

    public IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>What can be thrown, in the order in which C# would evaluate it.</summary>
    public List<Trap> Traps { get; } = new();

    /// <summary>One result for a scalar formula; one per assigned span for a kernel.</summary>
    public List<Result> Results { get; } = new();

    /// <summary>What is done with the nodes: once, or for each element of spans.</summary>
    public KernelShape Shape { get; set; }

    /// <summary>What a reduction kernel combines over all elements.</summary>
    public List<Reduction> Reductions { get; } = new();

    /// <summary>
    /// By how many the elements of a reduction are fewer than those of its spans: it counts them from the first for which every
    /// offset is inside, so that its offsets are not negative, and to the last. 0 for other shapes.
    /// </summary>
    public int UncoveredElements { get; set; }

    /// <summary>
    /// Computes a reduction kernel's returned value, once: a scalar function over <see cref="Opcode.Reduced"/>,
    /// <see cref="Opcode.Length"/>, constants and value parameters. Null for other shapes.
    /// </summary>
    public Function? Finish { get; set; }

    /// <summary>What the graph is computed for: the values of traps, results and reductions, each as often as it is one.</summary>
    public List<Value> Roots()
    {
        var roots = new List<Value>();
        foreach (Trap trap in Traps)
        {
            Add(trap.Predicate);
            Add(trap.Detail1);
            Add(trap.Detail2);
        }

        foreach (Result result in Results)
        {
            Add(result.Value);
        }

        foreach (Reduction reduction in Reductions)
        {
            Add(reduction.Value);
        }

        return roots;

        void Add(Value value)
        {
            if (!value.IsNone)
            {
                roots.Add(value);
            }
        }
    }

    /// <summary>The number of nodes; their ids are 0 to <c>Count - 1</c>.</summary>
    public int Count { get; private set; }

    public Opcode OpcodeOf(Value value) => _opcodes[value.Id];

    public IrType TypeOf(Value value) => _types[value.Id];

    /// <summary>The operand at <paramref name="index"/> 0, 1 or 2; none if the opcode has fewer.</summary>
    public Value Operand(Value value, int index) => _operands[value.Id * 3 + index];

    /// <summary>The bits of a <see cref="Opcode.Constant"/>, those that an opcode without operands describes, else 0.</summary>
    public ulong BitsOf(Value value) => _bits[value.Id];

    public bool IsConstant(Value value) => _opcodes[value.Id] == Opcode.Constant;

    /// <summary>Whether <paramref name="value"/> is a constant of exactly these bits (zero-extended to 64).</summary>
    public bool IsConstant(Value value, ulong bits) => IsConstant(value) && _bits[value.Id] == bits;

    /// <summary>A constant; <paramref name="bits"/> beyond the width of the type are dropped.</summary>
    public Value Constant(IrType type, ulong bits) => Intern(Opcode.Constant, type, default, default, default, bits & Mask(type));

    public Value Int32(int value) => Constant(IrType.I32, unchecked((ulong)value));

    public Value Int64(long value) => Constant(IrType.I64, unchecked((ulong)value));

    public Value Bool(bool value) => Constant(IrType.Bool, value ? 1UL : 0UL);

    /// <summary>The scalar parameter at <paramref name="index"/>, of the type in which a value of its C# type is computed.</summary>
    public Value Parameter(int index) =>
        Intern(Opcode.Parameter, ElementTypes.IrTypeOf(Parameters[index].Type), default, default, default, (ulong)index);

    /// <summary>The scalar parameter as a lane of a type of vector code.</summary>
    public Value Parameter(int index, IrType type) => Intern(Opcode.Parameter, type, default, default, default, (ulong)index);

    /// <summary>The element of the span parameter at <paramref name="index"/>, <paramref name="offset"/> elements from the iteration's.</summary>
    public Value Element(int index, int offset = 0) => Element(index, offset, ElementTypes.IrTypeOf(Parameters[index].Type));

    /// <summary>The element as a lane of a type of vector code.</summary>
    public Value Element(int index, int offset, IrType type) =>
        Intern(Opcode.Element, type, default, default, default, (uint)index | (ulong)(uint)offset << 32);

    /// <summary>A node without operands: Index, Length, Reduced.</summary>
    public Value Leaf(Opcode opcode, IrType type, ulong bits = 0) => Intern(opcode, type, default, default, default, bits);

    /// <summary>The parameter of an <see cref="Opcode.Element"/>.</summary>
    public int SpanOf(Value element) => (int)(uint)_bits[element.Id];

    /// <summary>The offset of an <see cref="Opcode.Element"/> from the iteration's index, in elements.</summary>
    public int OffsetOf(Value element) => (int)(_bits[element.Id] >> 32);

    /// <summary>The node that applies <paramref name="opcode"/>; an equal one is returned if it exists.</summary>
    /// <param name="opcode">Any opcode but Constant and Parameter.</param>
    /// <param name="type">The type of the result.</param>
    /// <param name="a">The first operand.</param>
    /// <param name="b">The second, if the opcode has two.</param>
    /// <param name="c">The third, if it has three.</param>
    public Value Node(Opcode opcode, IrType type, Value a, Value b = default, Value c = default) => Intern(opcode, type, a, b, c, 0);

    /// <summary>The node that <see cref="Node"/> would return, or none if it does not exist yet.</summary>
    public Value Find(Opcode opcode, IrType type, Value a, Value b = default, Value c = default)
    {
        int slot = FindSlot(opcode, type, a, b, c, 0);
        return _table[slot] == 0 ? Value.None : new Value(_table[slot] - 1);
    }

    /// <summary>The node of the parameter at <paramref name="index"/>, or none if the graph does not use it.</summary>
    public Value FindParameter(int index, IrType type) => FindLeaf(Opcode.Parameter, type, (ulong)index);

    /// <summary>The node that <see cref="Constant"/> would return, or none if it does not exist yet.</summary>
    public Value FindConstant(IrType type, ulong bits) => FindLeaf(Opcode.Constant, type, bits & Mask(type));

    /// <summary>The width of a value in bits: 1 for a condition, else 8 to 64.</summary>
    public static int Width(IrType type) => IrTypes.IsMask(type) ? 1 : IrTypes.Bits(type);

    /// <summary>The bits that a value of the type can have.</summary>
    public static ulong Mask(IrType type) => ulong.MaxValue >> (64 - Width(type));

    /// <summary>The node of that reduction's value, or none if the graph does not use it.</summary>
    public Value FindReduced(int reduction, IrType type) => FindLeaf(Opcode.Reduced, type, (ulong)reduction);

    private Value FindLeaf(Opcode opcode, IrType type, ulong bits)
    {
        int slot = FindSlot(opcode, type, default, default, default, bits);
        return _table[slot] == 0 ? Value.None : new Value(_table[slot] - 1);
    }

    private Value Intern(Opcode opcode, IrType type, Value a, Value b, Value c, ulong bits)
    {
        int slot = FindSlot(opcode, type, a, b, c, bits);
        if (_table[slot] != 0)
        {
            return new Value(_table[slot] - 1);
        }

        int id = Count;
        if (id == _opcodes.Length)
        {
            Grow();
            slot = FindSlot(opcode, type, a, b, c, bits);
        }

        _opcodes[id] = opcode;
        _types[id] = type;
        _operands[id * 3] = a;
        _operands[id * 3 + 1] = b;
        _operands[id * 3 + 2] = c;
        _bits[id] = bits;
        _table[slot] = id + 1;
        Count = id + 1;
        return new Value(id);
    }

    private int FindSlot(Opcode opcode, IrType type, Value a, Value b, Value c, ulong bits)
    {
        int mask = _table.Length - 1;
        int slot = Hash(opcode, type, a, b, c, bits) & mask;
        while (_table[slot] is var entry && entry != 0)
        {
            int id = entry - 1;
            if (_opcodes[id] == opcode && _types[id] == type && _bits[id] == bits
                && _operands[id * 3] == a && _operands[id * 3 + 1] == b && _operands[id * 3 + 2] == c)
            {
                break;
            }

            slot = (slot + 1) & mask;
        }

        return slot;
    }

    private static int Hash(Opcode opcode, IrType type, Value a, Value b, Value c, ulong bits)
    {
        unchecked
        {
            ulong h = bits + ((ulong)opcode << 3) + (ulong)type;
            h = (h ^ (uint)a.Id) * 0x9E3779B97F4A7C15UL;
            h = (h ^ (h >> 29) ^ (uint)b.Id) * 0xBF58476D1CE4E5B9UL;
            h = (h ^ (h >> 32) ^ (uint)c.Id) * 0x94D049BB133111EBUL;
            return (int)(h >> 33);
        }
    }

    private void Grow()
    {
        int capacity = _opcodes.Length * 2;
        Array.Resize(ref _opcodes, capacity);
        Array.Resize(ref _types, capacity);
        Array.Resize(ref _operands, capacity * 3);
        Array.Resize(ref _bits, capacity);
        _table = new int[capacity * 2];
        for (int id = 0; id < Count; id++)
        {
            int slot = FindSlot(
                _opcodes[id], _types[id], _operands[id * 3], _operands[id * 3 + 1], _operands[id * 3 + 2], _bits[id]);
            _table[slot] = id + 1;
        }
    }
}
