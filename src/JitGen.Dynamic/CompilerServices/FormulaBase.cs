using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Linq;
using System.Threading;
using JitGen.Compiler;
using JitGen.Compiler.IR;
using JitGen.Compiler.Targets;
using JitGen.Dynamic.Engines;

namespace JitGen.CompilerServices;

/// <summary>
/// A formula and what executes it. The generator derives a type for each delegate type, with a method of the delegate's signature.
/// For generated code only.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class FormulaBase
{
    private readonly object _promotionLock = new();
    private NativeFormulaOptions _options = NativeFormulaOptions.Default;
    private BoundFormula? _formula;
    private long _calls;
    private long _promotionWork;
    private bool _isDisposed;

    /// <summary>The machine code; null as long as the interpreter runs.</summary>
    private protected FormulaCode? MachineCode;

    private protected FormulaBase()
    {
    }

    /// <summary>The machine code to call; null for the interpreter.</summary>
    protected FormulaCode? Code => MachineCode;

    internal BoundFormula Formula => _formula!;

    internal NativeFormulaOptions Options => _options;

    internal FormulaTier Tier => Volatile.Read(ref MachineCode) is null ? FormulaTier.Interpreter : FormulaTier.Native;

    /// <summary>How often the interpreter has been called: machine code is not counted.</summary>
    internal long Calls => Volatile.Read(ref _calls);

    /// <summary>The size of the machine code in bytes; 0 without.</summary>
    internal int CodeBytes => Volatile.Read(ref MachineCode)?.CodeBytes ?? 0;

    internal bool IsDisposed => Volatile.Read(ref _isDisposed);

    /// <summary>A delegate of the type that this type was made for, which calls the formula.</summary>
    protected abstract Delegate CreateDelegate();

    internal Delegate NewDelegate() => CreateDelegate();

    /// <summary>Makes this the given formula. Called once, before anything else.</summary>
    internal void Initialize(BoundFormula formula, NativeFormulaOptions options)
    {
        _formula = formula;
        _options = options;
        Prepare(formula.Function!);
        if (options.Tier == FormulaTier.Native)
        {
            Promote();
        }

        _promotionWork = options.Tier == FormulaTier.Auto && NativeCode.IsSupported ? Math.Max(1, options.PromotionThreshold) : long.MaxValue;
    }

    /// <summary>Prepares the interpreter.</summary>
    private protected abstract void Prepare(Function function);

    /// <summary>Makes the machine code of the formula; null where it cannot run.</summary>
    private protected abstract FormulaCode? Compile();

    /// <summary>The lines of the machine code for a target.</summary>
    private protected abstract IEnumerable<string> List(Target target, OptimizationLevel level);

    /// <summary>The target that this process runs.</summary>
    private protected abstract string HostTarget { get; }

    /// <summary>
    /// Counts a call of the interpreter, and makes machine code when it has been worth it: other threads go on with the interpreter
    /// meanwhile.
    /// </summary>
    /// <param name="work">What the call counts.</param>
    /// <returns>Whether there is machine code that was not there before.</returns>
    private protected bool CountCall(long work)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);

        // Not exact where threads meet: that costs a few calls of the interpreter more.
        _calls++;
        if ((_promotionWork -= work) > 0 || !Monitor.TryEnter(_promotionLock))
        {
            return false;
        }

        try
        {
            _promotionWork = long.MaxValue;
            return MachineCode is null && !_isDisposed && Promote();
        }
        finally
        {
            Monitor.Exit(_promotionLock);
        }
    }

    private bool Promote()
    {
        FormulaCode? code = Compile();
        if (code is null)
        {
            NativeHost.ThrowIfRequired();
        }

        Volatile.Write(ref MachineCode, code);
        return code is not null;
    }

    /// <summary>Lets the machine code go, as soon as no call is in it. Further calls throw.</summary>
    internal void Dispose()
    {
        lock (_promotionLock)
        {
            _isDisposed = true;
            Volatile.Write(ref MachineCode, null);
        }
    }

    /// <summary>The machine code as text, a line per instruction with its offset and bytes.</summary>
    internal string Listing(string? target, OptimizationLevel? level)
    {
        string name = target ?? HostTarget;
        Target compiled = Compiler.Targets.TargetTable.ByName(name)
            ?? throw new ArgumentException($"There is no target '{name}'.", nameof(target));
        return string.Concat(List(compiled, level ?? _options.OptimizationLevel).Select(line => line + "\n"));
    }
}
