using System;
using System.Collections.Generic;
using System.Linq;
using JitGen.Compiler.IR;

namespace JitGen.Compiler.Tests.IR;

/// <summary>What graphs of scalar formulas are made of: no elements of spans, no lanes.</summary>
internal static class ScalarGraphs
{
    public static readonly IrType[] Types = [IrType.Bool, IrType.I32, IrType.I64, IrType.F32, IrType.F64];

    /// <summary>The opcodes with operands, apart from those that lane lowering makes.</summary>
    public static readonly Opcode[] Operations = [.. Enum.GetValues<Opcode>().Where(o => o <= Opcode.Rare && OpcodeTable.Arity(o) > 0)];
}
