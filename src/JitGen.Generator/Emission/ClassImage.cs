using System;
using System.Collections.Generic;
using System.Linq;
using JitGen.Compiler.Emission;
using JitGen.Compiler.Targets;
using JitGen.Generator.Models;

namespace JitGen.Generator.Emission;

/// <summary>A method in an image, for one target.</summary>
/// <param name="Code">Its code; no bytes for a method that runs in managed code.</param>
/// <param name="Listing">Its disassembly.</param>
internal sealed record ImageEntry(MethodCode Code, IReadOnlyList<ListingLine> Listing);

/// <summary>The machine code of the methods of a class that are called alike: those of single values, or those over spans.</summary>
/// <param name="BindMethod">The method that maps the code.</param>
/// <param name="Field">The field that keeps it mapped.</param>
/// <param name="MethodNames">The methods.</param>
/// <param name="Slots">The fields with the addresses of those that are called.</param>
/// <param name="Tables">For each target the methods' code.</param>
internal sealed record ClassImage(
    string BindMethod,
    string Field,
    IReadOnlyList<string> MethodNames,
    IReadOnlyList<string> Slots,
    IReadOnlyList<(Target Target, IReadOnlyList<ImageEntry> Entries)> Tables)
{
    /// <summary>The method that maps the code of single values.</summary>
    public const string BindScalars = "Bind";

    /// <summary>The method that maps the code over spans.</summary>
    public const string BindKernels = "BindKernels";

    /// <summary>The images of a class: none, one or two.</summary>
    public static List<ClassImage> Create(ClassModel model, ClassNames names)
    {
        var images = new List<ClassImage>();
        Add(images, model, names, BindScalars, "s_image", isKernel: false, method => method.Code.Bodies
            .Select(body => (body.Target, new ImageEntry(body.Code, body.Listing))));
        Add(images, model, names, BindKernels, "s_kernels", isKernel: true, method => method.Code.Kernel!.Bodies
            .Select(body => (body.Target, new ImageEntry(body.Code, body.Listing))));
        return images;
    }

    private static void Add(
        List<ClassImage> images,
        ClassModel model,
        ClassNames names,
        string bindMethod,
        string field,
        bool isKernel,
        Func<CompiledMethod, IEnumerable<(Target Target, ImageEntry Entry)>> bodies)
    {
        List<int> methods = Enumerable.Range(0, model.Methods.Count).Where(i => names.Kernels[i] is not null == isKernel).ToList();

        // A table without any code would keep a lesser one from being chosen.
        var tables = methods
            .SelectMany(i => bodies(model.Methods[i]))
            .GroupBy(body => body.Target, body => body.Entry)
            .Select(group => (group.Key, (IReadOnlyList<ImageEntry>)group.ToList()))
            .Where(table => table.Item2.Any(entry => entry.Code.Bytes.Length > 0))
            .ToList();

        // A reduction of nothing but lengths has no call, and csc warns of a field that nobody fills.
        List<string> slots = methods
            .Where(i => model.Methods[i].Code.Kernel is not { IsNative: false })
            .Select(i => names.Slots[i])
            .ToList();
        if (tables.Count > 0 && slots.Count > 0)
        {
            images.Add(new ClassImage(
                bindMethod,
                field,
                methods.ConvertAll(i => model.Methods[i].Formula.MethodName),
                slots,
                tables));
        }
    }
}
