using System.Numerics;
using System.Runtime.CompilerServices;
using JitGen.CompilerServices;

namespace JitGen.Dynamic.Interpretation;

/// <summary>The loops of block operations, all of one signature: result, three operands, number of elements.</summary>
internal static unsafe class Loops
{
    public static void Vector<TOperator, T>(byte* result, byte* a, byte* b, byte* c, int count)
        where TOperator : IVectorBinary<T>
        where T : unmanaged
    {
        int i = 0;
        for (; i <= count - Vector<T>.Count; i += Vector<T>.Count)
        {
            Unsafe.WriteUnaligned((T*)result + i, TOperator.Of(Unsafe.ReadUnaligned<Vector<T>>((T*)a + i), Unsafe.ReadUnaligned<Vector<T>>((T*)b + i)));
        }

        for (; i < count; i++)
        {
            ((T*)result)[i] = TOperator.Of(((T*)a)[i], ((T*)b)[i]);
        }
    }

    public static void Binary<TOperator, T, TResult>(byte* result, byte* a, byte* b, byte* c, int count)
        where TOperator : IBinary<T, TResult>
        where T : unmanaged
        where TResult : unmanaged
    {
        for (int i = 0; i < count; i++)
        {
            ((TResult*)result)[i] = TOperator.Of(((T*)a)[i], ((T*)b)[i]);
        }
    }

    public static void Unary<TOperator, T, TResult>(byte* result, byte* a, byte* b, byte* c, int count)
        where TOperator : IUnary<T, TResult>
        where T : unmanaged
        where TResult : unmanaged
    {
        for (int i = 0; i < count; i++)
        {
            ((TResult*)result)[i] = TOperator.Of(((T*)a)[i]);
        }
    }

    /// <summary>Shifts and rotations: the count is taken modulo the width.</summary>
    public static void ShiftLeft<T>(byte* result, byte* a, byte* b, byte* c, int count)
        where T : unmanaged, IShiftOperators<T, int, T>
    {
        for (int i = 0; i < count; i++)
        {
            ((T*)result)[i] = ((T*)a)[i] << (((int*)b)[i] & ((sizeof(T) * 8) - 1));
        }
    }

    public static void ShiftRight<T>(byte* result, byte* a, byte* b, byte* c, int count)
        where T : unmanaged, IShiftOperators<T, int, T>
    {
        for (int i = 0; i < count; i++)
        {
            ((T*)result)[i] = ((T*)a)[i] >> (((int*)b)[i] & ((sizeof(T) * 8) - 1));
        }
    }

    public static void RotateLeft<T>(byte* result, byte* a, byte* b, byte* c, int count)
        where T : unmanaged, IBinaryInteger<T>
    {
        for (int i = 0; i < count; i++)
        {
            ((T*)result)[i] = T.RotateLeft(((T*)a)[i], ((int*)b)[i]);
        }
    }

    public static void RotateRight<T>(byte* result, byte* a, byte* b, byte* c, int count)
        where T : unmanaged, IBinaryInteger<T>
    {
        for (int i = 0; i < count; i++)
        {
            ((T*)result)[i] = T.RotateRight(((T*)a)[i], ((int*)b)[i]);
        }
    }

    /// <summary>Where the first operand is true the second, else the third.</summary>
    public static void Select<T>(byte* result, byte* a, byte* b, byte* c, int count)
        where T : unmanaged
    {
        for (int i = 0; i < count; i++)
        {
            ((T*)result)[i] = a[i] != 0 ? ((T*)b)[i] : ((T*)c)[i];
        }
    }

    /// <summary>Where the first operand is true the third, else the second.</summary>
    public static void Rare<T>(byte* result, byte* a, byte* b, byte* c, int count)
        where T : unmanaged => Select<T>(result, a, c, b, count);

    public static void FusedMultiplyAdd64(byte* result, byte* a, byte* b, byte* c, int count)
    {
        for (int i = 0; i < count; i++)
        {
            ((double*)result)[i] = ManagedMath.FusedMultiplyAdd(((double*)a)[i], ((double*)b)[i], ((double*)c)[i]);
        }
    }

    public static void FusedMultiplyAdd32(byte* result, byte* a, byte* b, byte* c, int count)
    {
        for (int i = 0; i < count; i++)
        {
            ((float*)result)[i] = ManagedMath.FusedMultiplyAdd(((float*)a)[i], ((float*)b)[i], ((float*)c)[i]);
        }
    }

    /// <summary>The same bits in another type of the same size.</summary>
    public static void Copy<T>(byte* result, byte* a, byte* b, byte* c, int count)
        where T : unmanaged => Unsafe.CopyBlockUnaligned(result, a, (uint)(count * sizeof(T)));
}
