using System;

namespace JitGen.Compiler.Targets.Arm64;

/// <summary>An instruction in the arrangements that it exists in.</summary>
internal sealed class VectorRow
{
    private readonly Arm64Instruction?[] _rows = new Arm64Instruction?[Arrangements.Count];

    /// <param name="arrangements">The arrangements.</param>
    /// <param name="create">Makes the row of one.</param>
    public VectorRow(Arrangement[] arrangements, Func<Arrangement, Arm64Instruction> create)
    {
        foreach (Arrangement arrangement in arrangements)
        {
            _rows[(int)arrangement] = create(arrangement);
        }
    }

    /// <summary>The instruction of an arrangement, which has to exist.</summary>
    public Arm64Instruction this[Arrangement arrangement] =>
        _rows[(int)arrangement] ?? throw new InvalidOperationException("no instruction for lanes " + Arrangements.Name(arrangement));

    /// <summary>Whether there is an instruction for an arrangement.</summary>
    public bool Has(Arrangement arrangement) => _rows[(int)arrangement] is not null;
}
