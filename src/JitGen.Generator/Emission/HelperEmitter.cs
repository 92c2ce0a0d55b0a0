using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using JitGen.Compiler;
using JitGen.Compiler.IR;
using JitGen.Compiler.Managed;
using JitGen.Generator.Models;

namespace JitGen.Generator.Emission;

/// <summary>Writes the helper type of a class: slots, binding, managed fallbacks, tables of machine code.</summary>
internal static class HelperEmitter
{
    private const string NoInlining = "[MethodImpl(MethodImplOptions.NoInlining)]";

    public static void Emit(SourceWriter writer, ClassModel model, ClassNames names)
    {
        List<CompiledMethod> native = model.Methods.Where(method => method.Code.Bodies.Count > 0).ToList();
        writer.Line("namespace " + ClassNames.HelperNamespace);
        writer.Open();
        const string Usings = FallbackWriter.Usings + " using System.Runtime.CompilerServices;";
        foreach (string directive in Usings.Split([';'], StringSplitOptions.RemoveEmptyEntries))
        {
            writer.Line(directive.Trim() + ";");
        }

        writer.Line();
        writer.Line("/// <summary>");
        writer.Line("/// The machine code of " + CommentText.Xml(model.Container.Name) + ",");
        writer.Line("/// and the same formulas in C# for where it cannot run.");
        writer.Line("/// </summary>");
        writer.Line(GeneratorInfo.GeneratedCodeAttribute);
        writer.Line("file static class " + names.Helper);
        writer.Open();
        if (native.Count > 0)
        {
            EmitSlots(writer, model, names);
            EmitBind(writer, model, names);
        }

        EmitFallbacks(writer, model, names);
        if (native.Count > 0)
        {
            IReadOnlyList<CompiledFormula> targets = native[0].Code.Bodies;
            for (int i = 0; i < targets.Count; i++)
            {
                writer.Line();
                TableEmitter.Emit(writer, model, targets[i].Target, i);
            }
        }

        writer.Close();
        writer.Close();
    }

    private static void EmitSlots(SourceWriter writer, ClassModel model, ClassNames names)
    {
        writer.Line("/// <summary>Addresses: 0 before the first call, 1 where the managed code has to run.</summary>");
        writer.Line("internal static nint " + string.Join(", ", names.Slots) + ";");
        writer.Line();
        writer.Line("/// <summary>Keeps the mapped code alive.</summary>");
        writer.Line("private static NativeImage s_image;");
        writer.Line();
    }

    private static void EmitBind(SourceWriter writer, ClassModel model, ClassNames names)
    {
        string methodNames = string.Join("\\n", model.Methods.Select(method => method.Formula.MethodName));
        writer.Line("/// <summary>Maps the code for this process and fills the slots. Any number of threads may do so at once.</summary>");
        writer.Line(NoInlining);
        writer.Line("internal static void Bind()");
        writer.Open();
        writer.Line("var tables = new NativeImageTables(\"" + model.Container.Name + "\", \"" + methodNames + "\");");
        foreach (CompiledFormula body in model.Methods[0].Code.Bodies)
        {
            writer.Line("tables.Add(NativeTarget." + body.Target.RuntimeId + ", " + body.Target.RuntimeId + ");");
        }

        writer.Line("NativeImage image = tables.Load(ref s_image);");
        for (int i = 0; i < names.Slots.Count; i++)
        {
            writer.Line(names.Slots[i] + " = image.Entry(" + i.ToString(CultureInfo.InvariantCulture) + ");");
        }

        writer.Close();
        writer.Line();
    }

    private static void EmitFallbacks(SourceWriter writer, ClassModel model, ClassNames names)
    {
        for (int i = 0; i < model.Methods.Count; i++)
        {
            if (i > 0)
            {
                writer.Line();
            }

            FormulaModel formula = model.Methods[i].Formula;
            writer.Line(NoInlining);
            writer.Line(
                "internal static " + ElementTypes.Keyword(formula.ResultType) + " " + names.Fallbacks[i]
                + "(" + WrapperEmitter.ParameterList(formula.Parameters) + ")");
            writer.Open();
            writer.Verbatim(model.Methods[i].Code.Fallback!);
            writer.Close();
        }
    }
}
