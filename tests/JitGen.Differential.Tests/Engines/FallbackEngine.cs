using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using JitGen.Compiler;
using JitGen.Compiler.IR;
using JitGen.Compiler.Managed;
using JitGen.Differential.Tests.Corpus;
using JitGen.Differential.Tests.Oracle;

namespace JitGen.Differential.Tests.Engines;

/// <summary>The managed fallback: the C# that the generator would emit, compiled by Roslyn.</summary>
internal sealed class FallbackEngine : Engine
{
    public override string Name => "managed fallback";

    public override EngineResult[] Run(IReadOnlyList<Case> cases)
    {
        BoundFormula[] bound = [.. cases.Select(c => Front.Bind(c.Formula))];
        int[] accepted = [.. Enumerable.Range(0, cases.Count).Where(i => bound[i].Function is not null)];
        string source = Source([.. accepted.Select(i => cases[i].Formula)], [.. accepted.Select(i => bound[i].Function!)]);
        nint[] addresses = CSharpCompiler.Compile(source, accepted.Length);

        EngineResult[] results = [.. bound.Select(formula => formula.Function is null ? Front.Refused(formula) : new EngineResult(null))];
        for (int n = 0; n < accepted.Length; n++)
        {
            results[accepted[n]] = new EngineResult(Adapters.CallEach(addresses[n], cases[accepted[n]].Rows));
        }

        return results;
    }

    /// <summary>A class with the fallback of each formula as a method; the signature is the user's.</summary>
    private static string Source(Formula[] formulas, Function[] functions)
    {
        var text = new StringBuilder();
        text.Append(FallbackWriter.Usings).Append("\nusing " + FunctionWriter.Namespace + ";\nusing static JitGen.Differential.Tests.Oracle.Functions;\npublic static unsafe class Batch\n{\n");
        for (int i = 0; i < formulas.Length; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"    static {ElementTypes.Keyword(formulas[i].ResultType)} F{i}({CSharpSource.Parameters(formulas[i])})\n    {{\n");
            text.Append(FallbackWriter.Write(functions[i], "        ")).Append("    }\n");
        }

        CSharpSource.AppendAdapters(text, formulas, "F");
        return text.Append("}\n").Append(CSharpSource.MathematicalFunctions(functions)).ToString();
    }
}
