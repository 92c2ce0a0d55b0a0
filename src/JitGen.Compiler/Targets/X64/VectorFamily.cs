using System;
using System.Collections.Generic;

namespace JitGen.Compiler.Targets.X64;

/// <summary>
/// The rows of one operation on lanes of one type: for vectors of 16, 32 and 64 bytes; and where it can be masked, two more for
/// each, in which a lane whose bit in the mask is 0 keeps what operand 0 was, respectively becomes 0.
/// </summary>
internal sealed class VectorFamily
{
    private const int LengthCount = 3;

    private readonly X64Instruction?[] _rows = new X64Instruction?[3 * LengthCount];

    /// <summary>All rows, in their order in the table.</summary>
    public IEnumerable<X64Instruction> Rows
    {
        get
        {
            foreach (X64Instruction? row in _rows)
            {
                if (row is not null)
                {
                    yield return row;
                }
            }
        }
    }

    /// <summary>EVEX.L'L of a vector: 0 up to 16 bytes, 1 for 32, 2 for 64.</summary>
    public static int LengthNumber(int vectorBytes) => vectorBytes <= 16 ? 0 : vectorBytes == 32 ? 1 : 2;

    /// <summary>The row that writes all lanes; a vector of less than 16 bytes is the low part of one.</summary>
    public X64Instruction For(int vectorBytes) => Row(Masking.None, vectorBytes);

    /// <summary>The row under a mask.</summary>
    public X64Instruction For(int vectorBytes, Masking masking) => Row(masking, vectorBytes);

    /// <summary>Whether there is a row for the length.</summary>
    public bool Has(int vectorBytes, Masking masking = Masking.None) => _rows[Index(masking, LengthNumber(vectorBytes))] is not null;

    /// <summary>Sets a row; for the builder of the table.</summary>
    public void Set(Masking masking, int lengthNumber, X64Instruction row) => _rows[Index(masking, lengthNumber)] = row;

    private static int Index(Masking masking, int lengthNumber) => (int)masking * LengthCount + lengthNumber;

    private X64Instruction Row(Masking masking, int vectorBytes) =>
        _rows[Index(masking, LengthNumber(vectorBytes))]
        ?? throw new InvalidOperationException($"No instruction for vectors of {vectorBytes} bytes, masking {masking}, beside {Names()}.");

    private string Names()
    {
        var names = new List<string>();
        foreach (X64Instruction row in Rows)
        {
            names.Add(row.Mnemonic);
        }

        return string.Join(", ", names);
    }
}

/// <summary>What becomes of the lanes that a mask leaves out.</summary>
internal enum Masking
{
    /// <summary>There is no mask.</summary>
    None,

    /// <summary>They stay as they were: in operand 0, or in memory. A comparison gives 0 for them.</summary>
    Merging,

    /// <summary>They become 0.</summary>
    Zeroing,
}

/// <summary>One operation, by the size of its lanes: 1, 2, 4 or 8 bytes.</summary>
internal sealed class VectorOperation
{
    private readonly VectorFamily?[] _lanes;

    /// <param name="lanes">The families for lanes of 1, 2, 4 and 8 bytes; null where there is none.</param>
    public VectorOperation(params VectorFamily?[] lanes) => _lanes = lanes;

    /// <summary>The families that there are, by the size of their lanes.</summary>
    public IEnumerable<VectorFamily> Families
    {
        get
        {
            foreach (VectorFamily? family in _lanes)
            {
                if (family is not null)
                {
                    yield return family;
                }
            }
        }
    }

    /// <summary>Whether there is a row for lanes of that size.</summary>
    public bool Has(int laneBytes, int vectorBytes, Masking masking = Masking.None) =>
        _lanes[Log2(laneBytes)] is { } family && family.Has(vectorBytes, masking);

    /// <summary>The row for lanes and vectors of these sizes.</summary>
    public X64Instruction For(int laneBytes, int vectorBytes, Masking masking = Masking.None) =>
        Lanes(laneBytes).For(vectorBytes, masking);

    /// <summary>The family for lanes of that size.</summary>
    public VectorFamily Lanes(int laneBytes) =>
        _lanes[Log2(laneBytes)] ?? throw new InvalidOperationException($"No instruction for lanes of {laneBytes} bytes.");

    private static int Log2(int laneBytes) => laneBytes switch { 1 => 0, 2 => 1, 4 => 2, _ => 3 };
}

/// <summary>The three forms of a fused multiplication and addition of vectors; see <see cref="FusedForms"/>.</summary>
internal readonly record struct FusedVectorForms(VectorOperation Form132, VectorOperation Form213, VectorOperation Form231);
