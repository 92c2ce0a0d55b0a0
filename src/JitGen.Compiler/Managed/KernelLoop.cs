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
        bool[] varies = WriteInvariants();
        WriteThrows(varies);
    }

    /// <summary>The names of the first element's index, the index after the last one, the number of all, and the loop's variable.</summary>
    public string Start { get; }

    public string End { get; }

    public string Length { get; }

    public string Index { get; }

    public string Header => $"for (long {Index} = {Start}; {Index} < {End}; {Index}++)";

    /// <summary>Statements for before the loop.</summary>
    public List<string> Before { get; }

    /// <summary>Statements for each element, but for the stores.</summary>
    public List<string> Each { get; } = new();

    /// <summary>A name that nothing else has.</summary>
    public string Reserve(string name) => _writer.Reserve(name);

    /// <summary>The method, as the text can name it.</summary>
    public string Qualify(string method) => _writer.Qualify(method);

    /// <summary>Writes the values of a map's results; returns the stores, which come after them all.</summary>
    public List<string> WriteResults()
    {
        int stage = _function.Traps.Count;
        foreach (Result result in _function.Results)
        {
            _writer.WriteNodes(stage++);
            if (_function.Results.Count > 1)
            {
                _writer.MakeLocal(result.Value);
            }
        }

        var stores = new List<string>();
        foreach (Result result in _function.Results)
        {
            stores.Add(CSharpNames.Escape(result.Name!) + "[" + Index + "] = " + _writer.Convert(result.Value, result.Type).Text + ";");
        }

        return stores;
    }

    /// <summary>The value that a reduction combines, for the element; the reductions have to be written in order.</summary>
    public CSharpExpression WriteReduction(int index)
    {
        Reduction reduction = _function.Reductions[index];
        _writer.WriteNodes(_function.Traps.Count + index);
        return _writer.Convert(reduction.Value, reduction.Type);
    }

    /// <summary>Locals of what depends on scalars only, where an element needs it; returns which nodes do not.</summary>
    private bool[] WriteInvariants()
    {
        var varies = new bool[_function.Count];
        var isNeeded = new bool[_function.Count];
        for (int id = 0; id < varies.Length; id++)
        {
            var node = new Value(id);
            int arity = OpcodeTable.Arity(_function.OpcodeOf(node));
            varies[id] = _function.OpcodeOf(node) is Opcode.Element or Opcode.Index;
            for (int index = 0; index < arity; index++)
            {
                varies[id] |= varies[_function.Operand(node, index).Id];
            }

            for (int index = 0; index < arity && varies[id] && _stages.UseCount(node) > 0; index++)
            {
                isNeeded[_function.Operand(node, index).Id] = true;
            }
        }

        MarkRoots(isNeeded);
        for (int id = 0; id < varies.Length; id++)
        {
            var node = new Value(id);
            if (!varies[id] && _stages.UseCount(node) > 0)
            {
                _writer.WriteNode(node, isLocal: isNeeded[id]);
            }
        }

        return varies;
    }

    private void MarkRoots(bool[] isNeeded)
    {
        foreach (Trap trap in _function.Traps)
        {
            Mark(trap.Predicate);
            Mark(trap.Detail1);
            Mark(trap.Detail2);
        }

        foreach (Result result in _function.Results)
        {
            Mark(result.Value);
        }

        foreach (Reduction reduction in _function.Reductions)
        {
            Mark(reduction.Value);
        }

        void Mark(Value value)
        {
            if (!value.IsNone)
            {
                isNeeded[value.Id] = true;
            }
        }
    }

    /// <summary>What no element decides, the first element throws, before it could throw anything else: so it is tested once.</summary>
    private void WriteThrows(bool[] varies)
    {
        for (int stage = 0; stage < _function.Traps.Count; stage++)
        {
            Trap trap = _function.Traps[stage];
            if (_writer.Statements == Before && (Varies(trap.Predicate) || Varies(trap.Detail1) || Varies(trap.Detail2)))
            {
                _writer.Statements = Each;
            }

            _writer.WriteNodes(stage);
            _writer.WriteThrow(trap, _writer.Statements == Before ? Start + " < " + End : null);
        }

        _writer.Statements = Each;

        bool Varies(Value value) => !value.IsNone && varies[value.Id];
    }
}
