using System;
using JitGen.Compiler.Machine;

namespace JitGen.Compiler.Targets.Arm64;

/// <summary>A row of the instruction table.</summary>
internal sealed class Arm64Instruction : InstructionDescription
{
    private Arm64Instruction(
        string mnemonic, OperandConstraint[] operands, OperandField?[] fields, uint bits, InstructionTraits traits, string flags)
        : base(mnemonic, operands, traits)
    {
        Fields = fields;
        Bits = bits;
        SetsFlags = flags.Length > 0;
        IsComparison = flags == WritesFlags && !Array.Exists(operands, operand => operand.IsWrite);
    }

    private const string WritesFlags = "w flags";
    private const string ChangesFlags = "t flags";

    /// <summary>The fixed bits.</summary>
    public uint Bits { get; }

    /// <summary>The field of each operand; null for one that is neither encoded nor printed (tied or implicit).</summary>
    public OperandField?[] Fields { get; }

    /// <summary>Whether the flags are others after the instruction.</summary>
    public bool SetsFlags { get; }

    /// <summary>Whether the flags, by its operands alone, are all that the instruction yields.</summary>
    public bool IsComparison { get; }

    /// <summary>
    /// Reads the operands of a row, separated by commas, each an access and the name of a field: <c>w</c> written, <c>r</c> read, <c>t</c>
    /// tied to operand 0. A register in braces is implicit and fixed: <c>r {X0}</c>. An access is left out for immediates. Last may be the
    /// flags, which are no operand: <c>w flags</c>, or <c>t flags</c> if they also depend on what they were.
    /// </summary>
    public static Arm64Instruction Parse(string mnemonic, string operands, uint bits, InstructionTraits traits)
    {
        string[] parts = operands.Length == 0 ? [] : operands.Split(new[] { ", " }, StringSplitOptions.None);
        string last = parts.Length == 0 ? "" : parts[parts.Length - 1];
        string flags = last is WritesFlags or ChangesFlags ? last : "";
        Array.Resize(ref parts, flags.Length == 0 ? parts.Length : parts.Length - 1);
        var constraints = new OperandConstraint[parts.Length];
        var fields = new OperandField?[parts.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            string part = parts[i];
            bool hasAccess = part.Length > 2 && part[1] == ' ';
            OperandAccess access = hasAccess ? AccessOf(part[0]) : OperandAccess.Read;
            string syntax = hasAccess ? part.Substring(2) : part;
            if (syntax[0] == '{')
            {
                constraints[i] = Implicit(access, syntax.Substring(1, syntax.Length - 2));
                continue;
            }

            OperandField field = OperandSyntax.Find(syntax);
            OperandForms forms = field is RegisterField && access != OperandAccess.Read ? OperandForms.Register : field.Forms;
            constraints[i] = new OperandConstraint(access, field.Class, field.Size, forms);
            fields[i] = access == OperandAccess.Tied ? null : field;
        }

        return new Arm64Instruction(mnemonic, constraints, fields, bits, traits, flags);
    }

    private static OperandAccess AccessOf(char letter) => letter switch
    {
        'w' => OperandAccess.Write,
        't' => OperandAccess.Tied,
        _ => OperandAccess.Read,
    };

    /// <summary>A fixed register by its name, such as X0 or D0.</summary>
    private static OperandConstraint Implicit(OperandAccess access, string name)
    {
        bool isInteger = name[0] is 'W' or 'X';
        byte size = name[0] is 'X' or 'D' ? (byte)8 : (byte)4;
        int number = name[1] - '0';
        return new OperandConstraint(
            access,
            isInteger ? RegisterClass.Integer : RegisterClass.Floating,
            size,
            OperandForms.Register,
            isInteger ? Register.Integer(number) : Register.Floating(number));
    }
}
