using System;
using System.Collections.Generic;

namespace JitGen.KernelBenchmarks;

/// <summary>Runs something once.</summary>
internal delegate void Invocation(in Operands operands);

/// <summary>A loop that is measured, in all the ways in which it can be written.</summary>
internal abstract class Kernel
{
    /// <summary>The name for the command line and the tables, without the type.</summary>
    public abstract string Name { get; }

    /// <summary>The formula, as the tables show it.</summary>
    public abstract string Text { get; }

    /// <summary>The types of the inputs, in order.</summary>
    public abstract IReadOnlyList<Element> Inputs { get; }

    /// <summary>The types of the results, in order; of a reduction: of its result.</summary>
    public abstract IReadOnlyList<Element> Outputs { get; }

    /// <summary>The type that the name carries.</summary>
    public virtual Element Type => Inputs[0];

    /// <summary>Whether the result is one number.</summary>
    public virtual bool IsReduction => false;

    /// <summary>The statements of the C function over x y z w (inputs), r q (results), a b (scalars), n, and the type T.</summary>
    public abstract string C { get; }

    /// <summary>How many passes over arrays System.Numerics.Tensors needs; 0 if it cannot.</summary>
    public abstract int TensorPasses { get; }

    /// <summary>Whether a part of the elements can be computed without the others.</summary>
    public virtual bool HasIndependentElements => !IsReduction;

    /// <summary>The call of JitGen's method.</summary>
    public required Invocation Formula { get; init; }

    /// <summary>The name in tables and of the C function, such as <c>saxpy_f32</c>.</summary>
    public string Id => $"{Name}_{Type.Name}";

    /// <summary>The type whose method of this kernel's name has the formula.</summary>
    public virtual Type Formulas => typeof(Formulas);

    /// <summary>Whether only operations that have one right result are computed, so that the plain loop gives the same bits.</summary>
    public virtual bool HasExactOperations => true;

    /// <summary>Values of the scalars a and b.</summary>
    public virtual (double A, double B) Scalars => (0, 0);

    /// <summary>How many arrays System.Numerics.Tensors needs for intermediate results, and the size of their elements.</summary>
    public virtual (int Count, int ElementBytes) Temporaries => (0, 0);

    /// <summary>What all arrays take per element.</summary>
    public int BytesPerElement
    {
        get
        {
            int bytes = 0;
            foreach (Element input in Inputs)
            {
                bytes += input.Bytes;
            }

            foreach (Element output in IsReduction ? [] : Outputs)
            {
                bytes += output.Bytes;
            }

            return bytes;
        }
    }

    /// <summary>The plain loop; its bits are what a map is compared with.</summary>
    public abstract void Scalar(in Operands operands);

    /// <summary>What JitGen's strict code has to give, bit for bit: of a reduction, the order that JitGen defines.</summary>
    public virtual void Defined(in Operands operands) => Scalar(operands);

    /// <summary>System.Numerics.Tensors, a pass per operation.</summary>
    public abstract void Tensors(in Operands operands);

    /// <summary>Between which numbers the elements of an input are.</summary>
    public virtual (double Low, double High) RangeOf(int input) => (-2, 2);

    /// <summary>The size of an input's elements; 0 if there is no such input.</summary>
    public int InputBytes(int input) => input < Inputs.Count ? Inputs[input].Bytes : 0;

    /// <summary>The size of a result's elements; 0 if there is no such result, or if it is one number.</summary>
    public int OutputBytes(int output) => !IsReduction && output < Outputs.Count ? Outputs[output].Bytes : 0;
}
