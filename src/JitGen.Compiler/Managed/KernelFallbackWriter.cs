using System.Globalization;
using System.Linq;
using System.Text;
using JitGen.Compiler.IR;

namespace JitGen.Compiler.Managed;

/// <summary>
/// Writes a function over spans as C# loops, for where native code cannot run and for elements that it leaves out: with the same
/// bits, and throwing what C# throws where C# throws it. All three methods begin with parameters of their own, whose names make
/// way for the user's, so that a caller passes them by position:
/// <code>
/// void map      (long start, long end, int length, ...)                   // the elements from start to before end; also of a recurrence
/// void reduction(ulong* results, long start, long end, int length, ...)   // of one block: start is a multiple of its length
/// T    finish   (ulong* results, int length, ...)                         // the value that the user's method returns
/// </code>
/// <c>length</c> is the number of elements of the input spans, which start and end are within. <c>results</c> has a slot of 8
/// bytes for each reduction, an int or the bits of a float in its low half, zeros above. What follows are the user's parameters
/// in order, each span as a pointer to its first element, of <c>start</c> 0; in the last method the values alone.
/// </summary>
/// <remarks>
/// Usings and warnings are those of <see cref="FallbackWriter"/>; the bodies need unsafe code. A map throws at an element before it
/// stores any result of it, and after all elements before it are stored.
/// </remarks>
internal static class KernelFallbackWriter
{
    /// <summary>How many elements of a lane one iteration takes, and how large a graph may be of which it has so many copies.</summary>
    private const int Rows = 4;
    private const int MostRowNodes = 40;

    /// <summary>The method that computes a map.</summary>
    public static KernelFallback WriteMap(Function function, string indent)
    {
        var loop = new KernelLoop(function);
        loop.WriteMap();
        var text = new FallbackText(indent);
        text.Add(loop.Before);
        text.AddBlock($"for (long {loop.Index} = {loop.Start}; {loop.Index} < {loop.End}; {loop.Index}++)", loop.Each);
        string own = "long " + loop.Start + ", long " + loop.End + ", int " + loop.Length;
        return new KernelFallback(own + Parameters(function, withSpans: true), text.ToString());
    }

    /// <summary>The method that computes the reductions of one block.</summary>
    public static KernelFallback WriteReduction(Function function, string indent)
    {
        var loop = new KernelLoop(function);
        string results = loop.Reserve("results");
        var accumulators = new Accumulator[function.Reductions.Count];
        for (int index = 0; index < accumulators.Length; index++)
        {
            accumulators[index] = new Accumulator(function.Reductions[index], loop);
        }

        loop.WriteReduction(accumulators);
        var text = new FallbackText(indent);
        text.Add(accumulators.SelectMany(accumulator => accumulator.Declaration));
        text.Add(loop.Before);
        text.Add([$"long {loop.Index} = {loop.Start};"]);
        AddRows(text, function, loop, accumulators);
        text.AddBlock($"for (; {loop.Index} < {loop.End}; {loop.Index}++)", loop.Each);
        text.Add(accumulators.Select((accumulator, index) => accumulator.Completion(results + "[" + Number(index) + "]")));
        string own = "ulong* " + results + ", long " + loop.Start + ", long " + loop.End + ", int " + loop.Length;
        return new KernelFallback(own + Parameters(function, withSpans: true), text.ToString());
    }

    /// <summary>
    /// A loop that takes several elements of each lane at once, where all have as many lanes and no element throws: it is bound by the
    /// arithmetic, not by the stores of lanes.
    /// </summary>
    private static void AddRows(FallbackText text, Function function, KernelLoop loop, Accumulator[] accumulators)
    {
        int lanes = accumulators.Select(accumulator => accumulator.Lanes).DefaultIfEmpty(1).Max();
        bool isUniform = accumulators.All(accumulator => accumulator.Lanes == lanes || accumulator.Lanes == 1);
        if (lanes == 1 || !isUniform || loop.Throws || function.Count > MostRowNodes)
        {
            return;
        }

        string row = loop.Reserve("row");
        text.Add([$"for (; {loop.End} - {loop.Index} >= {Number(Rows * lanes)}; {loop.Index} += {Number((Rows - 1) * lanes)})", "{"]);
        text.AddBlock(
            $"    for (long {row} = {loop.Index} + {Number(lanes)}; {loop.Index} < {row}; {loop.Index}++)",
            loop.WriteRows(accumulators, Rows, lanes));
        text.Add(["}"]);
    }

    /// <summary>The method that makes the returned value of the results of all blocks.</summary>
    /// <param name="function">The kernel's function; what is written is its <see cref="Function.Finish"/>.</param>
    /// <param name="indent">What every line begins with.</param>
    public static KernelFallback WriteFinish(Function function, string indent)
    {
        Function finish = function.Finish!;
        var stages = new NodeStages(finish);
        var writer = new ExpressionWriter(finish, stages);
        string results = writer.Reserve("results");
        writer.LengthName = writer.Reserve("length");
        for (int index = 0; index < function.Reductions.Count; index++)
        {
            ElementType type = function.Reductions[index].Type;
            string local = writer.Reserve("reduced" + Number(index));
            string slot = results + "[" + Number(index) + "]";
            writer.Statements.Add(ElementTypes.Keyword(type) + " " + local + " = " + SlotType.Of(type).Read(writer, slot) + ";");
            writer.AddReduced(local, type);
        }

        FallbackWriter.WriteStatements(finish, stages, writer);
        var text = new FallbackText(indent);
        text.Add(writer.Statements);
        return new KernelFallback(
            "ulong* " + results + ", int " + writer.LengthName + Parameters(function, withSpans: false), text.ToString());
    }

    private static string Parameters(Function function, bool withSpans)
    {
        var text = new StringBuilder();
        foreach (Parameter parameter in function.Parameters)
        {
            bool isSpan = parameter.Kind != ParameterKind.Value;
            if (!isSpan || withSpans)
            {
                text.Append(", ").Append(ElementTypes.Keyword(parameter.Type)).Append(isSpan ? "* " : " ").Append(CSharpNames.Escape(parameter.Name));
            }
        }

        return text.ToString();
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
