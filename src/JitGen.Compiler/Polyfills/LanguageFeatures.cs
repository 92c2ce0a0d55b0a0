#if NETSTANDARD2_0
namespace System.Runtime.CompilerServices;

/// <summary>Lets the C# compiler emit <c>init</c> accessors and records for netstandard2.0.</summary>
internal static class IsExternalInit;

/// <summary>Lets the C# compiler emit <c>required</c> members for netstandard2.0.</summary>
internal sealed class RequiredMemberAttribute : Attribute;

/// <summary>Marks the constructors of types with <c>required</c> members.</summary>
internal sealed class CompilerFeatureRequiredAttribute : Attribute
{
    public CompilerFeatureRequiredAttribute(string featureName) => FeatureName = featureName;

    public string FeatureName { get; }
}
#endif
