using System;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace JitGen.Differential.Tests.Oracle;

/// <summary>
/// The lower-case functions and constants of the language, in C#: what the texts given to Roslyn bind to. They are the base
/// class library's, with its overloads, apart from the differences that the language states.
/// </summary>
public static class Functions
{
    public const double PI = Math.PI;
    public const double E = Math.E;
    public const double Tau = Math.Tau;

    public static sbyte abs(sbyte x) => Math.Abs(x);
    public static byte abs(byte x) => x;
    public static short abs(short x) => Math.Abs(x);
    public static ushort abs(ushort x) => x;
    public static int abs(int x) => Math.Abs(x);
    public static uint abs(uint x) => x;
    public static long abs(long x) => Math.Abs(x);
    public static ulong abs(ulong x) => x;
    public static float abs(float x) => Math.Abs(x);
    public static double abs(double x) => Math.Abs(x);
    public static decimal abs(decimal x) => Math.Abs(x);

    public static sbyte min(sbyte x, sbyte y) => Math.Min(x, y);
    public static byte min(byte x, byte y) => Math.Min(x, y);
    public static short min(short x, short y) => Math.Min(x, y);
    public static ushort min(ushort x, ushort y) => Math.Min(x, y);
    public static int min(int x, int y) => Math.Min(x, y);
    public static uint min(uint x, uint y) => Math.Min(x, y);
    public static long min(long x, long y) => Math.Min(x, y);
    public static ulong min(ulong x, ulong y) => Math.Min(x, y);
    public static float min(float x, float y) => MinSingle(x, y);
    public static double min(double x, double y) => MinDouble(x, y);
    public static decimal min(decimal x, decimal y) => Math.Min(x, y);

    public static sbyte max(sbyte x, sbyte y) => Math.Max(x, y);
    public static byte max(byte x, byte y) => Math.Max(x, y);
    public static short max(short x, short y) => Math.Max(x, y);
    public static ushort max(ushort x, ushort y) => Math.Max(x, y);
    public static int max(int x, int y) => Math.Max(x, y);
    public static uint max(uint x, uint y) => Math.Max(x, y);
    public static long max(long x, long y) => Math.Max(x, y);
    public static ulong max(ulong x, ulong y) => Math.Max(x, y);
    public static float max(float x, float y) => MaxSingle(x, y);
    public static double max(double x, double y) => MaxDouble(x, y);
    public static decimal max(decimal x, decimal y) => Math.Max(x, y);

    public static sbyte clamp(sbyte x, sbyte min, sbyte max) => Math.Clamp(x, min, max);
    public static byte clamp(byte x, byte min, byte max) => Math.Clamp(x, min, max);
    public static short clamp(short x, short min, short max) => Math.Clamp(x, min, max);
    public static ushort clamp(ushort x, ushort min, ushort max) => Math.Clamp(x, min, max);
    public static int clamp(int x, int min, int max) => Math.Clamp(x, min, max);
    public static uint clamp(uint x, uint min, uint max) => Math.Clamp(x, min, max);
    public static long clamp(long x, long min, long max) => Math.Clamp(x, min, max);
    public static ulong clamp(ulong x, ulong min, ulong max) => Math.Clamp(x, min, max);
    public static float clamp(float x, float min, float max) => Math.Clamp(x, min, max);
    public static double clamp(double x, double min, double max) => Math.Clamp(x, min, max);
    public static decimal clamp(decimal x, decimal min, decimal max) => Math.Clamp(x, min, max);

    public static int sign(sbyte x) => Math.Sign(x);
    public static int sign(byte x) => x == 0 ? 0 : 1;
    public static int sign(short x) => Math.Sign(x);
    public static int sign(ushort x) => x == 0 ? 0 : 1;
    public static int sign(int x) => Math.Sign(x);
    public static int sign(uint x) => x == 0 ? 0 : 1;
    public static int sign(long x) => Math.Sign(x);
    public static int sign(ulong x) => x == 0 ? 0 : 1;
    public static int sign(float x) => Math.Sign(x);
    public static int sign(double x) => Math.Sign(x);
    public static int sign(decimal x) => Math.Sign(x);

    // Not inlined, so that no argument is a constant: see CSharpSource.
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static float MinSingle(float x, float y) => Math.Min(x, y);

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static double MinDouble(double x, double y) => Math.Min(x, y);

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static float MaxSingle(float x, float y) => Math.Max(x, y);

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static double MaxDouble(double x, double y) => Math.Max(x, y);

    // The sign of a NaN differs between processors, so the language takes it as positive.
    public static float CopySignSingle(float x, float y) => MathF.CopySign(x, float.IsNaN(y) ? 1 : y);
    public static double CopySignDouble(double x, double y) => Math.CopySign(x, double.IsNaN(y) ? 1 : y);
    public static float copysign(float x, float y) => CopySignSingle(x, y);
    public static double copysign(double x, double y) => CopySignDouble(x, y);
    public static double copysign(int x, int y) => CopySignDouble(x, y);
    public static double copysign(uint x, uint y) => CopySignDouble(x, y);
    public static double copysign(long x, long y) => CopySignDouble(x, y);
    public static double copysign(ulong x, ulong y) => CopySignDouble(x, y);

