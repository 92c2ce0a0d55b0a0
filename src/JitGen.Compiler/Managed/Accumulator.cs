using System.Collections.Generic;
using System.Globalization;
using JitGen.Compiler.IR;

namespace JitGen.Compiler.Managed;

/// <summary>
/// The C# variables of one reduction. Where the order decides the bits, one per lane, combined by halving at the end; else a
/// single one.
/// </summary>
internal sealed class Accumulator
{
    private readonly Reduction _reduction;
    private readonly KernelLoop _loop;
    private readonly string _keyword;
    private readonly string _name;
    private readonly bool _hasLanes;
    private readonly int _lanes;

    public Accumulator(Reduction reduction, KernelLoop loop)
    {
        _reduction = reduction;
        _loop = loop;
        _keyword = ElementTypes.Keyword(reduction.Type);
        _hasLanes = ElementTypes.IsFloating(reduction.Type) && reduction.Kind is ReductionKind.Sum or ReductionKind.Product;
        _lanes = ReductionOrder.Lanes(reduction.Type);
        _name = loop.Reserve(_hasLanes ? "lanes" : "total");
    }

    /// <summary>Declares the variables, each the operation's neutral element.</summary>
    public IEnumerable<string> Declaration
    {
        get
        {
            string neutral = CSharpExpression.Literal(_reduction.Type, NeutralElement.Of(_reduction)).Text;
            if (!_hasLanes)
            {
                yield return _keyword + " " + _name + " = " + neutral + ";";
                yield break;
            }

            yield return _keyword + "* " + _name + " = stackalloc " + _keyword + "[" + Number(_lanes) + "];";
            yield return $"for (int {_loop.Index} = 0; {_loop.Index} < {Number(_lanes)}; {_loop.Index}++) {_name}[{_loop.Index}] = {neutral};";
        }
    }

    /// <summary>Combines the lane of the iteration with the value.</summary>
    public string Combination(CSharpExpression value) =>
        Combine(_hasLanes ? _name + "[" + _loop.Index + " & " + Number(_lanes - 1) + "]" : _name, value.Text);

    /// <summary>Combines the lanes and puts the result into the slot.</summary>
    public IEnumerable<string> Completion(string slot)
    {
        string index = _loop.Index;
        if (_hasLanes)
        {
            string half = _loop.Reserve("half");
            yield return $"for (int {half} = {Number(_lanes / 2)}; {half} > 0; {half} /= 2)";
            yield return "{";
            yield return $"    for (int {index} = 0; {index} < {half}; {index}++) " + Combine($"{_name}[{index}]", $"{_name}[{index} + {half}]");
            yield return "}";
        }

        yield return slot + " = " + SlotType.Of(_reduction.Type).Write(_loop, _hasLanes ? _name + "[0]" : _name) + ";";
    }

    private string Combine(string target, string value) => _reduction.Kind switch
    {
        ReductionKind.Sum => target + " += " + value + ";",
        ReductionKind.Product => target + " *= " + value + ";",
        _ => target + " = " + _loop.Qualify(Extreme) + "(" + target + ", " + value + ");",
    };

    private string Extreme => (ElementTypes.IsFloating(_reduction.Type) ? "ManagedMath." : "Math.") + _reduction.Kind;

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
