using System;
using System.Linq.Expressions;
using System.Runtime.CompilerServices;

namespace JitGen.Benchmarks;

/// <summary>The formulas whose calls are measured: compiled by JitGen.</summary>
internal static partial class Kernels
{
    [NativeExpression("a + b")]
    public static partial long Add(long a, long b);

    [NativeExpression("var a = (x ^ x >> 30) * 0xBF58476D1CE4E5B9; var b = (a ^ a >> 27) * 0x94D049BB133111EB; (b ^ b >> 31) + (ulong)y")]
    public static partial ulong Hash(ulong x, long y);

    [NativeExpression("a / (b | 1)")]
    public static partial long Divide(long a, long b);

    [NativeExpression("(((((((7*a+6)*a+5)*a+4)*a+3)*a+2)*a+1)*a+0.1) * b")]
    public static partial double Polynomial(double a, double b);

    [NativeExpression("(((a-b)+(b-1.5))/((b-3)+(2.5-a)))*(((a-1.25)+(b-7))/((b-4)+(a-0.75)))")]
    public static partial double Quotients(double a, double b);
}

/// <summary>The same formulas in C#.</summary>
internal static class Inlined
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Add(long a, long b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Hash(ulong x, long y)
    {
        ulong a = (x ^ x >> 30) * 0xBF58476D1CE4E5B9;
        ulong b = (a ^ a >> 27) * 0x94D049BB133111EB;
        return (b ^ b >> 31) + (ulong)y;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Divide(long a, long b) => a / (b | 1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Polynomial(double a, double b) => (((((((7*a+6)*a+5)*a+4)*a+3)*a+2)*a+1)*a+0.1) * b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Quotients(double a, double b) =>
        (((a-b)+(b-1.5))/((b-3)+(2.5-a)))*(((a-1.25)+(b-7))/((b-4)+(a-0.75)));
}

/// <summary>The same methods, called.</summary>
internal static class NotInlined
{
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static long Add(long a, long b) => Inlined.Add(a, b);

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static ulong Hash(ulong x, long y) => Inlined.Hash(x, y);

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static long Divide(long a, long b) => Inlined.Divide(a, b);

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static double Polynomial(double a, double b) => Inlined.Polynomial(a, b);

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static double Quotients(double a, double b) => Inlined.Quotients(a, b);
}

/// <summary>Delegates to the C# methods.</summary>
internal static class Delegates
{
    public static readonly Func<long, long, long> Add = NotInlined.Add;
    public static readonly Func<ulong, long, ulong> Hash = NotInlined.Hash;
    public static readonly Func<long, long, long> Divide = NotInlined.Divide;
    public static readonly Func<double, double, double> Polynomial = NotInlined.Polynomial;
    public static readonly Func<double, double, double> Quotients = NotInlined.Quotients;
}

/// <summary>The same formulas as expression trees, compiled.</summary>
internal static class Trees
{
    public static readonly Func<long, long, long> Add = Compile<Func<long, long, long>>((a, b) => a + b);

    public static readonly Func<ulong, long, ulong> Hash = CompileHash();
    public static readonly Func<long, long, long> Divide = Compile<Func<long, long, long>>((a, b) => a / (b | 1));
    public static readonly Func<double, double, double> Polynomial =
        Compile<Func<double, double, double>>((a, b) => (((((((7*a+6)*a+5)*a+4)*a+3)*a+2)*a+1)*a+0.1) * b);

    public static readonly Func<double, double, double> Quotients = Compile<Func<double, double, double>>(
        (a, b) => (((a-b)+(b-1.5))/((b-3)+(2.5-a)))*(((a-1.25)+(b-7))/((b-4)+(a-0.75))));

    private static TDelegate Compile<TDelegate>(Expression<TDelegate> expression)
        where TDelegate : Delegate => expression.Compile();

    private static Func<ulong, long, ulong> CompileHash()
    {
        ParameterExpression x = Expression.Parameter(typeof(ulong));
        ParameterExpression y = Expression.Parameter(typeof(long));
        ParameterExpression a = Expression.Variable(typeof(ulong));
        ParameterExpression b = Expression.Variable(typeof(ulong));
        BlockExpression body = Expression.Block(
            [a, b],
            Expression.Assign(a, Expression.Multiply(ShiftXor(x, 30), Expression.Constant(0xBF58476D1CE4E5B9))),
            Expression.Assign(b, Expression.Multiply(ShiftXor(a, 27), Expression.Constant(0x94D049BB133111EB))),
            Expression.Add(ShiftXor(b, 31), Expression.Convert(y, typeof(ulong))));
        return Expression.Lambda<Func<ulong, long, ulong>>(body, x, y).Compile();
    }

    private static BinaryExpression ShiftXor(Expression value, int count) =>
        Expression.ExclusiveOr(value, Expression.RightShift(value, Expression.Constant(count)));
}
