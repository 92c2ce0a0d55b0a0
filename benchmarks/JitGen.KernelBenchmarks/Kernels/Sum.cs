using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.Intrinsics;

namespace JitGen.KernelBenchmarks.Kernels;

/// <summary>The sum.</summary>
internal sealed class Sum<T> : ReductionKernel<T, Sum<T>.Accumulation>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override string Name => "sum";

    public override string Text => "sum(x)";

    public override string C => "T s = 0; for (long i = 0; i < n; i++) s += x[i]; *r = s;";

    public override void Tensors(in Operands operands) => operands.Result<T>() = TensorPrimitives.Sum(operands.X<T>());

    internal readonly struct Accumulation : IAccumulation<T>
    {
        public static bool HasSecondInput => false;

        public static T Neutral => T.Zero;

        public static T Term(T x, T y) => x;

        public static Vector512<T> Term(Vector512<T> x, Vector512<T> y) => x;

        public static Vector<T> Term(Vector<T> x, Vector<T> y) => x;

        public static T Combine(T accumulator, T term) => accumulator + term;

        public static Vector512<T> Combine(Vector512<T> accumulator, Vector512<T> term) => accumulator + term;

        public static Vector<T> Combine(Vector<T> accumulator, Vector<T> term) => accumulator + term;
    }
}
