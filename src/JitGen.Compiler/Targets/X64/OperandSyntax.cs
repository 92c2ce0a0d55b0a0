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
/// integer register, <c>x</c> xmm register, <c>m</c> memory, <c>i</c> immediate, followed by a size in bits where it is not the
/// row's; or the name of the only register (not a numbered integer one). Encoding: <c>R</c> ModRM.reg, <c>M</c> ModRM.rm,
/// <c>V</c> vvvv, <c>S</c> the last byte, <c>O</c> the opcode, <c>I</c> immediate, <c>D</c> displacement, <c>.</c> nowhere;
/// several letters fill several places.
/// </summary>
internal sealed class OperandSyntax
{
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
            int bits = form.Length == 1 ? 0 : int.Parse(form.Substring(1), CultureInfo.InvariantCulture);
            if (form[0] == 'i')
            {
                ImmediateSize = bits / 8;
                result = result with { Forms = result.Forms | OperandForms.Immediate };
                continue;
            }

            result = result with
            {
                Size = form.Length == 1 ? defaultSize : (byte)(bits / 8),
                Class = form[0] == 'x' ? RegisterClass.Floating : result.Class,
                Forms = result.Forms | (form[0] == 'm' ? OperandForms.Memory : OperandForms.Register),
            };
        }

        return result;
    }

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
