using System;
using System.Collections.Generic;
using System.Globalization;
using JitGen.Compiler.Managed;
using JitGen.Generator.Models;

namespace JitGen.Generator.Emission;

/// <summary>The names that the file of one class uses, in a namespace where nothing of the user hides them.</summary>
internal sealed class ClassNames
{
    /// <summary>The namespace of all helper types, which are local to their files.</summary>
    public const string HelperNamespace = FunctionWriter.Namespace;

    public ClassNames(ClassModel model)
    {
        string simpleName = model.Container.Name.Substring(model.Container.Name.LastIndexOf('.') + 1);
        Helper = new NameAllocator(["NativeImage"], StringComparer.Ordinal).Allocate(simpleName + "Image");
        QualifiedHelper = "global::" + HelperNamespace + "." + Helper;

        // Suffixes keep the names apart from those of the types that the helper uses, such as Math.
        var members = new NameAllocator([Helper, ClassImage.BindScalars, ClassImage.BindKernels], StringComparer.Ordinal);
        var slots = new List<string>();
        var indices = new List<int>();
        var fallbacks = new List<string>();
        var kernels = new List<KernelNames?>();
        int kernelCount = 0;
        for (int i = 0; i < model.Methods.Count; i++)
        {
            CompiledMethod method = model.Methods[i];
            string name = method.Formula.MethodName;
            slots.Add(members.Allocate(name + "Entry"));
            if (method.Code.Kernel is { } kernel)
            {
                indices.Add(kernelCount++);
                fallbacks.Add("");
                kernels.Add(new KernelNames(members, name, kernel.Function));
            }
            else
            {
                indices.Add(i - kernelCount);
                fallbacks.Add(members.Allocate(name + "Fallback"));
                kernels.Add(null);
            }
        }

        Slots = slots;
        Indices = indices;
        Fallbacks = fallbacks;
        Kernels = kernels;
    }

    /// <summary>The helper type.</summary>
    public string Helper { get; }

    /// <summary>The helper type with its namespace.</summary>
    public string QualifiedHelper { get; }

    /// <summary>Per method the field with the address of its native code.</summary>
    public IReadOnlyList<string> Slots { get; }

    /// <summary>Per method its number among those of its image.</summary>
    public IReadOnlyList<int> Indices { get; }

    /// <summary>Per method of single values the managed code.</summary>
    public IReadOnlyList<string> Fallbacks { get; }

    /// <summary>Per method over spans its other names; null for one of single values.</summary>
    public IReadOnlyList<KernelNames?> Kernels { get; }

    /// <summary>The call that fills the slot of a method, and whose value is what the slot holds then.</summary>
    /// <param name="method">The number of the method.</param>
    /// <param name="prefix">What stands before members of the helper type.</param>
    public string Binding(int method, string prefix) =>
        prefix + (Kernels[method] is null ? ClassImage.BindScalars : ClassImage.BindKernels)
        + "(ref " + prefix + Slots[method] + ", " + Indices[method].ToString(CultureInfo.InvariantCulture) + ")";
}
