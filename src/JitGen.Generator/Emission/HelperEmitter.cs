using System;
using System.Collections.Generic;
using System.Linq;
using JitGen.Compiler.IR;
using JitGen.Compiler.Managed;
using JitGen.Generator.Models;

namespace JitGen.Generator.Emission;

/// <summary>Writes the helper type of a class: slots, binding, managed code, tables of machine code.</summary>
internal static class HelperEmitter
{
    private const string NoInlining = "[MethodImpl(MethodImplOptions.NoInlining)]";

    public static void Emit(SourceWriter writer, ClassModel model, ClassNames names)
    {
        List<ClassImage> images = ClassImage.Create(model, names);
        bool hasKernels = names.Kernels.Any(kernel => kernel is not null);
        writer.Line("namespace " + ClassNames.HelperNamespace);
        writer.Open();
        string usings = FallbackWriter.Usings + " using System.Runtime.CompilerServices;"
            + (hasKernels ? " using System.Runtime.InteropServices;" : "");
        foreach (string directive in usings.Split([';'], StringSplitOptions.RemoveEmptyEntries))
        {
            writer.Line(directive.Trim() + ";");
        }

        writer.Line();
        writer.Line("/// <summary>");
        writer.Line("/// The machine code of " + CommentText.Xml(model.Container.Name) + ",");
        writer.Line("/// and the same formulas in C# for where it cannot run.");
        writer.Line("/// </summary>");
        writer.Line(GeneratorInfo.GeneratedCodeAttribute);
        writer.Line("file static " + (hasKernels ? "unsafe " : "") + "class " + names.Helper);
        writer.Open();
        images.ForEach(image => ImageEmitter.EmitBinding(writer, model.Container.Name, image));
        EmitManaged(writer, model, names);
        foreach (ClassImage image in images)
        {
            ImageEmitter.EmitTables(writer, image);
        }

        writer.Close();
        EmitFunctions(writer, model);
        writer.Close();
    }

    /// <summary>The mathematical functions that the fallbacks call.</summary>
    private static void EmitFunctions(SourceWriter writer, ClassModel model)
    {
        string methods = FunctionWriter.Write(model.Methods.SelectMany(method => method.Code.Functions), "        ");
        if (methods.Length > 0)
        {
            writer.Line();
            writer.Line("/// <summary>The mathematical functions of the formulas: the same operations as in their machine code.</summary>");
            writer.Line(GeneratorInfo.GeneratedCodeAttribute);
            writer.Line("file static class " + FunctionWriter.TypeName);
            writer.Open();
            writer.Verbatim(methods);
            writer.Close();
        }
    }

    private static void EmitManaged(SourceWriter writer, ClassModel model, ClassNames names)
    {
        for (int i = 0; i < model.Methods.Count; i++)
        {
            if (i > 0)
            {
                writer.Line();
            }

            if (names.Kernels[i] is { } kernel)
            {
                KernelHelperEmitter.Emit(writer, model.Methods[i], kernel, names.Slots[i], names.Binding(i, prefix: ""));
                continue;
            }

            FormulaModel formula = model.Methods[i].Formula;
            writer.Line(NoInlining);
            writer.Line(
                "internal static " + ElementTypes.Keyword(formula.ResultType) + " " + names.Fallbacks[i]
                + "(" + MethodHead.ParameterList(formula.Parameters) + ")");
            writer.Open();
            writer.Verbatim(model.Methods[i].Code.Fallback!);
            writer.Close();
        }
    }
}
