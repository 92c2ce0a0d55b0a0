using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.Intrinsics;

namespace JitGen.KernelBenchmarks.Kernels;

/// <summary>The largest element.</summary>
internal sealed class Maximum<T> : ReductionKernel<T, Maximum<T>.Accumulation>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override string Name => "max";

    public override string Text => "max(x)";

    public override string C => "T s = -__builtin_inf(); for (long i = 0; i < n; i++) s = x[i] > s ? x[i] : s; *r = s;";

    public override void Tensors(in Operands operands) => operands.Result<T>() = TensorPrimitives.Max(operands.X<T>());

    internal readonly struct Accumulation : IAccumulation<T>
    {
        public static bool HasSecondInput => false;

        public static T Neutral => T.NegativeInfinity;

        public static T Term(T x, T y) => x;

        public static Vector512<T> Term(Vector512<T> x, Vector512<T> y) => x;

        public static Vector<T> Term(Vector<T> x, Vector<T> y) => x;

        public static T Combine(T accumulator, T term) => T.Max(accumulator, term);

        public static Vector512<T> Combine(Vector512<T> accumulator, Vector512<T> term) => Vector512.Max(accumulator, term);

        public static Vector<T> Combine(Vector<T> accumulator, Vector<T> term) => Vector.Max(accumulator, term);
    }
}
