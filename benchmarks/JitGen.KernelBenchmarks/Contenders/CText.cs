using System;
using System.Collections.Generic;
using System.Text;

namespace JitGen.KernelBenchmarks.Contenders;

/// <summary>The loops in C, a function each, all of one signature.</summary>
/// <param name="Header">What the translation unit begins with.</param>
/// <param name="StatementsOf">
/// The statements of a kernel's function over x y z w (inputs), r q (results), a b (scalars), n, and the type T; null if it has none.
/// </param>
internal sealed record CText(string Header, Func<Kernel, string?> StatementsOf)
{
    private static readonly string[] s_inputs = ["x", "y", "z", "w"];
    private static readonly string[] s_outputs = ["r", "q"];

    /// <summary>Plain loops.</summary>
    public static CText Plain { get; } = new("", static kernel => kernel.C);

    /// <summary>Plain loops with the functions of the C library, whose names stand for those of every type.</summary>
    public static CText WithFunctions { get; } = new("#include <tgmath.h>\n\n", static kernel => kernel.C);

    /// <summary>Whether there is a function for a kernel.</summary>
    public bool Has(Kernel kernel) => StatementsOf(kernel) is not null;

    /// <summary>A translation unit with a function for each kernel that has one.</summary>
    public string Write(IReadOnlyList<Kernel> kernels)
    {
        var text = new StringBuilder(Header);
        foreach (Kernel kernel in kernels)
        {
            if (StatementsOf(kernel) is { } statements)
            {
                Append(text, kernel, statements);
            }
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, Kernel kernel, string statements)
    {
        Element type = kernel.Type;
        text.Append($"#define T {type.C}\n#define SQRT {type.CSquareRoot}\n");
        text.Append($"__attribute__((noinline)) void {kernel.Id}(\n");
        text.Append("    const void *restrict x_, const void *restrict y_, const void *restrict z_, const void *restrict w_,\n");
        text.Append("    void *restrict r_, void *restrict q_, double a_, double b_, long n)\n{\n");
        for (int i = 0; i < kernel.Inputs.Count; i++)
        {
            text.Append($"    const {kernel.Inputs[i].C} *restrict {s_inputs[i]} = {s_inputs[i]}_;\n");
        }

        for (int i = 0; i < kernel.Outputs.Count; i++)
        {
            text.Append($"    {kernel.Outputs[i].C} *restrict {s_outputs[i]} = {s_outputs[i]}_;\n");
        }

        text.Append("    T a = a_, b = b_;\n    (void)a; (void)b;\n    ").Append(statements).Append("\n}\n#undef T\n#undef SQRT\n\n");
    }
}
