using System.Collections.Generic;
using JitGen.Compiler.IR;

namespace JitGen.Compiler.Managed;

/// <summary>
/// Writes what a loop over elements does: what depends on no element before the loop, the throws and values of an element in it.
/// </summary>
internal sealed class KernelLoop
{
    private readonly Function _function;
    private readonly NodeStages _stages;
    private readonly ExpressionWriter _writer;
    private readonly bool[] _varies;

    public KernelLoop(Function function)
    {
        _function = function;
        _stages = new NodeStages(function);
        foreach (Trap trap in function.Traps)
        {
            _stages.Add(trap);
        }

        foreach (Result result in function.Results)
        {
            _stages.Add(result.Value);
        }

        foreach (Reduction reduction in function.Reductions)
        {
            _stages.Add(reduction.Value);
        }

        _writer = new ExpressionWriter(function, _stages);
        Start = Reserve("start");
        End = Reserve("end");
        Length = _writer.LengthName = Reserve("length");
        Index = _writer.IndexName = Reserve("i");
        Before = _writer.Statements;
        _varies = new bool[function.Count];
        WriteInvariants();
        _writer.Statements = Each;
    }

    /// <summary>The names of the first element's index, the index after the last one, the number of all, and the loop's variable.</summary>
    public string Start { get; }

    public string End { get; }

    public string Length { get; }

    public string Index { get; }

    /// <summary>Statements for before the loop.</summary>
    public List<string> Before { get; }

    /// <summary>Statements for each element.</summary>
    public List<string> Each { get; } = new();

    /// <summary>Whether an element can throw.</summary>
    public bool Throws { get; private set; }

    /// <summary>A name that nothing else has.</summary>
    public string Reserve(string name) => _writer.Reserve(name);

    /// <summary>The method, as the text can name it.</summary>
    public string Qualify(string method) => _writer.Qualify(method);

    /// <summary>Writes what is done with each element of a map: throws, then reads, then stores.</summary>
    public void WriteMap()
    {
        WriteThrows();
        if (_function.Results.Count > 1)
        {
            WriteReads();
        }

        int stage = _function.Traps.Count;
        foreach (Result result in _function.Results)
        {
            _writer.WriteNodes(stage++);
            Each.Add(CSharpNames.Escape(result.Name!) + "[" + Index + "] = " + _writer.Convert(result.Value, result.Type).Text + ";");
        }
    }

    /// <summary>Reads every element that is not yet read, since a store may change it.</summary>
    private void WriteReads()
    {
        for (int id = 0; id < _function.Count; id++)
        {
            var node = new Value(id);
            if (_function.OpcodeOf(node) == Opcode.Element && _stages.UseCount(node) > 0)
            {
                _writer.MakeLocal(node);
            }
        }
    }

    /// <summary>Writes what is done with each element of a reduction.</summary>
    public void WriteReduction(IReadOnlyList<Accumulator> accumulators)
    {
        WriteThrows();
        Combine(accumulators, isLoaded: false);
    }

    /// <summary>
    /// Writes, to a list of its own, what is done with several elements of the same lanes at once, in their order: lanes are loaded and
    /// stored only once. There must be nothing that an element throws.
    /// </summary>
    /// <param name="accumulators">The variables.</param>
    /// <param name="rows">The number of elements.</param>
    /// <param name="distance">How far they are from each other.</param>
    public List<string> WriteRows(IReadOnlyList<Accumulator> accumulators, int rows, int distance)
    {
        var statements = new List<string>();
        foreach (Accumulator accumulator in accumulators)
        {
            statements.AddRange(accumulator.Load);
        }

        _writer.Statements = statements;
        for (int row = 0; row < rows; row++)
        {
            _writer.Forget(_varies);
            _writer.IndexOffset = row * distance;
            Combine(accumulators, isLoaded: true);
        }

        foreach (Accumulator accumulator in accumulators)
        {
            statements.AddRange(accumulator.Store);
        }

        return statements;
    }

    private void Combine(IReadOnlyList<Accumulator> accumulators, bool isLoaded)
    {
        for (int index = 0; index < accumulators.Count; index++)
        {
            Reduction reduction = _function.Reductions[index];
            _writer.WriteNodes(_function.Traps.Count + index);
            _writer.Statements.Add(accumulators[index].Combination(_writer.Convert(reduction.Value, reduction.Type), isLoaded));
        }
    }

    /// <summary>Locals of what depends on scalars only, where an element needs it.</summary>
    private void WriteInvariants()
    {
        var isNeeded = new bool[_function.Count];
        for (int id = 0; id < _varies.Length; id++)
        {
            var node = new Value(id);
            int arity = OpcodeTable.Arity(_function.OpcodeOf(node));
            _varies[id] = _function.OpcodeOf(node) is Opcode.Element or Opcode.Index;
            for (int index = 0; index < arity; index++)
            {
                _varies[id] |= _varies[_function.Operand(node, index).Id];
            }

            for (int index = 0; index < arity && _varies[id] && _stages.UseCount(node) > 0; index++)
            {
                isNeeded[_function.Operand(node, index).Id] = true;
            }
        }

        foreach (Value root in _function.Roots())
        {
            isNeeded[root.Id] = true;
        }

        for (int id = 0; id < _varies.Length; id++)
        {
            var node = new Value(id);
            if (!_varies[id] && _stages.UseCount(node) > 0)
            {
                _writer.WriteNode(node, isLocal: isNeeded[id]);
            }
        }
    }

    /// <summary>What no element decides, the first element throws, before it could throw anything else: so it is tested once.</summary>
    private void WriteThrows()
    {
        _writer.Statements = Before;
        for (int stage = 0; stage < _function.Traps.Count; stage++)
        {
            Trap trap = _function.Traps[stage];
            if (Varies(trap.Predicate) || Varies(trap.Detail1) || Varies(trap.Detail2))
            {
                Throws = true;
                _writer.Statements = Each;
            }

            _writer.WriteNodes(stage);
            _writer.WriteThrow(trap, _writer.Statements == Before ? Start + " < " + End : null);
        }

        _writer.Statements = Each;
    }

    private bool Varies(Value value) => !value.IsNone && _varies[value.Id];
}
