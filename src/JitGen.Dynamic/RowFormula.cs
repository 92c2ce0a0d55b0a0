using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Runtime.InteropServices;
using JitGen.Compiler;
using JitGen.Compiler.IR;
using JitGen.CompilerServices;
using JitGen.Dynamic.Engines;

namespace JitGen;

/// <summary>
/// A formula whose parameters are known only at run time, for the rows and the columns of tables. Any number of threads can call it.
/// </summary>
public sealed unsafe class RowFormula : IDisposable
{
    private const int MostOnStack = 64;

    private readonly BlockFormula _rows = new();
    private readonly Lazy<ColumnFormula> _columns;
    private readonly bool _isOfDoubles;

    internal RowFormula(
        BoundFormula formula, IReadOnlyList<FormulaParameter> parameters, NativeFormulaOptions options, IReadOnlyList<FormulaDiagnostic> diagnostics)
    {
        Parameters = parameters;
        Diagnostics = diagnostics;
        _isOfDoubles = formula.Source.ResultType == ElementType.Double;
        foreach (FormulaParameter parameter in parameters)
        {
            _isOfDoubles &= parameter.Type == FormulaType.Double;
        }

        _rows.Initialize(formula, options);
        _columns = new Lazy<ColumnFormula>(() => CompileColumns(formula.Source, options));
    }

    /// <summary>What was compiled.</summary>
    public string Text => _rows.Formula.Source.Text;

    /// <summary>The parameters, in the order of a row's values.</summary>
    public IReadOnlyList<FormulaParameter> Parameters { get; }

    /// <summary>The type of the result.</summary>
    public FormulaType ResultType => (FormulaType)_rows.Formula.Source.ResultType;

    /// <summary>Warnings, such as one about a parameter that the formula does not use.</summary>
    public IReadOnlyList<FormulaDiagnostic> Diagnostics { get; }

    /// <summary>What computes rows now: <see cref="FormulaTier.Interpreter"/> or <see cref="FormulaTier.Native"/>.</summary>
    public FormulaTier Tier => _rows.Tier;

    /// <summary>How often the interpreter has been called for a row, about.</summary>
    public long Calls => _rows.Calls;

    /// <summary>The size of the machine code for rows in bytes; 0 as long as the interpreter runs.</summary>
    public int CodeBytes => _rows.CodeBytes;

    /// <summary>The names of the parameters that the formula uses, in their order.</summary>
    public IReadOnlyList<string> Variables => FormulaVariables.Of(_rows.Formula.Function!);

    /// <summary>Computes the formula of one row.</summary>
    /// <param name="row">A value for each parameter; they are cast to their types.</param>
    /// <returns>The result, rounded to a double; of a condition 0 or 1.</returns>
    /// <exception cref="ArgumentException">There is another number of values than of parameters.</exception>
    public double Evaluate(ReadOnlySpan<double> row)
    {
        CheckCount(row.Length);
        if (_isOfDoubles)
        {
            fixed (double* values = row)
            {
                return _rows.Evaluate(values);
            }
        }

        ulong* arguments = stackalloc ulong[MostOnStack];
        if (row.Length > MostOnStack)
        {
            throw new NotSupportedException($"A formula of other types than double can have {MostOnStack} parameters here; pass their bits to {nameof(EvaluateBits)}.");
        }

        for (int i = 0; i < row.Length; i++)
        {
            arguments[i] = FormulaValues.ToBits(row[i], Parameters[i].Type);
        }

        return FormulaValues.ToDouble(_rows.Evaluate(arguments), ResultType);
    }

    /// <summary>Computes the formula of values of any types.</summary>
    /// <param name="arguments">The bits of each value; integers below 32 bits widened by their sign.</param>
    /// <returns>The bits of the result, integers below 32 bits widened.</returns>
    /// <exception cref="ArgumentException">There is another number of values than of parameters.</exception>
    public ulong EvaluateBits(ReadOnlySpan<ulong> arguments)
    {
        CheckCount(arguments.Length);
        fixed (ulong* values = arguments)
        {
            return _rows.Evaluate(values);
        }
    }

