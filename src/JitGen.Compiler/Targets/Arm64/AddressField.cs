using System.Diagnostics;
using System.Text;
using JitGen.Compiler.Machine;

namespace JitGen.Compiler.Targets.Arm64;

/// <summary>Memory at a base register.</summary>
internal abstract class AddressField : OperandField
{
    private const int BasePosition = 5;

    /// <param name="syntax">The text in the rows.</param>
    /// <param name="size">Bytes of the access.</param>
    protected AddressField(string syntax, byte size)
        : base(syntax, OperandForms.Memory, RegisterClass.Integer, size)
    {
    }

    public override uint Encode(Operand operand) => (uint)operand.Base.HardwareNumber << BasePosition;

    public override void Print(StringBuilder text, Operand operand)
    {
        text.Append('[').Append(operand.Base == Registers.StackPointer ? "sp" : Registers.Name(operand.Base, 8));
        PrintOffset(text, operand);
        text.Append(']');
    }

    /// <summary>Appends what is added to the base register.</summary>
    protected abstract void PrintOffset(StringBuilder text, Operand operand);
}

/// <summary>Memory at a base register plus a displacement.</summary>
internal sealed class MemoryField : AddressField
{
    private readonly int _scale;
    private readonly int _bits;
    private readonly int _position;
    private readonly long _least;

    /// <param name="syntax">The text in the rows.</param>
    /// <param name="size">Bytes of the access.</param>
    /// <param name="scale">Bytes that the displacement counts.</param>
    /// <param name="bits">Bits of the displacement.</param>
    /// <param name="position">Their position.</param>
    /// <param name="isSigned">Whether the displacement may be negative.</param>
    public MemoryField(string syntax, byte size, int scale, int bits, int position, bool isSigned = false)
        : base(syntax, size)
    {
        _scale = scale;
        _bits = bits;
        _position = position;
        _least = isSigned ? -1L << (bits - 1) : 0;
    }

    public override bool Reaches(long distance)
    {
        long units = distance / _scale;
        return distance % _scale == 0 && units >= _least && units < _least + (1L << _bits);
    }

    public override uint Encode(Operand operand)
    {
        Debug.Assert(Reaches(operand.Value), "out of reach");
        return base.Encode(operand) | (uint)(operand.Value / _scale & ((1L << _bits) - 1)) << _position;
    }

    protected override void PrintOffset(StringBuilder text, Operand operand)
    {
        if (operand.Value != 0)
        {
            text.Append(", ").Append(ImmediateField.Decimal(operand.Value));
        }
    }
}

/// <summary>Memory at a base register plus an index, which is multiplied by the size of the access or is not.</summary>
internal sealed class IndexedMemoryField : AddressField
{
    private const int IndexPosition = 16;
    private const uint ShiftBit = 1u << 12;

    private readonly int _scaleLog2;

    /// <param name="syntax">The text in the rows.</param>
    /// <param name="scaleLog2">The binary logarithm of the size.</param>
    public IndexedMemoryField(string syntax, int scaleLog2)
        : base(syntax, (byte)(1 << scaleLog2)) => _scaleLog2 = scaleLog2;

    public override uint Encode(Operand operand)
    {
        Debug.Assert(operand.Value == 0 && (operand.ScaleLog2 == 0 || operand.ScaleLog2 == _scaleLog2), "no such address");
        return base.Encode(operand) | (uint)operand.Index.HardwareNumber << IndexPosition | (operand.ScaleLog2 == 0 ? 0 : ShiftBit);
    }

    protected override void PrintOffset(StringBuilder text, Operand operand)
    {
        text.Append(", ").Append(Registers.Name(operand.Index, 8));
        if (operand.ScaleLog2 != 0)
        {
            text.Append(", lsl ").Append(ImmediateField.Decimal(operand.ScaleLog2));
        }
    }
}
