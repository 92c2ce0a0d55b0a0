using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using JitGen.Compiler.Emission;
using JitGen.Compiler.IR;
using JitGen.Compiler.Managed;
using JitGen.Compiler.Targets;
using JitGen.Generator.Models;

namespace JitGen.Generator.Emission;

/// <summary>Writes what stands above the body of a user's method: remarks, attributes, the declaration.</summary>
internal static class MethodHead
{
    /// <summary>
    /// The formula and what became of it. Documentation of the user's own would be replaced by ours, which then is a mere comment.
    /// </summary>
    /// <param name="writer">Where to write.</param>
    /// <param name="method">The method.</param>
    /// <param name="facts">Sentences about the code.</param>
    public static void EmitRemarks(SourceWriter writer, MethodModel method, params string[] facts)
    {
        bool isDocumentation = (method.Present & PresentAttributes.Documentation) == 0;
        string slashes = isDocumentation ? "/// " : "// ";
        List<string> lines = CommentText.Lines(method.Formula.Formula.Text);
        if (!isDocumentation)
        {
            writer.Line(slashes + "Formula:");
            lines.ForEach(line => writer.Line(slashes + "    " + line));
        }
        else
        {
            writer.Line(slashes + "<remarks>");
            writer.Line(slashes + "<code>");
            lines.ForEach(line => writer.Line(slashes + CommentText.Xml(line)));
            writer.Line(slashes + "</code>");
        }

        foreach (string fact in facts)
        {
            writer.Line(slashes + fact);
        }

        if (isDocumentation)
        {
            writer.Line(slashes + "</remarks>");
        }
    }

    /// <summary>The sentence about the sizes of the code.</summary>
    /// <param name="sizes">What is said of each target.</param>
    public static string Sizes(IEnumerable<string> sizes) => "Code: " + string.Join(", ", sizes.DefaultIfEmpty("managed")) + ".";

    /// <summary>A target and the size of the code for it.</summary>
    public static string Size(Target target, MethodCode code) =>
        target.Name + (code.Bytes.Length == 0 ? " managed" : " " + code.Bytes.Length.ToString(CultureInfo.InvariantCulture) + " bytes");

    /// <summary>Attributes that the user has not written, and the declaration.</summary>
    /// <param name="writer">Where to write.</param>
    /// <param name="method">The method.</param>
    /// <param name="skipsLocalsInit">Whether locals need not be cleared.</param>
    public static void EmitDeclaration(SourceWriter writer, MethodModel method, bool skipsLocalsInit)
    {
        if (skipsLocalsInit && (method.Present & PresentAttributes.SkipLocalsInit) == 0)
        {
            writer.Line("[global::System.Runtime.CompilerServices.SkipLocalsInit]");
        }

        FormulaModel formula = method.Formula.Formula;
        writer.Line(
            method.Modifiers + " " + ElementTypes.Keyword(formula.ResultType) + " " + method.Name
            + "(" + ParameterList(formula.Parameters, "global::System.", method.ParameterModifiers) + ")");
    }

    /// <summary>The parameters of a method as C# declares them.</summary>
    /// <param name="parameters">The parameters.</param>
    /// <param name="system">What stands before types of the namespace System.</param>
    /// <param name="modifiers">The modifiers of each, if they are to be repeated.</param>
    public static string ParameterList(
        IReadOnlyList<Parameter> parameters, string system = "", IReadOnlyList<string>? modifiers = null) =>
        string.Join(", ", parameters.Select((parameter, index) =>
            (modifiers is null || modifiers[index].Length == 0 ? "" : modifiers[index] + " ")
            + TypeName(parameter, system) + " " + CSharpNames.Escape(parameter.Name)));

    /// <summary>The parameters of a method as arguments of another one.</summary>
    public static string ArgumentList(IReadOnlyList<Parameter> parameters) =>
        string.Join(", ", parameters.Select(parameter => CSharpNames.Escape(parameter.Name)));

    private static string TypeName(Parameter parameter, string system)
    {
        string element = ElementTypes.Keyword(parameter.Type);
        return parameter.Kind switch
        {
            ParameterKind.ReadOnlySpan => system + "ReadOnlySpan<" + element + ">",
            ParameterKind.Span => system + "Span<" + element + ">",
            _ => element,
        };
    }
}
