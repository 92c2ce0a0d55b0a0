using System;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using JitGen.Compiler.Machine;

namespace JitGen.Compiler.Targets.Arm64;

/// <summary>
/// An operand as the rows of the instruction table write it: what it may be, where its bits go, how it is printed.
/// The bits of an instruction are those of its row plus those of its operands.
/// </summary>
internal abstract class OperandField
{
    protected OperandField(string syntax, OperandForms forms, RegisterClass registerClass, byte size)
    {
        Syntax = syntax;
        Forms = forms;
        Class = registerClass;
        Size = size;
    }

    /// <summary>The text in the rows.</summary>
    public string Syntax { get; }

    /// <summary>What the operand may be where it is read.</summary>
    public OperandForms Forms { get; }

    public RegisterClass Class { get; }

    /// <summary>Bytes that are read or written.</summary>
    public byte Size { get; }

    /// <summary>Whether it is written right behind the operand before it: the number of a lane.</summary>
    public bool IsSuffix => Syntax[0] == '[' && Forms == OperandForms.Immediate;

    /// <summary>Whether the instruction can name what is so many bytes away: from itself, or from a base register.</summary>
    public virtual bool Reaches(long distance) => true;

    /// <summary>The bits of an operand, to be added to the row's.</summary>
    public abstract uint Encode(Operand operand);

    /// <summary>Appends the operand as the assembler writes it; nothing if it is a default that the assembler leaves out.</summary>
    public abstract void Print(StringBuilder text, Operand operand);
}

/// <summary>A register, in one field of the instruction or in two.</summary>
internal sealed class RegisterField : OperandField
{
    private readonly char _view;
    private readonly string _arrangement;
    private readonly uint _multiplier;
    private readonly bool _isStackPointer;

    /// <param name="syntax">The text in the rows.</param>
    /// <param name="view">The letter of the register's name, lower case.</param>
    /// <param name="size">Bytes of the view.</param>
    /// <param name="multiplier">The sum of 2^position over the fields that hold the number.</param>
    /// <param name="isStackPointer">Whether number 31 is the stack pointer, not the zero register.</param>
    /// <param name="arrangement">The lanes of a vector, such as <c>.8b</c>; empty for others.</param>
    public RegisterField(string syntax, char view, byte size, uint multiplier, bool isStackPointer, string arrangement = "")
        : base(syntax, FormsOf(view, isStackPointer), view is 'w' or 'x' ? RegisterClass.Integer : RegisterClass.Floating, size)
    {
        _view = view;
        _multiplier = multiplier;
        _isStackPointer = isStackPointer;
        _arrangement = arrangement;
    }

    public override uint Encode(Operand operand) => (uint)Number(operand) * _multiplier;

    public override void Print(StringBuilder text, Operand operand)
    {
        int number = Number(operand);
        if (_isStackPointer && number == Registers.ZeroOrStackPointer)
        {
            text.Append(_view == 'w' ? "wsp" : "sp");
        }
        else
        {
            text.Append(Registers.Name(_view, number)).Append(_arrangement);
        }
    }

    /// <summary>A read of an integer register may be the immediate 0, which is the zero register.</summary>
    private static OperandForms FormsOf(char view, bool isStackPointer) =>
        view is 'w' or 'x' && !isStackPointer ? OperandForms.Register | OperandForms.Immediate : OperandForms.Register;

    private static int Number(Operand operand)
    {
        Debug.Assert(operand.IsRegister ? operand.Register.IsPhysical : operand == Registers.Zero, "not allocated");
        return operand.IsRegister ? operand.Register.HardwareNumber : Registers.ZeroOrStackPointer;
    }
}

/// <summary>A number, condition, shift or extension.</summary>
internal sealed class ImmediateField : OperandField
{
    private readonly Func<long, uint> _encode;
    private readonly Func<long, string> _print;

    public ImmediateField(string syntax, Func<long, uint> encode, Func<long, string>? print = null)
        : base(syntax, OperandForms.Immediate, RegisterClass.Integer, 8)
    {
        _encode = encode;
        _print = print ?? Decimal;
    }

    public override uint Encode(Operand operand) => _encode(operand.Value);

    public override void Print(StringBuilder text, Operand operand) => text.Append(_print(operand.Value));

    public static string Decimal(long value) => "#" + value.ToString(CultureInfo.InvariantCulture);

    public static string Hexadecimal(long value) => "#0x" + value.ToString("x", CultureInfo.InvariantCulture);
}

/// <summary>
/// An address relative to the instruction: a constant or the stub of a side exit. The emitter replaces the operand by the
/// distance in bytes.
/// </summary>
internal sealed class RelativeField : OperandField
{
    private const int InstructionSize = 4;

    private readonly int _bits;
    private readonly int _position;

    /// <param name="syntax">The text in the rows.</param>
    /// <param name="forms">What the operand is before the emitter replaces it.</param>
    /// <param name="bits">Bits of the distance in instructions.</param>
    /// <param name="position">Their position.</param>
    public RelativeField(string syntax, OperandForms forms, int bits, int position)
        : base(syntax, forms, RegisterClass.Integer, 8)
    {
        _bits = bits;
        _position = position;
    }

    public override bool Reaches(long distance) =>
        distance / InstructionSize is var instructions && instructions < 1L << (_bits - 1) && instructions >= -(1L << (_bits - 1));

    public override uint Encode(Operand operand)
    {
        Debug.Assert(Reaches(operand.Value), "out of reach");
        long distance = operand.Value / InstructionSize;
        return (uint)(distance & (1L << _bits) - 1) << _position;
    }

    public override void Print(StringBuilder text, Operand operand) => text.Append(ImmediateField.Decimal(operand.Value));
}
