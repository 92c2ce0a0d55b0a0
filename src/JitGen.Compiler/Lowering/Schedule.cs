using System;
using System.Collections.Generic;
using JitGen.Compiler.IR;

namespace JitGen.Compiler.Lowering;

/// <summary>
/// The order in which the nodes of a function are computed and its side exits taken: depth first from the side exits, then
/// from the result; of two operands the one that needs more registers first (Sethi and Ullman).
/// </summary>
internal sealed class Schedule
{
    private const byte Unvisited = 0;
    private const byte Visiting = 1;
    private const byte Done = 2;

    private readonly List<int> _items = new();
    private readonly int[] _useCounts;
    private readonly byte[] _nodeStates;
    private readonly byte[] _exitStates;
    private readonly int[] _registerNeeds;
    private readonly Stack<int> _pending = new();
    private readonly Dictionary<int, List<int>> _exitsBefore = new();
    private readonly int[] _arithmeticOfExit;
    private readonly bool[] _isFused;

    private Schedule(LoweredFunction lowered)
    {
        Lowered = lowered;
        int count = lowered.Function.Count;
        _useCounts = new int[count];
        _nodeStates = new byte[count];
        _exitStates = new byte[lowered.SideExits.Count];
        _registerNeeds = RegisterNeeds(lowered.Function);
        _arithmeticOfExit = new int[lowered.SideExits.Count];
        _isFused = new bool[count];
    }

    public LoweredFunction Lowered { get; }

    public Function Function => Lowered.Function;

    /// <summary>Node ids, and for the side exit at index i of the lowered function, ~i.</summary>
    public IReadOnlyList<int> Items => _items;

    /// <summary>How many scheduled nodes, side exits and results use the value, each operand counted.</summary>
    public int UseCount(Value value) => _useCounts[value.Id];

    /// <summary>
    /// The addition, subtraction or multiplication that stands directly behind the side exit for its overflow, so that one
    /// instruction can yield both the value and the condition; none for other exits.
    /// </summary>
    public Value FusedArithmetic(int exit) => new(_arithmeticOfExit[exit]);

    /// <summary>Whether the node stands directly behind the exit of which it is the <see cref="FusedArithmetic"/>.</summary>
    public bool IsFused(Value value) => _isFused[value.Id];

    public static Schedule Create(LoweredFunction lowered)
    {
        var roots = new List<Value>();
        foreach (Result result in lowered.Function.Results)
        {
            roots.Add(result.Value);
        }

        return Create(lowered, roots);
    }

    /// <summary>The schedule of a function whose results are <paramref name="roots"/>.</summary>
    public static Schedule Create(LoweredFunction lowered, List<Value> roots)
    {
        var schedule = new Schedule(lowered);
        schedule.FindExitsBefore();
        for (int i = 0; i < lowered.SideExits.Count; i++)
        {
            schedule.Visit(~i);
        }

        foreach (Value root in roots)
        {
            schedule.Visit(root.Id);
            schedule._useCounts[root.Id]++;
        }

        return schedule;
    }

    /// <summary>
    /// Side exits that come before a node: those that a division relies on, and the overflow of an addition, subtraction or
    /// multiplication, for which one instruction can then yield both.
    /// </summary>
    private void FindExitsBefore()
    {
        var exitOf = new Dictionary<int, int>();
        for (int i = 0; i < Lowered.SideExits.Count; i++)
        {
            Value predicate = Lowered.SideExits[i];
            exitOf[predicate.Id] = i;
            _arithmeticOfExit[i] = -1;
            Opcode opcode = Function.OpcodeOf(predicate);
            if (OverflowPairs.ArithmeticOf(opcode) is Opcode arithmetic)
            {
                Value a = Function.Operand(predicate, 0);
                Value value = Function.Find(arithmetic, Function.TypeOf(a), a, Function.Operand(predicate, 1));
                if (!value.IsNone)
                {
                    AddExitBefore(value.Id, i);
                    _arithmeticOfExit[i] = value.Id;
                }
            }
        }

        foreach (Reliance reliance in Lowered.Reliances)
        {
            AddExitBefore(reliance.Division.Id, exitOf[reliance.Predicate.Id]);
        }
    }

    private void AddExitBefore(int node, int exit)
    {
        if (!_exitsBefore.TryGetValue(node, out List<int>? exits))
        {
            _exitsBefore[node] = exits = new List<int>();
        }

        exits.Add(exit);
    }

    private void Visit(int root)
    {
        _pending.Push(root);
        while (_pending.Count > 0)
        {
            int item = _pending.Peek();
            ref byte state = ref item >= 0 ? ref _nodeStates[item] : ref _exitStates[~item];
            if (state != Unvisited)
            {
                _pending.Pop();
                if (state == Visiting)
                {
                    state = Done;
                    _items.Add(item);
                    if (item < 0)
                    {
                        Fuse(~item);
                    }
                }

                continue;
            }

            state = Visiting;
            if (item < 0)
            {
                Value predicate = Lowered.SideExits[~item];
                _useCounts[predicate.Id]++;
                _pending.Push(predicate.Id);
            }
            else
            {
                PushOperands(item);
            }
        }
    }

    /// <summary>Puts the arithmetic of an overflow exit, whose operands are the exit's, directly behind it.</summary>
    private void Fuse(int exit)
    {
        int id = _arithmeticOfExit[exit];
        if (id < 0 || _nodeStates[id] == Done)
        {
            _arithmeticOfExit[exit] = -1;
            return;
        }

        if (_nodeStates[id] == Unvisited)
        {
            _useCounts[Function.Operand(new Value(id), 0).Id]++;
            _useCounts[Function.Operand(new Value(id), 1).Id]++;
        }

        _nodeStates[id] = Done;
        _isFused[id] = true;
        _items.Add(id);
    }

    /// <summary>Pushes what comes before a node, last first: the stack reverses it.</summary>
    private void PushOperands(int id)
    {
        var value = new Value(id);
        if (_exitsBefore.TryGetValue(id, out List<int>? exits))
        {
            foreach (int exit in exits)
            {
                _pending.Push(~exit);
            }
        }

        Value a = Function.Operand(value, 0);
        Value b = Function.Operand(value, 1);
        Value c = Function.Operand(value, 2);
        if (!b.IsNone && _registerNeeds[b.Id] > _registerNeeds[a.Id])
        {
            (a, b) = (b, a);
        }

        PushOperand(c);
        PushOperand(b);
        PushOperand(a);
    }

    private void PushOperand(Value operand)
    {
        if (!operand.IsNone)
        {
            _useCounts[operand.Id]++;
            _pending.Push(operand.Id);
        }
    }

    /// <summary>Registers that the expression below a node needs as a tree; an estimate, since nodes are shared.</summary>
    private static int[] RegisterNeeds(Function function)
    {
        var needs = new int[function.Count];
        for (int id = 0; id < needs.Length; id++)
        {
            int most = 0;
            int second = 0;
            for (int i = 0; i < 3; i++)
            {
                Value operand = function.Operand(new Value(id), i);
                int need = operand.IsNone ? 0 : needs[operand.Id];
                if (need > most)
                {
                    second = most;
                    most = need;
                }
                else
                {
                    second = Math.Max(second, need);
                }
            }

            needs[id] = function.OpcodeOf(new Value(id)) == Opcode.Constant ? 0 : Math.Max(1, most == second ? most + 1 : most);
        }

        return needs;
    }
}
