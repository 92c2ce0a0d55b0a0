using System;
using System.Collections.Generic;
using System.Linq;
using JitGen.Compiler.IR;

namespace JitGen.Generator.Emission;

/// <summary>What stands before the names of library types in generated code.</summary>
/// <param name="System">Before types of System.</param>
/// <param name="Interop">Before types of System.Runtime.InteropServices.</param>
/// <param name="Runtime">Before types of JitGen.CompilerServices.</param>
internal sealed record TypePrefixes(string System, string Interop, string Runtime)
{
    /// <summary>The types that methods of the helper type name.</summary>
    private static readonly string[] s_types =
        ["FloatingState", "KernelArguments", "KernelCall", "Math", "MemoryMarshal", "ReductionOperator", "SpanOverlap", "Throw"];

    /// <summary>For code among the user's, whose types can have the same names.</summary>
    public static TypePrefixes Full { get; } =
        new("global::System.", "global::System.Runtime.InteropServices.", "global::JitGen.CompilerServices.");

    /// <summary>For methods of the helper type, which has directives for the namespaces; a parameter can still hide a type.</summary>
    public static TypePrefixes For(IReadOnlyList<Parameter> parameters) =>
        parameters.Any(parameter => Array.IndexOf(s_types, parameter.Name) >= 0) ? Full : new TypePrefixes("", "", "");
}
