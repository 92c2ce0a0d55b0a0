#if NETSTANDARD2_0
namespace System.Diagnostics.CodeAnalysis;

/// <summary>Lets the C# compiler emit records with <c>required</c> members for netstandard2.0.</summary>
internal sealed class SetsRequiredMembersAttribute : Attribute;
#endif
