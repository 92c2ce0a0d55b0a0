namespace JitGen.Compiler.IR;

/// <summary>How a parameter is passed: one value, or a span of which a kernel reads or writes an element per iteration.</summary>
internal enum ParameterKind : byte
{
    Value,
    ReadOnlySpan,
    Span,
}

/// <summary>A parameter of the user's method, in the order of its declaration.</summary>
internal sealed record Parameter(string Name, ElementType Type, ParameterKind Kind = ParameterKind.Value);

/// <summary>A result: the returned value of a scalar, or what a kernel stores into the span <paramref name="Name"/>.</summary>
/// <param name="Name">The result span; null for a returned value.</param>
/// <param name="Type">Its C# type; small integers and bool are already in range in <paramref name="Value"/>.</param>
/// <param name="Value">The node that computes it.</param>
internal readonly record struct Result(string? Name, ElementType Type, Value Value);