    /// <summary>Computes the formula for each row of a table that is given as columns.</summary>
    /// <param name="columns">A column for each parameter, of its type, all of the same length.</param>
    /// <param name="result">Where the results go, of the formula's type, as long as the columns at least.</param>
    /// <exception cref="ArgumentException">A column has another type or length.</exception>
    public void EvaluateColumns(ReadOnlySpan<FormulaColumn> columns, FormulaColumn result)
    {
        ObjectDisposedException.ThrowIf(_rows.IsDisposed, this);
        CheckCount(columns.Length);
        for (int i = 0; i < columns.Length; i++)
        {
            CheckType(columns[i].Type, Parameters[i].Type, Parameters[i].Name);
        }

        CheckType(result.Type, ResultType, "result");
        FormulaColumn[] all = [.. columns, result];
        var handles = new GCHandle[all.Length];
        var arguments = new FormulaArgument[all.Length];
        try
        {
            for (int i = 0; i < all.Length; i++)
            {
                handles[i] = all[i].Pin();
                arguments[i] = new FormulaArgument { Bits = (ulong)handles[i].AddrOfPinnedObject(), Length = all[i].Length };
            }

            fixed (FormulaArgument* first = arguments)
            {
                _columns.Value.Evaluate(first);
            }
        }
        finally
        {
            foreach (GCHandle handle in handles)
            {
                if (handle.IsAllocated)
                {
                    handle.Free();
                }
            }
        }
    }

    /// <summary>The machine code for rows as assembly text, a line for each instruction and constant.</summary>
    /// <param name="target">The target, such as <c>arm64-aapcs64</c>; that of this process if null.</param>
    /// <param name="level">The optimization level; that of the formula's options if null.</param>
    /// <exception cref="ArgumentException">There is no such target.</exception>
    public string Listing(string? target = null, OptimizationLevel? level = null) => _rows.Listing(target, level);

    /// <summary>Lets the machine code go, as soon as no call is in it. Further calls throw <see cref="ObjectDisposedException"/>.</summary>
    public void Dispose()
    {
        _rows.Dispose();
        if (_columns.IsValueCreated)
        {
            _columns.Value.Dispose();
        }
    }

    /// <inheritdoc/>
    public override string ToString() => Text;

    private static void CheckType(FormulaType actual, FormulaType expected, string name)
    {
        if (actual != expected)
        {
            throw new ArgumentException($"The column '{name}' has elements of type {actual}; the formula has {expected}.", name);
        }
    }

    private void CheckCount(int count)
    {
        if (count != Parameters.Count)
        {
            throw new ArgumentException($"The formula has {Parameters.Count} parameters, but there are {count} values.");
        }
    }

    /// <summary>The same formula over spans, with a result of a name that nothing else has.</summary>
    private static ColumnFormula CompileColumns(FormulaSource source, NativeFormulaOptions options)
    {
        var parameters = new List<Parameter>();
        string resultName = "result";
        for (int i = 0; IsTaken(resultName); i++)
        {
            resultName = "result" + i.ToString(CultureInfo.InvariantCulture);
        }

        foreach (Parameter parameter in source.Parameters)
        {
            parameters.Add(parameter with { Kind = ParameterKind.ReadOnlySpan });
        }

        parameters.Add(new Parameter(resultName, source.ResultType, ParameterKind.Span));
        BoundFormula bound = NativeFormula.Bind(source.Text, source.MethodName, parameters, ElementType.Void, options);
        if (bound.Function is null)
        {
            throw new NativeFormulaException(source.Text, FormulaDiagnostic.From(bound.Diagnostics));
        }

        var formula = new ColumnFormula();
        formula.Initialize(bound, options);
        return formula;

        bool IsTaken(string name) =>
            source.Text.Contains(name, StringComparison.Ordinal) || source.Parameters.Any(parameter => parameter.Name == name);
    }
}
