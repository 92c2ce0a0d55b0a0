using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using JitGen.Compiler.IR;
using JitGen.Compiler.Managed;

namespace JitGen.Generator.Emission;

/// <summary>The names in the file of a class that belong to one formula over spans.</summary>
internal sealed class KernelNames
{
    /// <param name="members">The names of the helper type's members so far.</param>
    /// <param name="method">The user's method, not escaped.</param>
    /// <param name="function">Its formula.</param>
    public KernelNames(NameAllocator members, string method, Function function)
    {
        Block = members.Allocate(method + "Arguments");
        General = members.Allocate(method + "General");
        Managed = members.Allocate(method + "Managed");
        Loop = members.Allocate(method + "Loop");
        Finish = members.Allocate(method + "Finish");

        // A field may not have the name of its type.
        var fields = new NameAllocator([Block, "Head", "Length"], StringComparer.Ordinal);
        Fields = function.Parameters.Select(parameter => CSharpNames.Escape(fields.Allocate(parameter.Name))).ToList();
        ResultFields = function.Reductions
            .Select((reduction, index) => fields.Allocate(reduction.Kind + index.ToString(CultureInfo.InvariantCulture)))
            .ToList();

        // The user's method can be called in a body that it has a parameter in of any name, so that no local may hide it.
        var locals = new NameAllocator(function.Parameters.Select(parameter => parameter.Name).Append(method), StringComparer.Ordinal);
        Entry = locals.Allocate("entry");
        Count = locals.Allocate("count");
        Room = locals.Allocate("room");
        Arguments = locals.Allocate("arguments");
        Done = locals.Allocate("done");
        Pointers = function.Parameters.Select(parameter => locals.Allocate(parameter.Name + "Pointer")).ToList();
    }

    /// <summary>The type of the argument block.</summary>
    public string Block { get; }

    /// <summary>The method for calls that the wrapper does not make itself: long ones, wrong ones, ones without machine code.</summary>
    public string General { get; }

    /// <summary>The method that computes in C# what an argument block asks for.</summary>
    public string Managed { get; }

    /// <summary>The method with the formula in C#.</summary>
    public string Loop { get; }

    /// <summary>The method that makes the returned value of a reduction's results.</summary>
    public string Finish { get; }

    /// <summary>The fields of the argument block, one per parameter.</summary>
    public IReadOnlyList<string> Fields { get; }

    /// <summary>The fields of the argument block, one per reduction.</summary>
    public IReadOnlyList<string> ResultFields { get; }

    /// <summary>A local: the address of the machine code.</summary>
    public string Entry { get; }

    /// <summary>A local: the number of elements.</summary>
    public string Count { get; }

    /// <summary>A local: room for the argument block.</summary>
    public string Room { get; }

    /// <summary>A local: the address of the argument block.</summary>
    public string Arguments { get; }

    /// <summary>A local: the index that the machine code returned.</summary>
    public string Done { get; }

    /// <summary>Locals: the addresses of spans, one per parameter.</summary>
    public IReadOnlyList<string> Pointers { get; }
}
