using JitGen.Generator.Diagnostics;

namespace JitGen.Generator.Models;

/// <summary>What reading a method with the attribute gave.</summary>
/// <param name="Method">The model of a method that can be generated; null if its shape is wrong.</param>
/// <param name="Errors">What is wrong with the method, its project or its formula.</param>
internal readonly record struct MethodResult(MethodModel? Method, EquatableArray<FindingModel> Errors);

/// <summary>A defect that a formula brought to light.</summary>
/// <param name="Name">The method or the class.</param>
/// <param name="Exception">The exception.</param>
/// <param name="Formula">The formula.</param>
internal sealed record Failure(string Name, string Exception, string Formula);
