using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.Intrinsics;

namespace JitGen.KernelBenchmarks.Kernels;

/// <summary>The sum of products.</summary>
internal sealed class Dot<T> : ReductionKernel<T, Dot<T>.Accumulation>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override string Name => "dot";

    public override string Text => "sum(x * y)";

    public override string C => "T s = 0; for (long i = 0; i < n; i++) s += x[i] * y[i]; *r = s;";

    public override void Tensors(in Operands operands) => operands.Result<T>() = TensorPrimitives.Dot(operands.X<T>(), operands.Y<T>());

    internal readonly struct Accumulation : IAccumulation<T>
    {
        public static bool HasSecondInput => true;

        public static T Neutral => T.Zero;

        public static T Term(T x, T y) => x * y;

        public static Vector512<T> Term(Vector512<T> x, Vector512<T> y) => x * y;

        public static Vector<T> Term(Vector<T> x, Vector<T> y) => x * y;

        public static T Combine(T accumulator, T term) => accumulator + term;

        public static Vector512<T> Combine(Vector512<T> accumulator, Vector512<T> term) => accumulator + term;

        public static Vector<T> Combine(Vector<T> accumulator, Vector<T> term) => accumulator + term;
    }
}
