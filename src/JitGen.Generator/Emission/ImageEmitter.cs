using System.Collections.Generic;
using JitGen.Compiler.Targets;

namespace JitGen.Generator.Emission;

/// <summary>Writes what belongs to one image of a class: the slots, the method that fills one, the tables.</summary>
internal static class ImageEmitter
{
    /// <summary>Writes slots and binding.</summary>
    /// <param name="writer">Where to write.</param>
    /// <param name="className">The full name of the class.</param>
    /// <param name="image">The image.</param>
    public static void EmitBinding(SourceWriter writer, string className, ClassImage image)
    {
        writer.Line("/// <summary>Addresses: 0 before the first call, 1 where the managed code has to run.</summary>");
        writer.Line("internal static nint " + string.Join(", ", image.Slots) + ";");
        writer.Line();
        writer.Line("/// <summary>Keeps the mapped code alive.</summary>");
        writer.Line("private static NativeImage " + image.Field + ";");
        writer.Line();
        writer.Line("/// <summary>");
        writer.Line("/// Fills the slot of one method; the first maps the code for this process. Any number of threads may do so at once.");
        writer.Line("/// </summary>");
        writer.Line("[MethodImpl(MethodImplOptions.NoInlining)]");
        writer.Line("internal static nint " + image.BindMethod + "(ref nint slot, int index)");
        writer.Open();
        writer.Line("if (slot == 0)");
        writer.Open();
        writer.Line("var tables = new NativeImageTables(\"" + className + "\", \"" + string.Join("\\n", image.MethodNames) + "\");");
        foreach ((Target target, _) in image.Tables)
        {
            string name = "NativeTarget." + target.RuntimeId;
            writer.Line("if (tables.Wants(" + name + ")) tables.Add(" + name + ", " + target.RuntimeId + ");");
        }

        writer.Line("slot = tables.Load(ref " + image.Field + ").Entry(index);");
        writer.Close();
        writer.Line();
        writer.Line("return slot;");
        writer.Close();
        writer.Line();
    }

    /// <summary>Writes a table for each target.</summary>
    public static void EmitTables(SourceWriter writer, ClassImage image)
    {
        foreach ((Target target, IReadOnlyList<ImageEntry> entries) in image.Tables)
        {
            writer.Line();
            TableEmitter.Emit(writer, target, image.MethodNames, entries);
        }
    }
}
