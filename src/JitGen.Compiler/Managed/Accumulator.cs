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
    private readonly string _lane;

    public Accumulator(Reduction reduction, KernelLoop loop)
    {
        _reduction = reduction;
        _loop = loop;
        _keyword = ElementTypes.Keyword(reduction.Type);
        bool isOrdered = ElementTypes.IsFloating(reduction.Type) && reduction.Kind is ReductionKind.Sum or ReductionKind.Product;
        Lanes = isOrdered ? ReductionOrder.Lanes(reduction.Type) : 1;
        _name = loop.Reserve(isOrdered ? "lanes" : "total");
        _lane = isOrdered ? loop.Reserve("sum") : _name;
    }

    /// <summary>The number of lanes; 1 where the order does not matter.</summary>
    public int Lanes { get; }

    /// <summary>Declares the variables, each the operation's neutral element.</summary>
    public IEnumerable<string> Declaration
    {
        get
        {
            string neutral = CSharpExpression.Literal(_reduction.Type, NeutralElement.Of(_reduction)).Text;
            if (Lanes == 1)
            {
                yield return _keyword + " " + _name + " = " + neutral + ";";
                yield break;
            }

            yield return _keyword + "* " + _name + " = stackalloc " + _keyword + "[" + Number(Lanes) + "];";
            yield return _loop.Qualify("ManagedMath.FillLanes") + "(" + _name + ", " + neutral + ");";
        }
    }

    /// <summary>Takes the iteration's lane into a local, for several elements of it.</summary>
    public IEnumerable<string> Load => Lanes == 1 ? [] : [_keyword + " " + _lane + " = " + LaneOfIteration + ";"];

    /// <summary>Puts the local back.</summary>
    public IEnumerable<string> Store => Lanes == 1 ? [] : [LaneOfIteration + " = " + _lane + ";"];

    private string LaneOfIteration => Lanes == 1 ? _name : _name + "[" + _loop.Index + " & " + Number(Lanes - 1) + "]";

    private string Extreme => (ElementTypes.IsFloating(_reduction.Type) ? "ManagedMath." : "Math.") + _reduction.Kind;

    /// <summary>Combines the lane of the iteration, or the local that holds it, with the value.</summary>
    public string Combination(CSharpExpression value, bool isLoaded) => Combine(isLoaded ? _lane : LaneOfIteration, value.Text);

    /// <summary>Combines the lanes and puts the result into the slot.</summary>
    public string Completion(string slot)
    {
        string total = Lanes == 1
            ? _name
            : _loop.Qualify(_reduction.Kind == ReductionKind.Sum ? "ManagedMath.AddLanes" : "ManagedMath.MultiplyLanes") + "(" + _name + ")";
        return slot + " = " + SlotType.Of(_reduction.Type).Write(_loop, total) + ";";
    }

    private string Combine(string target, string value) => _reduction.Kind switch
    {
        ReductionKind.Sum => target + " += " + value + ";",
        ReductionKind.Product => target + " *= " + value + ";",
        _ => target + " = " + _loop.Qualify(Extreme) + "(" + target + ", " + value + ");",
    };

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
