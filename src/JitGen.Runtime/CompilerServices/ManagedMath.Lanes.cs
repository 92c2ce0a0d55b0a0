using System;
using System.Numerics;
using System.Runtime.Intrinsics;

namespace JitGen.CompilerServices;

/// <content>The lanes of a reduction whose order decides its bits: accumulators of 256 bytes together, combined by halving.</content>
public static unsafe partial class ManagedMath
{
    private const int LaneBytes = 256;

    /// <summary>Sets all lanes, to what changes no other value.</summary>
    public static void FillLanes(float* lanes, float neutral) => new Span<float>(lanes, LaneBytes / sizeof(float)).Fill(neutral);

    /// <inheritdoc cref="FillLanes(float*, float)"/>
    public static void FillLanes(double* lanes, double neutral) => new Span<double>(lanes, LaneBytes / sizeof(double)).Fill(neutral);

    /// <summary>The sum of the lanes, each half of which is added to the one before, until one lane is left. It overwrites them.</summary>
    public static float AddLanes(float* lanes) => CombineLanes(lanes, multiplies: false);

    /// <inheritdoc cref="AddLanes(float*)"/>
    public static double AddLanes(double* lanes) => CombineLanes(lanes, multiplies: false);

    /// <summary>The product of the lanes, each half of which is multiplied to the one before, until one lane is left. It overwrites them.</summary>
    public static float MultiplyLanes(float* lanes) => CombineLanes(lanes, multiplies: true);

    /// <inheritdoc cref="MultiplyLanes(float*)"/>
    public static double MultiplyLanes(double* lanes) => CombineLanes(lanes, multiplies: true);

    private static T CombineLanes<T>(T* lanes, bool multiplies)
        where T : unmanaged, INumberBase<T>
    {
        int half = LaneBytes / sizeof(T) / 2;
        for (; half >= Vector128<T>.Count; half /= 2)
        {
            for (int lane = 0; lane < half; lane += Vector128<T>.Count)
            {
                Vector128<T> lower = Vector128.Load(lanes + lane), upper = Vector128.Load(lanes + lane + half);
                (multiplies ? lower * upper : lower + upper).Store(lanes + lane);
            }
        }
        for (; half > 0; half /= 2)
        {
            for (int lane = 0; lane < half; lane++)
            {
                lanes[lane] = multiplies ? lanes[lane] * lanes[lane + half] : lanes[lane] + lanes[lane + half];
            }
        }
        return lanes[0];
    }
}
