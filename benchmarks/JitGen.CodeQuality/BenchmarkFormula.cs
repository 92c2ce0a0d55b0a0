using System.Collections.Generic;
using System.Text;
using JitGen.Compiler;
using JitGen.Compiler.IR;

namespace JitGen.CodeQuality;

/// <summary>A formula of the report, and what it means in C.</summary>
/// <param name="Source">The formula and its signature.</param>
/// <param name="Statements">The body of the C function.</param>
internal sealed record BenchmarkFormula(FormulaSource Source, string Statements)
{
    public string Name => Source.MethodName;

    /// <summary>The name of the C function; the prefix keeps clear of C's library.</summary>
    public string Symbol => "f_" + Name;

    /// <summary>Whether the C function can leave early, as native code with a bail-out flag does.</summary>
    public bool CanBail => Statements.Contains("BAIL_IF", System.StringComparison.Ordinal);

    /// <summary>The C function, with the parameters that native code receives: small integers and bool as int.</summary>
    public string ToC()
    {
        var text = new StringBuilder();
        text.Append(CTypeOf(Source.ResultType)).Append(' ').Append(Symbol).Append('(');
        var parameters = new List<string>();
        foreach (Parameter parameter in Source.Parameters)
        {
            parameters.Add($"{CTypeOf(parameter.Type)} {parameter.Name}");
        }

        if (CanBail)
        {
            parameters.Add("int *bail_out");
        }

        text.AppendJoin(", ", parameters).Append(")\n{\n    ").Append(Statements).Append("\n}\n");
        return text.ToString();
    }

    /// <summary>
    /// A C function that calls the formula's with arguments and a result as 64-bit patterns, so that one signature serves all:
    /// <c>uint64_t call_f(const uint64_t *arguments, int *bail_out)</c>.
    /// </summary>
    public string ToCWrapper()
    {
        string result = CTypeOf(Source.ResultType);
        var text = new StringBuilder($"ulong call_{Symbol}(const ulong *arguments, int *bail_out)\n{{\n");
        var arguments = new List<string>();
        for (int i = 0; i < Source.Parameters.Count; i++)
        {
            string type = CTypeOf(Source.Parameters[i].Type);
            text.Append($"    {type} a{i}; __builtin_memcpy(&a{i}, arguments + {i}, sizeof a{i});\n");
            arguments.Add($"a{i}");
        }

        if (CanBail)
        {
            arguments.Add("bail_out");
        }

        text.Append($"    {result} result = {Symbol}(").AppendJoin(", ", arguments).Append(");\n");
        text.Append("    ulong bits = 0; __builtin_memcpy(&bits, &result, sizeof result);\n    return bits;\n}\n");
        return text.ToString();
    }

    private static string CTypeOf(ElementType type) =>
        ElementTypes.Bits(type) < 32 ? "int" : ElementTypes.Keyword(type);
}
