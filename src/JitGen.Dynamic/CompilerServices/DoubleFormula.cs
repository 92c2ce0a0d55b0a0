using System;
using System.Runtime.CompilerServices;

namespace JitGen.CompilerServices;

/// <summary>The delegates <c>Func&lt;double, ..., double&gt;</c> of 1 to 8 parameters, which need no declaration.</summary>
internal sealed unsafe class DoubleFormula : ScalarFormula
{
    protected override Delegate CreateDelegate() => Formula.Source.Parameters.Count switch
    {
        1 => new Func<double, double>(Invoke),
        2 => new Func<double, double, double>(Invoke),
        3 => new Func<double, double, double, double>(Invoke),
        4 => new Func<double, double, double, double, double>(Invoke),
        5 => new Func<double, double, double, double, double, double>(Invoke),
        6 => new Func<double, double, double, double, double, double, double>(Invoke),
        7 => new Func<double, double, double, double, double, double, double, double>(Invoke),
        _ => new Func<double, double, double, double, double, double, double, double, double>(Invoke),
    };

    private double Invoke(double a)
    {
        if (Code is { } code)
        {
            int bailOut = 0;
            double result = ((delegate* unmanaged[SuppressGCTransition]<double, int*, double>)code.Entry)(a, &bailOut);
            GC.KeepAlive(code);
            if (bailOut == 0)
            {
                return result;
            }
        }

        return Interpret(a);
    }

    private double Invoke(double a, double b)
    {
        if (Code is { } code)
        {
            int bailOut = 0;
            double result = ((delegate* unmanaged[SuppressGCTransition]<double, double, int*, double>)code.Entry)(a, b, &bailOut);
            GC.KeepAlive(code);
            if (bailOut == 0)
            {
                return result;
            }
        }

        return Interpret(a, b);
    }

    private double Invoke(double a, double b, double c)
    {
        if (Code is { } code)
        {
            int bailOut = 0;
            double result = ((delegate* unmanaged[SuppressGCTransition]<double, double, double, int*, double>)code.Entry)(a, b, c, &bailOut);
            GC.KeepAlive(code);
            if (bailOut == 0)
            {
                return result;
            }
        }

        return Interpret(a, b, c);
    }

    private double Invoke(double a, double b, double c, double d) => InvokeMany(4, a, b, c, d);

    private double Invoke(double a, double b, double c, double d, double e) => InvokeMany(5, a, b, c, d, e);

    private double Invoke(double a, double b, double c, double d, double e, double f) => InvokeMany(6, a, b, c, d, e, f);

    private double Invoke(double a, double b, double c, double d, double e, double f, double g) => InvokeMany(7, a, b, c, d, e, f, g);

    private double Invoke(double a, double b, double c, double d, double e, double f, double g, double h) => InvokeMany(8, a, b, c, d, e, f, g, h);

    /// <summary>The calls of 4 to 8 numbers: where the flag is passed depends on how many there are. The count is a constant where this is inlined.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private double InvokeMany(int count, double a, double b, double c, double d, double e = 0, double f = 0, double g = 0, double h = 0)
    {
        if (Code is { } code)
        {
            int bailOut = 0;
            nint entry = code.Entry;
            double result = count switch
            {
                4 => ((delegate* unmanaged[SuppressGCTransition]<double, double, double, double, int*, double>)entry)(a, b, c, d, &bailOut),
                5 => ((delegate* unmanaged[SuppressGCTransition]<double, double, double, double, double, int*, double>)entry)(a, b, c, d, e, &bailOut),
                6 => ((delegate* unmanaged[SuppressGCTransition]<double, double, double, double, double, double, int*, double>)entry)(a, b, c, d, e, f, &bailOut),
                7 => ((delegate* unmanaged[SuppressGCTransition]<double, double, double, double, double, double, double, int*, double>)entry)(a, b, c, d, e, f, g, &bailOut),
                _ => ((delegate* unmanaged[SuppressGCTransition]<double, double, double, double, double, double, double, double, int*, double>)entry)(a, b, c, d, e, f, g, h, &bailOut),
            };
            GC.KeepAlive(code);
            if (bailOut == 0)
            {
                return result;
            }
        }

        return Interpret(a, b, c, d, e, f, g, h);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private double Interpret(double a, double b = 0, double c = 0, double d = 0, double e = 0, double f = 0, double g = 0, double h = 0)
    {
        double* arguments = stackalloc double[8] { a, b, c, d, e, f, g, h };
        return BitConverter.UInt64BitsToDouble(Interpret((ulong*)arguments));
    }
}
