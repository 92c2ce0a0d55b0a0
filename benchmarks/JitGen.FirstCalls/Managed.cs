namespace JitGen.FirstCalls;

/// <summary>The first formula of each class of <c>Native.cs</c>, in C#: what the JIT compiles at the first call.</summary>
internal static class FirstMethods
{
    public static ulong Mix(ulong x) => (x ^ x >> 30) * 0xBF58476D1CE4E5B9;
}

internal static class SecondMethods
{
    public static ulong Mix(ulong x) => (x ^ x >> 27) * 0x94D049BB133111EB;
}

internal static class ThirdMethods
{
    public static ulong Mix(ulong x) => (x ^ x >> 33) * 0xFF51AFD7ED558CCD;
}
