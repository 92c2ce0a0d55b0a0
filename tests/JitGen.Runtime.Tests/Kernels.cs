using JitGen.CompilerServices;

namespace JitGen.Runtime.Tests;

/// <summary>What the generator makes of <c>[NativeExpression("a + b")] static partial long Add(long a, long b)</c>.</summary>
internal static unsafe class Kernels
{
    internal const string Name = "JitGen.Runtime.Tests.Kernels";

    /// <summary>What its image is called: a copy in a collectible context has a name of its own.</summary>
    internal static readonly string ImageName = typeof(Kernels).Assembly.IsCollectible ? Name + " (collectible)" : Name;

    private static nint s_add;
    private static NativeImage? s_image;

    /// <summary>Whether the last call ran in managed code.</summary>
    internal static bool FellBack { get; private set; }

    /// <summary>The address of the code, 0 before the first call, 1 for the fallback.</summary>
    internal static nint Slot => s_add;

    public static long Add(long a, long b)
    {
        nint entry = s_add;
        if ((nuint)entry > 1)
        {
            return ((delegate* unmanaged[SuppressGCTransition]<long, long, long>)entry)(a, b);
        }
        if (entry == 0)
        {
            s_add = TestImage.AddTables(ImageName).Load(ref s_image).Entry(0);
            return Add(a, b);
        }
        FellBack = true;
        return a + b;
    }
}
