using System.Collections.Generic;
using System.Text;

namespace JitGen.KernelBenchmarks.Contenders;

/// <summary>The loops in C, a function each, all of one signature.</summary>
internal static class CText
{
    private static readonly string[] s_inputs = ["x", "y", "z", "w"];
    private static readonly string[] s_outputs = ["r", "q"];

    /// <summary>A translation unit with a function per kernel.</summary>
    public static string Write(IReadOnlyList<Kernel> kernels)
    {
        var text = new StringBuilder();
        foreach (Kernel kernel in kernels)
        {
            Append(text, kernel);
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, Kernel kernel)
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

        text.Append("    T a = a_, b = b_;\n    (void)a; (void)b;\n    ").Append(kernel.C).Append("\n}\n#undef T\n#undef SQRT\n\n");
    }
}
