using System;
using System.Numerics.Tensors;

namespace JitGen.KernelBenchmarks.Functions;

internal readonly struct Exp : IMathFunction
{
    public static string Name => "exp";

    public static string C => "exp(x[i])";

    public static string? SleefName => "exp";

    static T IMathFunction.Of<T>(T x, T y) => T.Exp(x);

    static void IMathFunction.Tensors<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> r) => TensorPrimitives.Exp(x, r);
}

internal readonly struct Log : IMathFunction
{
    public static string Name => "log";

    public static string C => "log(x[i])";

    public static string? SleefName => "log";

    static T IMathFunction.Of<T>(T x, T y) => T.Log(x);

    static void IMathFunction.Tensors<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> r) => TensorPrimitives.Log(x, r);
}

internal readonly struct Sin : IMathFunction
{
    public static string Name => "sin";

    public static string C => "sin(x[i])";

    public static string? SleefName => "sin";

    static T IMathFunction.Of<T>(T x, T y) => T.Sin(x);

    static void IMathFunction.Tensors<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> r) => TensorPrimitives.Sin(x, r);
}

internal readonly struct Cos : IMathFunction
{
    public static string Name => "cos";

    public static string C => "cos(x[i])";

    public static string? SleefName => "cos";

    static T IMathFunction.Of<T>(T x, T y) => T.Cos(x);

    static void IMathFunction.Tensors<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> r) => TensorPrimitives.Cos(x, r);
}

internal readonly struct Tanh : IMathFunction
{
    public static string Name => "tanh";

    public static string C => "tanh(x[i])";

    public static string? SleefName => "tanh";

    static T IMathFunction.Of<T>(T x, T y) => T.Tanh(x);

    static void IMathFunction.Tensors<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> r) => TensorPrimitives.Tanh(x, r);
}

internal readonly struct Pow : IMathFunction
{
    public static string Name => "pow";

    public static int Arity => 2;

    public static string C => "pow(x[i], y[i])";

    public static string? SleefName => "pow";

    static T IMathFunction.Of<T>(T x, T y) => T.Pow(x, y);

    static void IMathFunction.Tensors<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> r) => TensorPrimitives.Pow(x, y, r);
}

internal readonly struct Sigmoid : IMathFunction
{
    public static string Name => "sigmoid";

    public static string C => "1 / (1 + exp(-x[i]))";

    public static string? SleefName => null;

    static T IMathFunction.Of<T>(T x, T y) => T.One / (T.One + T.Exp(-x));

    static void IMathFunction.Tensors<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> r) => TensorPrimitives.Sigmoid(x, r);
}
