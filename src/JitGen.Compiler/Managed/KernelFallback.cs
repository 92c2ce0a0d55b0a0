namespace JitGen.Compiler.Managed;

/// <summary>A method that computes a part of a kernel in C#, in unsafe code.</summary>
/// <param name="Parameters">
/// Its parameters, those of <see cref="KernelFallbackWriter"/> before the user's; a span is a pointer to its first element.
/// </param>
/// <param name="Body">The statements, each line indented and ended by a line feed.</param>
internal sealed record KernelFallback(string Parameters, string Body);
