using System;
using System.Collections.Generic;
using JitGen.Compiler.IR;
using JitGen.CompilerServices;

namespace JitGen;

/// <summary>A formula that was compiled while the program runs. Any number of threads can call it.</summary>
/// <typeparam name="TDelegate">Its signature: a delegate type with <see cref="NativeFormulaAttribute"/>, or a <c>Func</c> of doubles.</typeparam>
public sealed class NativeFormula<TDelegate> : IDisposable
    where TDelegate : Delegate
{
    private readonly FormulaBase _formula;

    internal NativeFormula(FormulaBase formula, IReadOnlyList<FormulaDiagnostic> diagnostics)
    {
        _formula = formula;
        Diagnostics = diagnostics;
        Invoke = (TDelegate)formula.NewDelegate();
    }

    /// <summary>The formula as a delegate. It goes on working when this object is gone, until <see cref="Dispose"/> is called.</summary>
    public TDelegate Invoke { get; }

    /// <summary>What was compiled.</summary>
    public string Text => _formula.Formula.Source.Text;

    /// <summary>Warnings, such as one about a parameter that the formula does not use.</summary>
    public IReadOnlyList<FormulaDiagnostic> Diagnostics { get; }

    /// <summary>What executes it now: <see cref="FormulaTier.Interpreter"/> or <see cref="FormulaTier.Native"/>.</summary>
    public FormulaTier Tier => _formula.Tier;

    /// <summary>How often the interpreter has been called, about. Machine code is not counted.</summary>
    public long Calls => _formula.Calls;

    /// <summary>The size of its machine code in bytes; 0 as long as the interpreter runs.</summary>
    public int CodeBytes => _formula.CodeBytes;

    /// <summary>The names of the parameters that the formula uses, in the order of the signature.</summary>
    public IReadOnlyList<string> Variables => FormulaVariables.Of(_formula.Formula.Function!);

    /// <summary>The machine code as assembly text, a line for each instruction and constant.</summary>
    /// <param name="target">The target, such as <c>arm64-aapcs64</c>, or <c>x64-v4</c> for a formula over spans; that of this process if null.</param>
    /// <param name="level">The optimization level; that of the formula's options if null.</param>
    /// <exception cref="ArgumentException">There is no such target.</exception>
    public string Listing(string? target = null, OptimizationLevel? level = null) => _formula.Listing(target, level);

    /// <summary>The formula as a graph of operations, a line each, as it was bound.</summary>
    public string Graph() => Printer.Print(_formula.Formula.Function!);

    /// <summary>
    /// Lets the machine code go: its memory is free again when no call is in it any more, which may be later. Further calls throw
    /// <see cref="ObjectDisposedException"/>. A formula that is never disposed of goes with the garbage collector.
    /// </summary>
    public void Dispose() => _formula.Dispose();

    /// <inheritdoc/>
    public override string ToString() => Text;
}
