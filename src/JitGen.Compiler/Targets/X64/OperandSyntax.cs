using System;
using System.Collections.Generic;
using System.Globalization;
using JitGen.Compiler.Machine;

namespace JitGen.Compiler.Targets.X64;

/// <summary>
/// The operands of a table row, from two strings:
/// <code>
///     "w r, t r, r r/m/i"    access and forms of each operand, separated by commas
///     "R M"                  where each is encoded, tied ones left out
/// </code>
/// Access: <c>w</c> written, <c>e</c> written before the reads, <c>r</c> read, <c>t</c> tied to operand 0. Forms: <c>r</c>
/// integer register, <c>x</c> xmm register, <c>k</c> mask register, <c>m</c> memory, <c>i</c> immediate, <c>b</c> an element in
/// memory for all lanes, <c>l</c> label, followed by a size in bits where it is not the row's; <c>v</c>, <c>h</c>, <c>q</c>,
/// <c>o</c> a vector register of the row's size, half, a quarter, an eighth of it, and memory after it is of that size too, as is
/// <c>mh</c>, <c>mq</c>, <c>mo</c> without the register; or the name of the only register (not a numbered integer one). Encoding: <c>R</c> ModRM.reg, <c>M</c> ModRM.rm, <c>V</c> vvvv,
/// <c>K</c> the prefix's mask, <c>S</c> the last byte, <c>O</c> the opcode, <c>I</c> immediate, <c>D</c> displacement, <c>.</c>
/// nowhere; several letters fill several places.
/// </summary>
internal sealed class OperandSyntax
{
    /// <summary>Bytes of a mask register.</summary>
    private const byte MaskSize = 8;

    private static readonly char[] s_comma = { ',' };
    private static readonly char[] s_space = { ' ' };

    private readonly List<OperandConstraint> _constraints = new();
    private readonly List<OperandSlots> _slots = new();

    private OperandSyntax(string operands, string implicitOperands, string slots, byte size)
    {
        string[] tokens = slots.Split(s_space, StringSplitOptions.RemoveEmptyEntries);
        int next = 0;
        foreach (string operand in operands.Split(s_comma, StringSplitOptions.RemoveEmptyEntries))
        {
            OperandConstraint constraint = ParseOperand(operand.Trim(), size);
            _constraints.Add(constraint);
            _slots.Add(constraint.Access == OperandAccess.Tied ? OperandSlots.None : ParseSlots(tokens[next++]));
        }

        ExplicitCount = _constraints.Count;
        foreach (string operand in implicitOperands.Split(s_comma, StringSplitOptions.RemoveEmptyEntries))
        {
            _constraints.Add(ParseOperand(operand.Trim(), size));
            _slots.Add(OperandSlots.None);
        }
    }

    public OperandConstraint[] Constraints => _constraints.ToArray();

    public OperandSlots[] Slots => _slots.ToArray();

    /// <summary>How many operands are not implicit.</summary>
    public int ExplicitCount { get; }

    /// <summary>Bytes of the immediate operand; 0 if it takes one or four, as its value needs.</summary>
    public int ImmediateSize { get; private set; }

    /// <summary>Bytes of the element that a memory operand may broadcast; 0 if there is none.</summary>
    public int BroadcastSize { get; private set; }

    /// <param name="operands">The operands of the assembler.</param>
    /// <param name="implicitOperands">Registers that are used without being written in the text.</param>
    /// <param name="slots">Where the operands are encoded.</param>
    /// <param name="size">Bytes of an operand that does not say its size.</param>
    public static OperandSyntax Parse(string operands, string implicitOperands, string slots, int size) =>
        new(operands, implicitOperands, slots, (byte)size);

    private OperandConstraint ParseOperand(string text, byte defaultSize)
    {
        OperandAccess access = text[0] switch
        {
            'w' => OperandAccess.Write,
            'e' => OperandAccess.EarlyWrite,
            't' => OperandAccess.Tied,
            _ => OperandAccess.Read,
        };
        string forms = text.Substring(2);
        bool isName = forms.Length > 1 && char.IsLetter(forms[1]);
        if (isName && Registers.Parse(forms) is { IsNone: false } only)
        {
            byte size = forms == "cl" ? (byte)1 : defaultSize;
            return new OperandConstraint(access, only.PhysicalClass, size, OperandForms.Register, only);
        }

        var result = new OperandConstraint(access, RegisterClass.Integer, defaultSize, default);
        foreach (string form in forms.Split('/'))
        {
            result = Add(result, form[0], SizeOf(form, form[0] == 'i' ? (byte)0 : result.Size));
        }

        return result;
    }

    /// <summary>A constraint that allows one form more.</summary>
    private OperandConstraint Add(OperandConstraint constraint, char form, byte size)
    {
        switch (form)
        {
            case 'i':
                ImmediateSize = size;
                return constraint with { Forms = constraint.Forms | OperandForms.Immediate };
            case 'b':
                BroadcastSize = size;
                return constraint with { Forms = constraint.Forms | OperandForms.Broadcast };
            case 'l':
                return constraint with { Forms = constraint.Forms | OperandForms.Label };
            case 'm':
                return constraint with { Size = size, Forms = constraint.Forms | OperandForms.Memory };
            case 'k':
                return constraint with { Class = RegisterClass.Mask, Size = MaskSize, Forms = constraint.Forms | OperandForms.Register };
            case 'r':
                return constraint with { Size = size, Forms = constraint.Forms | OperandForms.Register };
            default:
                return constraint with
                {
                    Class = RegisterClass.Floating,
                    Size = (byte)(size / Divisor(form)),
                    Forms = constraint.Forms | OperandForms.Register,
                };
        }
    }

    /// <summary>The size after a form's letter: in bits, a part of the row's, or, if there is none, <paramref name="inherited"/>.</summary>
    private static byte SizeOf(string form, byte inherited) =>
        form.Length == 1 ? inherited
        : char.IsLetter(form[1]) ? (byte)(inherited / Divisor(form[1]))
        : (byte)(int.Parse(form.Substring(1), CultureInfo.InvariantCulture) / 8);

    private static int Divisor(char form) => form switch { 'h' => 2, 'q' => 4, 'o' => 8, _ => 1 };

    private static OperandSlots ParseSlots(string letters)
    {
        OperandSlots slots = OperandSlots.None;
        foreach (char letter in letters)
        {
            slots |= letter switch
            {
                'R' => OperandSlots.Reg,
                'M' => OperandSlots.Rm,
                'V' => OperandSlots.Vvvv,
                'K' => OperandSlots.Mask,
                'S' => OperandSlots.Is4,
                'O' => OperandSlots.Opcode,
                'I' => OperandSlots.Immediate,
                'D' => OperandSlots.Displacement,
                _ => OperandSlots.None,
            };
        }

        return slots;
    }
}
