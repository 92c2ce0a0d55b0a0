using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using JitGen.Compiler;
using JitGen.Compiler.Emission;
using JitGen.Compiler.IR;
using JitGen.Compiler.Managed;
using JitGen.Compiler.Targets;
using JitGen.Generator.Diagnostics;
using JitGen.Generator.Models;

namespace JitGen.Generator.Compilations;

/// <summary>
/// The compiler behind the generator and the analyzer. Both ask for the same formulas again and again, often in one process, so
/// results are cached by content; the caches of <see cref="Shared"/> are the only state that outlives a call, and they are bounded.
/// </summary>
internal sealed class FormulaCompiler
{
    /// <summary>How the statements of a fallback are indented: they are in a method in a type in a namespace.</summary>
    private const string FallbackIndentation = "            ";

    // Bytes, roughly.
    private const long SharedWeight = 64 << 20, EntryWeight = 1000, NodeWeight = 60, LineWeight = 100;

    private readonly BoundedCache<FormulaKey, FormulaMeaning> _meanings;
    private readonly BoundedCache<CodeKey, FormulaCode> _codes;
    private readonly Func<FormulaSource, BoundFormula> _bind;

    /// <summary>What other threads compile, or are about to. Each is kept before it leaves.</summary>
    private readonly ConcurrentDictionary<CodeKey, Lazy<FormulaCode>> _started = new();

    /// <param name="bind">The compiler's front half.</param>
    /// <param name="weight">What each of the two caches may hold, in bytes.</param>
    public FormulaCompiler(Func<FormulaSource, BoundFormula> bind, long weight)
    {
        _bind = bind;
        _meanings = new BoundedCache<FormulaKey, FormulaMeaning>(weight);
        _codes = new BoundedCache<CodeKey, FormulaCode>(weight);
    }

    /// <summary>The one of this process.</summary>
    public static FormulaCompiler Shared { get; } = new(static source => Compilation.Bind(source), SharedWeight);

    /// <summary>Binds a formula. Never throws, unless it is cancelled.</summary>
    public FormulaMeaning Bind(FormulaKey key, CancellationToken cancellation)
    {
        if (_meanings.Find(key) is { } known)
        {
            return known;
        }

        cancellation.ThrowIfCancellationRequested();
        FormulaMeaning meaning;
        try
        {
            BoundFormula bound = _bind(key.ToSource());
            meaning = new FormulaMeaning(bound, bound.Function is null ? 0 : CountOperations(bound.Function), null);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            meaning = new FormulaMeaning(null, 0, Failures.Describe(exception));
        }

        return _meanings.Add(key, meaning, Weight(key) + ((meaning.Bound?.Function?.Count ?? 0) * NodeWeight));
    }

    /// <summary>Has another thread compile a formula that <see cref="Compile(FormulaKey, OptimizationLevel, EquatableArray{string}, CancellationToken)"/> will soon be asked for.</summary>
    public void Start(FormulaKey formula, OptimizationLevel level, EquatableArray<string> targets)
    {
        var key = new CodeKey(formula, level, targets);
        var work = new Lazy<FormulaCode>(() => CompileNew(key, CancellationToken.None));
        if (_codes.Find(key) is null && _started.TryAdd(key, work))
        {
            Task.Run(() =>
            {
                _ = work.Value;
                _started.TryRemove(key, out _);
            });
        }
    }

    /// <summary>Compiles a formula. Never throws, unless it is cancelled.</summary>
    /// <param name="formula">The formula.</param>
    /// <param name="level">How much work to put in.</param>
    /// <param name="targets">The names of the targets.</param>
    /// <param name="cancellation">Stops the work between two stages.</param>
    public FormulaCode Compile(
        FormulaKey formula, OptimizationLevel level, EquatableArray<string> targets, CancellationToken cancellation)
    {
        var key = new CodeKey(formula, level, targets);
        return _started.TryGetValue(key, out Lazy<FormulaCode>? work) ? work.Value : _codes.Find(key) ?? CompileNew(key, cancellation);
    }

    private FormulaCode CompileNew(CodeKey key, CancellationToken cancellation)
    {
        FormulaMeaning meaning = Bind(key.Formula, cancellation);
        if (meaning.Bound?.Function is null)
        {
            return meaning.Failure is null ? FormulaCode.Nothing : new FormulaCode([], null, meaning.Failure);
        }

        cancellation.ThrowIfCancellationRequested();
        FormulaCode code;
        try
        {
            code = Compile(meaning.Bound, key.Level, key.Targets);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            code = new FormulaCode([], null, Failures.Describe(exception));
        }

        return _codes.Add(key, code, Weight(key.Formula) + Weight(code));
    }

    private static FormulaCode Compile(BoundFormula bound, OptimizationLevel level, EquatableArray<string> targetNames)
    {
        var targets = new List<Target>();
        bool isKernel = bound.Function!.Shape != KernelShape.Scalar;
        foreach (Target target in isKernel ? TargetTable.Kernels : TargetTable.All)
        {
            foreach (string name in targetNames)
            {
                if (name == target.Name)
                {
                    targets.Add(target);
                }
            }
        }

        if (isKernel)
        {
            return CompileKernel(bound, level, targets);
        }

        string fallback = FallbackWriter.Write(bound.Function, FallbackIndentation);
        return new FormulaCode(targets.Count == 0 ? [] : Compilation.CompileAll(bound, targets, level, listing: true), fallback, null)
        {
            Functions = FunctionWriter.Collect(bound.Function),
        };
    }

    private static FormulaCode CompileKernel(BoundFormula bound, OptimizationLevel level, List<Target> targets)
    {
        Function function = bound.Function!;
        bool isReduction = function.Shape == KernelShape.Reduction;
        IReadOnlyList<CompiledKernel> bodies = Compilation.CompileKernels(bound, targets, level, listing: true);
        KernelFallback managed = isReduction
            ? KernelFallbackWriter.WriteReduction(function, FallbackIndentation)
            : KernelFallbackWriter.WriteMap(function, FallbackIndentation);
        KernelFallback? finish = isReduction ? KernelFallbackWriter.WriteFinish(function, FallbackIndentation) : null;
        return new FormulaCode([], managed.Body, null, new KernelCode(function, bodies, managed, finish))
        {
            Functions = FunctionWriter.Collect(function),
        };
    }

    private static int CountOperations(Function function)
    {
        int count = 0;
        for (int id = 0; id < function.Count; id++)
        {
            if (function.OpcodeOf(new Value(id)) is not (Opcode.Constant or Opcode.Parameter))
            {
                count++;
            }
        }

        return count;
    }

    private static long Weight(FormulaKey key)
    {
        long weight = EntryWeight + (2L * key.Formula.Text.Length);
        foreach (FormulaModel callee in key.Callees)
        {
            weight += EntryWeight + (2L * callee.Text.Length);
        }

        return weight;
    }

    private static long Weight(FormulaCode code)
    {
        long weight = 2L * (code.Fallback?.Length ?? 0);
        foreach (CompiledFormula body in code.Bodies)
        {
            weight += Weight(body.Code, body.Listing);
        }

        if (code.Kernel is { } kernel)
        {
            weight += kernel.Function.Count * NodeWeight;
            foreach (CompiledKernel body in kernel.Bodies)
            {
                weight += Weight(body.Code, body.Listing);
            }
        }

        return weight;
    }

    private static long Weight(MethodCode code, IReadOnlyList<ListingLine> listing) => code.Bytes.Length + (LineWeight * listing.Count);

    private sealed record CodeKey(FormulaKey Formula, OptimizationLevel Level, EquatableArray<string> Targets);
}
