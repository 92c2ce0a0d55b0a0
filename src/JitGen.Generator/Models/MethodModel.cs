using System;
using JitGen.Compiler;

namespace JitGen.Generator.Models;

/// <summary>A method with a formula that has the right shape: what the generated part of it repeats, and its formula.</summary>
/// <param name="Container">The type that declares it.</param>
/// <param name="Name">The name, escaped with <c>@</c> if it has to be.</param>
/// <param name="Modifiers">The modifiers as the user wrote them, <c>public static partial</c>.</param>
/// <param name="ParameterModifiers">For each parameter the modifiers as the user wrote them, such as <c>this</c>; usually empty.</param>
/// <param name="Present">Attributes that the user wrote, so that the generated part may not repeat them.</param>
/// <param name="Level">How much work the compiler puts into the code.</param>
/// <param name="Formula">The formula.</param>
internal sealed record MethodModel(
    ContainerModel Container,
    string Name,
    string Modifiers,
    EquatableArray<string> ParameterModifiers,
    PresentAttributes Present,
    OptimizationLevel Level,
    FormulaKey Formula);

/// <summary>A type that declares methods with formulas.</summary>
/// <param name="Namespace">The namespace, escaped where it has to be; empty for the global one.</param>
/// <param name="Declarations">The partial declarations from the outermost type to the innermost: <c>partial record struct P</c>.</param>
/// <param name="Name">The unescaped name with its namespace and outer types, separated by dots: for people.</param>
internal sealed record ContainerModel(string Namespace, EquatableArray<string> Declarations, string Name);

/// <summary>Facts about the user's declaration that decide which parts of it may be repeated.</summary>
[Flags]
internal enum PresentAttributes : byte
{
    None = 0,
    SkipLocalsInit = 1,

    /// <summary>Not an attribute: documentation comments, which those of the generated part would replace.</summary>
    Documentation = 2,
}
