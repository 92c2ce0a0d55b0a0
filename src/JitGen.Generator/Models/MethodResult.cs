namespace JitGen.Generator.Models;

/// <summary>What reading a method with the attribute gave.</summary>
/// <param name="Method">The model of a method whose shape is right; its formula may be wrong.</param>
/// <param name="OwnBody">The display name of a method that has a body of its own, which would silently run instead of the formula.</param>
/// <param name="Errors">What stops the build.</param>
/// <param name="Failure">What was thrown, which is a defect of the generator.</param>
internal readonly record struct MethodResult(MethodModel? Method, string? OwnBody, EquatableArray<ErrorModel> Errors, Failure? Failure);

/// <summary>A defect that a formula brought to light.</summary>
/// <param name="Name">The method or the class.</param>
/// <param name="Exception">The exception.</param>
/// <param name="Formula">The formula.</param>
internal sealed record Failure(string Name, string Exception, string Formula);
