using System.Text;
using JitGen.Compiler.IR;

namespace JitGen.Compiler.Semantics;

/// <summary>One signature of an operator or a function, what overload resolution chooses from.</summary>
internal class Overload
{
    public Overload(ElementType[] parameters, ElementType result)
    {
        Parameters = parameters;
        Result = result;
    }

    public ElementType[] Parameters { get; }

    /// <summary>The type of the value; for an overload that only takes part in resolution, such a type (<see cref="OverloadTypes"/>).</summary>
    public ElementType Result { get; }

    /// <summary>Whether C# would refuse to have both in one class.</summary>
    public bool HasParametersOf(Overload other)
    {
        bool same = Parameters.Length == other.Parameters.Length;
        for (int index = 0; same && index < Parameters.Length; index++)
        {
            same = Parameters[index] == other.Parameters[index];
        }

        return same;
    }

    /// <summary>The parameter types as messages show them: <c>int, uint</c>.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (ElementType type in Parameters)
        {
            text.Append(text.Length == 0 ? "" : ", ").Append(OverloadTypes.Keyword(type));
        }

        return text.ToString();
    }
}
