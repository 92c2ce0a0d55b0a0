using JitGen.CompilerServices;

namespace JitGen.Differential.Tests.Oracle;

/// <summary>What the runtime's library computes where the processor has no instruction for it, for texts given to Roslyn.</summary>
public static class SoftwareArithmetic
{
    public static double FusedMultiplyAdd(double x, double y, double z) => ManagedMath.FusedMultiplyAddInIntegers(x, y, z);

    public static float FusedMultiplyAdd(float x, float y, float z) => ManagedMath.FusedMultiplyAddInDouble(x, y, z);
}
