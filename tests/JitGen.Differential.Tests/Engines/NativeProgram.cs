using System;
using System.Collections.Generic;
using System.Linq;
using JitGen.Compiler;
using JitGen.Compiler.Emission;
using JitGen.Compiler.IR;
using JitGen.Compiler.Lowering;
using JitGen.Compiler.Targets;
using JitGen.Differential.Tests.Corpus;
using Level = JitGen.Compiler.OptimizationLevel;
using Outcome = JitGen.Differential.Tests.Oracle.Outcome;

namespace JitGen.Differential.Tests.Engines;

/// <summary>A case compiled to machine code.</summary>
internal sealed class NativeProgram
{
    private readonly Lazy<Interpreter> _interpreter;
    private readonly Function _function;

    /// <summary>A case with code for it.</summary>
    /// <param name="source">The case.</param>
    /// <param name="function">The graph, for the interpreter.</param>
    /// <param name="code">The code.</param>
    /// <param name="signature">How to call it.</param>
    public NativeProgram(Case source, Function function, MethodCode code, ScalarSignature signature)
    {
        Case = source;
        _function = function;
        Code = code;
        Signature = signature;
        HasRarePaths = RarePaths.AreIn(function);
        _interpreter = new Lazy<Interpreter>(() => new Interpreter(function));
    }

    public Case Case { get; }

    public MethodCode Code { get; }

    public ScalarSignature Signature { get; }

    /// <summary>Whether there is code: of a formula that is too large, only the managed fallback runs.</summary>
    public bool HasCode => Code.Bytes.Length > 0;

    /// <summary>Whether the managed fallback may have to compute what does not throw.</summary>
    public bool HasRarePaths { get; }

    /// <summary>Compiles the cases that the compiler accepts; for the others there is a result already.</summary>
    public static NativeProgram?[] Compile(IReadOnlyList<Case> cases, Target target, Level level, EngineResult?[] results)
    {
        var programs = new NativeProgram?[cases.Count];
        for (int i = 0; i < programs.Length; i++)
        {
            BoundFormula bound = Front.Bind(cases[i].Formula);
            if (bound.Function is null)
            {
                results[i] = Front.Refused(bound);
                continue;
            }

            try
            {
                CompiledFormula compiled = Compilation.Compile(bound, target, level, listing: false);
                programs[i] = new NativeProgram(cases[i], bound.Function, compiled.Code, compiled.Signature);
            }
            catch (Exception exception)
            {
                results[i] = new EngineResult(null, "the compiler threw " + exception);
            }
        }

        return programs;
    }

    /// <summary>The result of a formula without code: every call is one of the fallback.</summary>
    public EngineResult FallBack() =>
        new([.. Case.Rows.Select(row => InterpreterEngine.Run(_interpreter.Value, _function, row))], null, Case.Rows.Length) { HasCode = false };

    /// <summary>What the call of a row comes to: its result or, if the code has left, what the fallback gives.</summary>
    /// <param name="row">The index of the row.</param>
    /// <param name="word">The native result.</param>
    /// <param name="flag">The bail-out flag after the call.</param>
    /// <param name="error">What is wrong with the call, if something is.</param>
    public Outcome Finish(int row, ulong word, uint flag, ref string? error)
    {
        if (flag == 0)
        {
            if (NativeArguments.Result(Case.Formula.ResultType, word) is { } bits)
            {
                return new Outcome(bits);
            }

            error ??= $"row {row}: the result 0x{word:X} is not in range of its type";
            return new Outcome(word);
        }

        Outcome outcome = InterpreterEngine.Run(_interpreter.Value, _function, Case.Rows[row]);
        if (flag != 1)
        {
            error ??= $"row {row}: the bail-out flag is 0x{flag:X}";
        }
        else if (outcome.Exception is null && !HasRarePaths)
        {
            error ??= $"row {row}: leaves to the managed fallback, which does not throw";
        }

        return outcome;
    }
}
