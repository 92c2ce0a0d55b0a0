using System;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using JitGen;
using JitGen.FirstCalls;

// Prints the nanoseconds of the first call of three classes in this fresh process, "native" or "managed".
Clock();
bool native = args is ["native"];
ulong[] results = native ? Native(out long first, out long second, out long third) : Managed(out first, out second, out third);
Console.WriteLine($"{Nanoseconds(first)} {Nanoseconds(second)} {Nanoseconds(third)}");
bool isBound = !native || NativeCode.IsSupported;
Console.Error.WriteLine(isBound ? $"{results.Length} calls" : $"no native code: {NativeCode.Reason}");
return isBound ? 0 : 1;

static long Nanoseconds(long ticks) => (long)(ticks * (1e9 / Stopwatch.Frequency));

/// <summary>Reads the clock, so that its own first call is over.</summary>
static long Clock() => Stopwatch.GetTimestamp() + Stopwatch.GetTimestamp();

[MethodImpl(MethodImplOptions.NoInlining)]
static ulong[] Native(out long first, out long second, out long third)
{
    long start = Stopwatch.GetTimestamp();
    ulong a = FirstFormulas.Mix(1);
    long afterFirst = Stopwatch.GetTimestamp();
    ulong b = SecondFormulas.Mix(2);
    long afterSecond = Stopwatch.GetTimestamp();
    ulong c = ThirdFormulas.Mix(3);
    long afterThird = Stopwatch.GetTimestamp();
    (first, second, third) = (afterFirst - start, afterSecond - afterFirst, afterThird - afterSecond);
    return [a, b, c];
}

[MethodImpl(MethodImplOptions.NoInlining)]
static ulong[] Managed(out long first, out long second, out long third)
{
    long start = Stopwatch.GetTimestamp();
    ulong a = FirstMethods.Mix(1);
    long afterFirst = Stopwatch.GetTimestamp();
    ulong b = SecondMethods.Mix(2);
    long afterSecond = Stopwatch.GetTimestamp();
    ulong c = ThirdMethods.Mix(3);
    long afterThird = Stopwatch.GetTimestamp();
    (first, second, third) = (afterFirst - start, afterSecond - afterFirst, afterThird - afterSecond);
    return [a, b, c];
}
