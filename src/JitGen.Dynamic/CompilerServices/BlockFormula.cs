using System;
using JitGen.Compiler.Lowering;

namespace JitGen.CompilerServices;

/// <summary>A formula of values whose parameters are known only at run time: its arguments are in memory, 8 bytes for each.</summary>
internal sealed unsafe class BlockFormula : ScalarFormula
{
    private protected override bool UsesArgumentBlock => true;

    protected override Delegate CreateDelegate() => throw new NotSupportedException();

    /// <summary>Computes the formula, or throws what C# would.</summary>
    /// <param name="arguments">By parameter, its bits; small integers widened by their sign.</param>
    /// <returns>The bits of the result.</returns>
    public ulong Evaluate(ulong* arguments)
    {
        if (Code is { } code)
        {
            int bailOut = 0;
            nint entry = code.Entry;
            ulong result = ScalarSignature.NativeTypeOf(Formula.Source.ResultType) switch
            {
                NativeType.Double => BitConverter.DoubleToUInt64Bits(
                    ((delegate* unmanaged[SuppressGCTransition]<ulong*, int*, double>)entry)(arguments, &bailOut)),
                NativeType.Single => BitConverter.SingleToUInt32Bits(
                    ((delegate* unmanaged[SuppressGCTransition]<ulong*, int*, float>)entry)(arguments, &bailOut)),
                NativeType.Int64 => (ulong)((delegate* unmanaged[SuppressGCTransition]<ulong*, int*, long>)entry)(arguments, &bailOut),
                _ => (uint)((delegate* unmanaged[SuppressGCTransition]<ulong*, int*, int>)entry)(arguments, &bailOut),
            };
            GC.KeepAlive(code);
            if (bailOut == 0)
            {
                return result;
            }
        }

        return Interpret(arguments);
    }

    /// <summary>The same of doubles.</summary>
    public double Evaluate(double* arguments)
    {
        if (Code is { } code)
        {
            int bailOut = 0;
            double result = ((delegate* unmanaged[SuppressGCTransition]<double*, int*, double>)code.Entry)(arguments, &bailOut);
            GC.KeepAlive(code);
            if (bailOut == 0)
            {
                return result;
            }
        }

        return BitConverter.UInt64BitsToDouble(Interpret((ulong*)arguments));
    }
}

/// <summary>A formula over spans whose parameters are known only at run time.</summary>
internal sealed unsafe class ColumnFormula : KernelFormula
{
    protected override Delegate CreateDelegate() => throw new NotSupportedException();

    /// <inheritdoc cref="KernelFormula.Call"/>
    public ulong Evaluate(FormulaArgument* arguments) => Call(arguments);
}
