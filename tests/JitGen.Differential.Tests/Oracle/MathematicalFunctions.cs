using System;
using System.Linq;
using JitGen.Compiler.Functions;
using JitGen.Compiler.IR;

namespace JitGen.Differential.Tests.Oracle;

/// <summary>
/// The mathematical functions of the language, in C#, for the texts given to Roslyn. They mean what their graphs compute, which the
/// interpreter does here; how near that is to the exact values is another test's matter.
/// </summary>
public static class MathematicalFunctions
{
    public static float exp(float x) => Single("Exp", x);
    public static double exp(double x) => Double("Exp", x);
    public static double exp(int x) => Double("Exp", x);
    public static double exp(uint x) => Double("Exp", x);
    public static double exp(long x) => Double("Exp", x);
    public static double exp(ulong x) => Double("Exp", x);

    public static float exp2(float x) => Single("Exp2", x);
    public static double exp2(double x) => Double("Exp2", x);
    public static double exp2(int x) => Double("Exp2", x);
    public static double exp2(uint x) => Double("Exp2", x);
    public static double exp2(long x) => Double("Exp2", x);
    public static double exp2(ulong x) => Double("Exp2", x);

    public static float exp10(float x) => Single("Exp10", x);
    public static double exp10(double x) => Double("Exp10", x);
    public static double exp10(int x) => Double("Exp10", x);
    public static double exp10(uint x) => Double("Exp10", x);
    public static double exp10(long x) => Double("Exp10", x);
    public static double exp10(ulong x) => Double("Exp10", x);

    public static float expm1(float x) => Single("ExpM1", x);
    public static double expm1(double x) => Double("ExpM1", x);
    public static double expm1(int x) => Double("ExpM1", x);
    public static double expm1(uint x) => Double("ExpM1", x);
    public static double expm1(long x) => Double("ExpM1", x);
    public static double expm1(ulong x) => Double("ExpM1", x);

    public static float log(float x) => Single("Log", x);
    public static double log(double x) => Double("Log", x);
    public static double log(int x) => Double("Log", x);
    public static double log(uint x) => Double("Log", x);
    public static double log(long x) => Double("Log", x);
    public static double log(ulong x) => Double("Log", x);

    public static float log2(float x) => Single("Log2", x);
    public static double log2(double x) => Double("Log2", x);
    public static double log2(int x) => Double("Log2", x);
    public static double log2(uint x) => Double("Log2", x);
    public static double log2(long x) => Double("Log2", x);
    public static double log2(ulong x) => Double("Log2", x);

    public static float log10(float x) => Single("Log10", x);
    public static double log10(double x) => Double("Log10", x);
    public static double log10(int x) => Double("Log10", x);
    public static double log10(uint x) => Double("Log10", x);
    public static double log10(long x) => Double("Log10", x);
    public static double log10(ulong x) => Double("Log10", x);

    public static float log1p(float x) => Single("LogP1", x);
    public static double log1p(double x) => Double("LogP1", x);
    public static double log1p(int x) => Double("LogP1", x);
    public static double log1p(uint x) => Double("LogP1", x);
    public static double log1p(long x) => Double("LogP1", x);
    public static double log1p(ulong x) => Double("LogP1", x);

    public static float sin(float x) => Single("Sin", x);
    public static double sin(double x) => Double("Sin", x);
    public static double sin(int x) => Double("Sin", x);
    public static double sin(uint x) => Double("Sin", x);
    public static double sin(long x) => Double("Sin", x);
    public static double sin(ulong x) => Double("Sin", x);

    public static float cos(float x) => Single("Cos", x);
    public static double cos(double x) => Double("Cos", x);
    public static double cos(int x) => Double("Cos", x);
    public static double cos(uint x) => Double("Cos", x);
    public static double cos(long x) => Double("Cos", x);
    public static double cos(ulong x) => Double("Cos", x);

    public static float tan(float x) => Single("Tan", x);
    public static double tan(double x) => Double("Tan", x);
    public static double tan(int x) => Double("Tan", x);
    public static double tan(uint x) => Double("Tan", x);
    public static double tan(long x) => Double("Tan", x);
    public static double tan(ulong x) => Double("Tan", x);

    public static float sinPi(float x) => Single("SinPi", x);
    public static double sinPi(double x) => Double("SinPi", x);
    public static double sinPi(int x) => Double("SinPi", x);
    public static double sinPi(uint x) => Double("SinPi", x);
    public static double sinPi(long x) => Double("SinPi", x);
    public static double sinPi(ulong x) => Double("SinPi", x);

    public static float cosPi(float x) => Single("CosPi", x);
    public static double cosPi(double x) => Double("CosPi", x);
    public static double cosPi(int x) => Double("CosPi", x);
    public static double cosPi(uint x) => Double("CosPi", x);
    public static double cosPi(long x) => Double("CosPi", x);
    public static double cosPi(ulong x) => Double("CosPi", x);

    public static float asin(float x) => Single("Asin", x);
    public static double asin(double x) => Double("Asin", x);
    public static double asin(int x) => Double("Asin", x);
    public static double asin(uint x) => Double("Asin", x);
    public static double asin(long x) => Double("Asin", x);
    public static double asin(ulong x) => Double("Asin", x);

    public static float acos(float x) => Single("Acos", x);
    public static double acos(double x) => Double("Acos", x);
    public static double acos(int x) => Double("Acos", x);
    public static double acos(uint x) => Double("Acos", x);
    public static double acos(long x) => Double("Acos", x);
    public static double acos(ulong x) => Double("Acos", x);

