using System;

namespace JitGen;

/// <summary>
/// Marks a delegate type as the signature of formulas that are compiled while the program runs, with
/// <see cref="NativeFormula.Compile{TDelegate}(string, NativeFormulaOptions?)"/>. Its parameters are the names that such a formula uses.
/// </summary>
/// <remarks>
/// Parameters and result are <c>bool</c>, <c>sbyte</c> to <c>ulong</c>, <c>float</c>, <c>double</c>; parameters can be spans of these too.
/// With spans, a delegate that returns <c>void</c> computes each element of its results, one that returns a value reduces them.
/// </remarks>
[AttributeUsage(AttributeTargets.Delegate)]
public sealed class NativeFormulaAttribute : Attribute;
