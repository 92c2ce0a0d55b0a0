using System.Collections.Generic;
using System.Globalization;
using System.Text;
using JitGen.Compiler.IR;

namespace JitGen.Compiler.Managed;

/// <summary>
/// Writes a function over spans as C# loops, for where native code cannot run and for elements that it leaves out: with the same
/// bits, and throwing what C# throws where C# throws it. All three methods begin with parameters of their own, whose names make
/// way for the user's, so that a caller passes them by position:
/// <code>
/// void map      (long start, long end, int length, ...)                   // the elements from start to before end
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
    private const string Inner = "    ";

    /// <summary>The method that computes a map.</summary>
    public static KernelFallback WriteMap(Function function, string indent)
    {
        var loop = new KernelLoop(function);
        List<string> stores = loop.WriteResults();
        return new KernelFallback(
            "long " + loop.Start + ", long " + loop.End + ", int " + loop.Length + Parameters(function, withSpans: true),
            Body(indent, loop.Before, loop.Header, loop.Each, stores));
    }

    /// <summary>The method that computes the reductions of one block.</summary>
    public static KernelFallback WriteReduction(Function function, string indent)
    {
        var loop = new KernelLoop(function);
        var before = new List<string>();
        var combine = new List<string>();
        var after = new List<string>();
        string results = loop.Reserve("results");
        for (int index = 0; index < function.Reductions.Count; index++)
        {
            var accumulator = new Accumulator(function.Reductions[index], loop);
            before.AddRange(accumulator.Declaration);
            combine.Add(accumulator.Combination(loop.WriteReduction(index)));
            after.AddRange(accumulator.Completion(results + "[" + Number(index) + "]"));
        }

        before.AddRange(loop.Before);
        return new KernelFallback(
            "ulong* " + results + ", long " + loop.Start + ", long " + loop.End + ", int " + loop.Length + Parameters(function, withSpans: true),
            Body(indent, before, loop.Header, loop.Each, combine, after));
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
        return new KernelFallback(
            "ulong* " + results + ", int " + writer.LengthName + Parameters(function, withSpans: false), Body(indent, writer.Statements));
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

    /// <summary>Statements before the loop, its header, what it does in two parts, and statements after it.</summary>
    private static string Body(
        string indent, List<string> before, string? header = null, List<string>? first = null, List<string>? second = null, List<string>? after = null)
    {
        var text = new StringBuilder();
        text.Append(indent).Append("unchecked\n").Append(indent).Append("{\n");
        Append(before, Inner);
        if (header is not null)
        {
            text.Append(indent).Append(Inner).Append(header).Append('\n').Append(indent).Append(Inner).Append("{\n");
            Append(first!, Inner + Inner);
            Append(second!, Inner + Inner);
            text.Append(indent).Append(Inner).Append("}\n");
            Append(after, Inner);
        }

        return text.Append(indent).Append("}\n").ToString();

        void Append(List<string>? lines, string inner)
        {
            foreach (string line in lines ?? [])
            {
                text.Append(indent).Append(inner).Append(line).Append('\n');
            }
        }
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