    public static float atan(float x) => Single("Atan", x);
    public static double atan(double x) => Double("Atan", x);
    public static double atan(int x) => Double("Atan", x);
    public static double atan(uint x) => Double("Atan", x);
    public static double atan(long x) => Double("Atan", x);
    public static double atan(ulong x) => Double("Atan", x);

    public static float sinh(float x) => Single("Sinh", x);
    public static double sinh(double x) => Double("Sinh", x);
    public static double sinh(int x) => Double("Sinh", x);
    public static double sinh(uint x) => Double("Sinh", x);
    public static double sinh(long x) => Double("Sinh", x);
    public static double sinh(ulong x) => Double("Sinh", x);

    public static float cosh(float x) => Single("Cosh", x);
    public static double cosh(double x) => Double("Cosh", x);
    public static double cosh(int x) => Double("Cosh", x);
    public static double cosh(uint x) => Double("Cosh", x);
    public static double cosh(long x) => Double("Cosh", x);
    public static double cosh(ulong x) => Double("Cosh", x);

    public static float tanh(float x) => Single("Tanh", x);
    public static double tanh(double x) => Double("Tanh", x);
    public static double tanh(int x) => Double("Tanh", x);
    public static double tanh(uint x) => Double("Tanh", x);
    public static double tanh(long x) => Double("Tanh", x);
    public static double tanh(ulong x) => Double("Tanh", x);

    public static float asinh(float x) => Single("Asinh", x);
    public static double asinh(double x) => Double("Asinh", x);
    public static double asinh(int x) => Double("Asinh", x);
    public static double asinh(uint x) => Double("Asinh", x);
    public static double asinh(long x) => Double("Asinh", x);
    public static double asinh(ulong x) => Double("Asinh", x);

    public static float acosh(float x) => Single("Acosh", x);
    public static double acosh(double x) => Double("Acosh", x);
    public static double acosh(int x) => Double("Acosh", x);
    public static double acosh(uint x) => Double("Acosh", x);
    public static double acosh(long x) => Double("Acosh", x);
    public static double acosh(ulong x) => Double("Acosh", x);

    public static float atanh(float x) => Single("Atanh", x);
    public static double atanh(double x) => Double("Atanh", x);
    public static double atanh(int x) => Double("Atanh", x);
    public static double atanh(uint x) => Double("Atanh", x);
    public static double atanh(long x) => Double("Atanh", x);
    public static double atanh(ulong x) => Double("Atanh", x);

    public static float cbrt(float x) => Single("Cbrt", x);
    public static double cbrt(double x) => Double("Cbrt", x);
    public static double cbrt(int x) => Double("Cbrt", x);
    public static double cbrt(uint x) => Double("Cbrt", x);
    public static double cbrt(long x) => Double("Cbrt", x);
    public static double cbrt(ulong x) => Double("Cbrt", x);

    public static float erf(float x) => Single("Erf", x);
    public static double erf(double x) => Double("Erf", x);
    public static double erf(int x) => Double("Erf", x);
    public static double erf(uint x) => Double("Erf", x);
    public static double erf(long x) => Double("Erf", x);
    public static double erf(ulong x) => Double("Erf", x);

    public static float sigmoid(float x) => Single("Sigmoid", x);
    public static double sigmoid(double x) => Double("Sigmoid", x);
    public static double sigmoid(int x) => Double("Sigmoid", x);
    public static double sigmoid(uint x) => Double("Sigmoid", x);
    public static double sigmoid(long x) => Double("Sigmoid", x);
    public static double sigmoid(ulong x) => Double("Sigmoid", x);

    public static float pow(float x, float y) => Single("Pow", x, y);
    public static double pow(double x, double y) => Double("Pow", x, y);
    public static double pow(int x, int y) => Double("Pow", x, y);
    public static double pow(uint x, uint y) => Double("Pow", x, y);
    public static double pow(long x, long y) => Double("Pow", x, y);
    public static double pow(ulong x, ulong y) => Double("Pow", x, y);

    public static float atan2(float x, float y) => Single("Atan2", x, y);
    public static double atan2(double x, double y) => Double("Atan2", x, y);
    public static double atan2(int x, int y) => Double("Atan2", x, y);
    public static double atan2(uint x, uint y) => Double("Atan2", x, y);
    public static double atan2(long x, long y) => Double("Atan2", x, y);
    public static double atan2(ulong x, ulong y) => Double("Atan2", x, y);

    public static float hypot(float x, float y) => Single("Hypot", x, y);
    public static double hypot(double x, double y) => Double("Hypot", x, y);
    public static double hypot(int x, int y) => Double("Hypot", x, y);
    public static double hypot(uint x, uint y) => Double("Hypot", x, y);
    public static double hypot(long x, long y) => Double("Hypot", x, y);
    public static double hypot(ulong x, ulong y) => Double("Hypot", x, y);

    private static float Single(string name, float x, float y = 0) => BitConverter.UInt32BitsToSingle(
        (uint)Find(name).Evaluate(IrType.F32, BitConverter.SingleToUInt32Bits(x), BitConverter.SingleToUInt32Bits(y)));

    private static double Double(string name, double x, double y = 0) => BitConverter.UInt64BitsToDouble(
        Find(name).Evaluate(IrType.F64, BitConverter.DoubleToUInt64Bits(x), BitConverter.DoubleToUInt64Bits(y)));

    private static MathFunction Find(string name) => MathFunctions.All.First(function => function.Name == name);
}