    // Of a float the functions of floating-point numbers give a float; of a double, and of every integer, a double.
    public static float sqrt(float x) => MathF.Sqrt(x);
    public static double sqrt(double x) => Math.Sqrt(x);
    public static double sqrt(int x) => Math.Sqrt((double)x);
    public static double sqrt(uint x) => Math.Sqrt((double)x);
    public static double sqrt(long x) => Math.Sqrt((double)x);
    public static double sqrt(ulong x) => Math.Sqrt((double)x);
    public static float fma(float x, float y, float z) => MathF.FusedMultiplyAdd(x, y, z);
    public static double fma(double x, double y, double z) => Math.FusedMultiplyAdd(x, y, z);
    public static double fma(int x, int y, int z) => Math.FusedMultiplyAdd((double)x, (double)y, (double)z);
    public static double fma(uint x, uint y, uint z) => Math.FusedMultiplyAdd((double)x, (double)y, (double)z);
    public static double fma(long x, long y, long z) => Math.FusedMultiplyAdd((double)x, (double)y, (double)z);
    public static double fma(ulong x, ulong y, ulong z) => Math.FusedMultiplyAdd((double)x, (double)y, (double)z);
    public static float floor(float x) => MathF.Floor(x);
    public static double floor(double x) => Math.Floor(x);
    public static double floor(int x) => Math.Floor((double)x);
    public static double floor(uint x) => Math.Floor((double)x);
    public static double floor(long x) => Math.Floor((double)x);
    public static double floor(ulong x) => Math.Floor((double)x);
    public static float ceiling(float x) => MathF.Ceiling(x);
    public static double ceiling(double x) => Math.Ceiling(x);
    public static double ceiling(int x) => Math.Ceiling((double)x);
    public static double ceiling(uint x) => Math.Ceiling((double)x);
    public static double ceiling(long x) => Math.Ceiling((double)x);
    public static double ceiling(ulong x) => Math.Ceiling((double)x);
    public static float round(float x) => MathF.Round(x);
    public static double round(double x) => Math.Round(x);
    public static double round(int x) => Math.Round((double)x);
    public static double round(uint x) => Math.Round((double)x);
    public static double round(long x) => Math.Round((double)x);
    public static double round(ulong x) => Math.Round((double)x);
    public static float truncate(float x) => MathF.Truncate(x);
    public static double truncate(double x) => Math.Truncate(x);
    public static double truncate(int x) => Math.Truncate((double)x);
    public static double truncate(uint x) => Math.Truncate((double)x);
    public static double truncate(long x) => Math.Truncate((double)x);
    public static double truncate(ulong x) => Math.Truncate((double)x);

    public static bool isNaN(float x) => float.IsNaN(x);
    public static bool isNaN(double x) => double.IsNaN(x);
    public static bool isFinite(float x) => float.IsFinite(x);
    public static bool isFinite(double x) => double.IsFinite(x);

    public static int popcount(int x) => BitOperations.PopCount((uint)x);
    public static int popcount(uint x) => BitOperations.PopCount(x);
    public static int popcount(long x) => BitOperations.PopCount((ulong)x);
    public static int popcount(ulong x) => BitOperations.PopCount(x);
    public static int leadingZeroCount(int x) => BitOperations.LeadingZeroCount((uint)x);
    public static int leadingZeroCount(uint x) => BitOperations.LeadingZeroCount(x);
    public static int leadingZeroCount(long x) => BitOperations.LeadingZeroCount((ulong)x);
    public static int leadingZeroCount(ulong x) => BitOperations.LeadingZeroCount(x);

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int trailingZeroCount(int x) => BitOperations.TrailingZeroCount(x);

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int trailingZeroCount(uint x) => BitOperations.TrailingZeroCount(x);

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int trailingZeroCount(long x) => BitOperations.TrailingZeroCount(x);

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int trailingZeroCount(ulong x) => BitOperations.TrailingZeroCount(x);

    public static int rotateLeft(int x, int count) => (int)BitOperations.RotateLeft((uint)x, count);
    public static uint rotateLeft(uint x, int count) => BitOperations.RotateLeft(x, count);
    public static long rotateLeft(long x, int count) => (long)BitOperations.RotateLeft((ulong)x, count);
    public static ulong rotateLeft(ulong x, int count) => BitOperations.RotateLeft(x, count);
    public static int rotateRight(int x, int count) => (int)BitOperations.RotateRight((uint)x, count);
    public static uint rotateRight(uint x, int count) => BitOperations.RotateRight(x, count);
    public static long rotateRight(long x, int count) => (long)BitOperations.RotateRight((ulong)x, count);
    public static ulong rotateRight(ulong x, int count) => BitOperations.RotateRight(x, count);

    public static int multiplyHigh(int x, int y) => (int)(((long)x * y) >> 32);
    public static uint multiplyHigh(uint x, uint y) => (uint)(((ulong)x * y) >> 32);
    public static long multiplyHigh(long x, long y) => Math.BigMul(x, y, out _);
    public static ulong multiplyHigh(ulong x, ulong y) => Math.BigMul(x, y, out _);

    // The bits of a result as the harness compares them: zero-extended, one NaN for all.
    public static ulong Bits(bool x) => x ? 1UL : 0;
    public static ulong Bits(sbyte x) => (byte)x;
    public static ulong Bits(byte x) => x;
    public static ulong Bits(short x) => (ushort)x;
    public static ulong Bits(ushort x) => x;
    public static ulong Bits(int x) => (uint)x;
    public static ulong Bits(uint x) => x;
    public static ulong Bits(long x) => (ulong)x;
    public static ulong Bits(ulong x) => x;
    public static ulong Bits(float x) => float.IsNaN(x) ? 0x7FC00000u : BitConverter.SingleToUInt32Bits(x);
    public static ulong Bits(double x) => double.IsNaN(x) ? 0x7FF8000000000000 : BitConverter.DoubleToUInt64Bits(x);
}
