using JitGen.Compiler.IR;

namespace JitGen.Generator.Models;

/// <summary>A delegate type that is the signature of formulas compiled at run time.</summary>
/// <param name="FullName">Its name with namespace and outer types, as source.</param>
/// <param name="HintName">The same as a part of a file's name.</param>
/// <param name="ResultType">What it returns.</param>
/// <param name="Parameters">Its parameters.</param>
internal sealed record DelegateModel(string FullName, string HintName, ElementType ResultType, EquatableArray<Parameter> Parameters);
