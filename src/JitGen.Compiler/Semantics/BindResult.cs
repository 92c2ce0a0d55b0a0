using System.Collections.Generic;
using JitGen.Compiler.IR;
using JitGen.Compiler.Text;

namespace JitGen.Compiler.Semantics;

/// <summary>What binding a formula gives.</summary>
/// <param name="Function">The graph; null if the formula has errors.</param>
/// <param name="Diagnostics">Errors and warnings, in the order in which they were found.</param>
/// <param name="Type">The type of the last expression before its conversion to the return type; Void if it has none, or an error.</param>
internal sealed record BindResult(Function? Function, IReadOnlyList<Diagnostic> Diagnostics, ElementType Type);
