using System.ComponentModel;

namespace JitGen.CompilerServices;

/// <summary>
/// How a reduction combines the results of two neighbouring runs of elements. The numbers are part of the contract with
/// compiled assemblies and never change. For generated code only.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum ReductionOperator : byte
{
    /// <summary>Sum of int or uint, which wraps.</summary>
    SumInt32 = 0,

    /// <summary>Sum of long or ulong, which wraps.</summary>
    SumInt64 = 1,

    /// <summary>Sum of float.</summary>
    SumSingle = 2,

    /// <summary>Sum of double.</summary>
    SumDouble = 3,

    /// <summary>Product of int or uint, which wraps.</summary>
    ProductInt32 = 4,

    /// <summary>Product of long or ulong, which wraps.</summary>
    ProductInt64 = 5,

    /// <summary>Product of float.</summary>
    ProductSingle = 6,

    /// <summary>Product of double.</summary>
    ProductDouble = 7,

    /// <summary>Minimum of int.</summary>
    MinInt32 = 8,

    /// <summary>Minimum of uint.</summary>
    MinUInt32 = 9,

    /// <summary>Minimum of long.</summary>
    MinInt64 = 10,

    /// <summary>Minimum of ulong.</summary>
    MinUInt64 = 11,

    /// <summary>Minimum of float, as <c>Math.Min</c> has it: NaN if one is, -0 before +0.</summary>
    MinSingle = 12,

    /// <summary>Minimum of double, as <c>Math.Min</c> has it.</summary>
    MinDouble = 13,

    /// <summary>Maximum of int.</summary>
    MaxInt32 = 14,

    /// <summary>Maximum of uint.</summary>
    MaxUInt32 = 15,

    /// <summary>Maximum of long.</summary>
    MaxInt64 = 16,

    /// <summary>Maximum of ulong.</summary>
    MaxUInt64 = 17,

    /// <summary>Maximum of float, as <c>Math.Max</c> has it: NaN if one is, +0 after -0.</summary>
    MaxSingle = 18,

    /// <summary>Maximum of double, as <c>Math.Max</c> has it.</summary>
    MaxDouble = 19,
}
