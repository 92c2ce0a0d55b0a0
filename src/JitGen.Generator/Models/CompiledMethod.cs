using System;
using JitGen.Generator.Compilations;

namespace JitGen.Generator.Models;

/// <summary>
/// A method and its code. The code is a function of the model and the targets, so those alone decide equality.
/// </summary>
internal sealed class CompiledMethod : IEquatable<CompiledMethod>
{
    public CompiledMethod(MethodModel method, EquatableArray<string> targets, FormulaCode code)
    {
        Method = method;
        Targets = targets;
        Code = code;
    }

    public MethodModel Method { get; }

    public FormulaModel Formula => Method.Formula.Formula;

    /// <summary>The names of the targets that the project needs.</summary>
    public EquatableArray<string> Targets { get; }

    public FormulaCode Code { get; }

    public bool Equals(CompiledMethod? other) =>
        ReferenceEquals(this, other) || (other is not null && Method.Equals(other.Method) && Targets.Equals(other.Targets));

    public override bool Equals(object? obj) => Equals(obj as CompiledMethod);

    public override int GetHashCode() => Method.GetHashCode();
}

/// <summary>The methods of one type, of which one file is generated.</summary>
/// <param name="HintName">The name of the file, unique in the project.</param>
/// <param name="Container">The type.</param>
/// <param name="Methods">Its methods in the order of their declaration.</param>
internal sealed record ClassModel(string HintName, ContainerModel Container, EquatableArray<CompiledMethod> Methods);
