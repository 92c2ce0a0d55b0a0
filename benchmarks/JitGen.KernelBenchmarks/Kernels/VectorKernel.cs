namespace JitGen.KernelBenchmarks.Kernels;

/// <summary>A kernel that is also written by hand with .NET's vectors.</summary>
internal abstract class VectorKernel : Kernel
{
    /// <summary>Written by hand with Vector512.</summary>
    public abstract void Vectors512(in Operands operands);

    /// <summary>Written by hand with Vector&lt;T&gt;.</summary>
    public abstract void Vectors(in Operands operands);
}
