using System;
using System.Collections.Generic;
using System.Linq;
using JitGen.Compiler.IR;
using JitGen.Differential.Tests.Corpus;
using Outcome = JitGen.Differential.Tests.Oracle.Outcome;

namespace JitGen.Differential.Tests.Engines;

/// <summary>The compiler's interpreter, on the graph as it was bound or as the optimizer leaves it.</summary>
internal sealed class InterpreterEngine : Engine
{
    public override string Name => "interpreter";

    public override EngineResult[] Run(IReadOnlyList<Case> cases) => Front.ForEach(cases, (c, bound) =>
    {
        var interpreter = new Interpreter(bound.Function!);
        return new EngineResult([.. c.Rows.Select(row => Run(interpreter, bound.Function!, row))]);
    });

    /// <summary>One evaluation, as the oracle would write it down.</summary>
    public static Outcome Run(Interpreter interpreter, Function function, ulong[] row)
    {
        Compiler.IR.Outcome outcome = interpreter.Run(row);
        if (outcome.Trap is { } kind)
        {
            ElementType detailType = function.Traps.First(trap => interpreter.BitsOf(trap.Predicate) != 0).DetailType;
            return new Outcome(0, ExpectedException.Of(kind, detailType, outcome.Detail1, outcome.Detail2));
        }

        Result result = function.Results[0];
        return interpreter.BitsOf(result.Value) == Interpreter.Widen(outcome.Result, result.Type)
            ? new Outcome(ResultBits.Canonical(result.Type, outcome.Result))
            : throw new InvalidOperationException($"0x{outcome.Result:X} is not the bits of a {result.Type}");
    }
}
