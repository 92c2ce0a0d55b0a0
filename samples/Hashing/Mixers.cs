using JitGen;

namespace Hashing;

/// <summary>The finishing steps of well-known hash functions, a formula each.</summary>
internal static partial class Mixers
{
    private const ulong Prime1 = 0x9E3779B185EBCA87, Prime2 = 0xC2B2AE3D27D4EB4F, Prime3 = 0x165667B19E3779F9, Prime5 = 0x27D4EB2F165667C5;

    /// <summary>The output of the generator splitmix64 for the state before its step.</summary>
    [NativeExpression("""
        var a = state + 0x9E3779B97F4A7C15;
        var b = (a ^ a >> 30) * 0xBF58476D1CE4E5B9;
        var c = (b ^ b >> 27) * 0x94D049BB133111EB;
        c ^ c >> 31
        """)]
    public static partial ulong SplitMix64(ulong state);

    /// <summary>fmix64, the end of the 128-bit MurmurHash3.</summary>
    [NativeExpression("var a = (k ^ k >> 33) * 0xFF51AFD7ED558CCD; var b = (a ^ a >> 33) * 0xC4CEB9FE1A85EC53; b ^ b >> 33")]
    public static partial ulong Murmur3Finalize(ulong k);

    /// <summary>The avalanche at the end of xxHash64.</summary>
    [NativeExpression("var a = (h ^ h >> 33) * Prime2; var b = (a ^ a >> 29) * Prime3; b ^ b >> 32")]
    public static partial ulong XxHash64Avalanche(ulong h);

    /// <summary>What xxHash64 does before that with each of the last bytes of its input.</summary>
    [NativeExpression("rotateLeft(h ^ next * Prime5, 11) * Prime1")]
    public static partial ulong XxHash64Byte(ulong h, byte next);

    /// <summary>xxHash64 of fewer than 4 bytes, seed 0.</summary>
    public static ulong XxHash64Short(byte[] bytes)
    {
        ulong h = Prime5 + (ulong)bytes.Length;
        foreach (byte next in bytes)
        {
            h = XxHash64Byte(h, next);
        }

        return XxHash64Avalanche(h);
    }
}
