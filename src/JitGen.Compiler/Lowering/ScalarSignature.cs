using System.Collections.Generic;
using JitGen.Compiler.IR;

namespace JitGen.Compiler.Lowering;

/// <summary>The types of a native signature; all smaller types are widened to int by the wrapper.</summary>
internal enum NativeType : byte
{
    Int32,
    Int64,
    Single,
    Double,
    Pointer,
}

/// <summary>
/// The native signature of a scalar formula. Up to 8 integer (the pointer to the bail-out flag counted) and 8 floating
/// arguments are passed in the native convention; otherwise all go through one pointer to an argument block of 8 bytes each:
/// <code>
///     f(p0, p1, ..., int* bailOut)            f(ulong* block, int* bailOut)
/// </code>
/// </summary>
internal sealed class ScalarSignature
{
    private const int MaximumPerFile = 8;

    /// <param name="parameters">The parameters of the formula.</param>
    /// <param name="resultType">What it returns.</param>
    /// <param name="hasBailOut">Whether there is the pointer to the bail-out flag.</param>
    /// <param name="usesArgumentBlock">Asks for the argument block even if registers would do.</param>
    public ScalarSignature(IReadOnlyList<Parameter> parameters, ElementType resultType, bool hasBailOut, bool usesArgumentBlock = false)
    {
        Parameters = parameters;
        ResultType = NativeTypeOf(resultType);
        HasBailOut = hasBailOut;
        int integers = hasBailOut ? 1 : 0;
        int floats = 0;
        foreach (Parameter parameter in parameters)
        {
            if (ElementTypes.IsFloating(parameter.Type))
            {
                floats++;
            }
            else
            {
                integers++;
            }
        }

        UsesArgumentBlock = usesArgumentBlock || integers > MaximumPerFile || floats > MaximumPerFile;
    }

    public IReadOnlyList<Parameter> Parameters { get; }

    public NativeType ResultType { get; }

    /// <summary>Whether the last native argument points to the int that becomes 1 when the managed fallback has to take over.</summary>
    public bool HasBailOut { get; }

    /// <summary>Whether the parameters are in memory, parameter n at byte 8 n of the block that the first argument points to.</summary>
    public bool UsesArgumentBlock { get; }

    public static NativeType NativeTypeOf(ElementType type) => type switch
    {
        ElementType.Int64 or ElementType.UInt64 => NativeType.Int64,
        ElementType.Single => NativeType.Single,
        ElementType.Double => NativeType.Double,
        _ => NativeType.Int32,
    };

    /// <summary>The native arguments in order.</summary>
    public List<NativeType> Arguments()
    {
        var arguments = new List<NativeType>();
        if (UsesArgumentBlock)
        {
            arguments.Add(NativeType.Pointer);
        }
        else
        {
            foreach (Parameter parameter in Parameters)
            {
                arguments.Add(NativeTypeOf(parameter.Type));
            }
        }

        if (HasBailOut)
        {
            arguments.Add(NativeType.Pointer);
        }

        return arguments;
    }
}
