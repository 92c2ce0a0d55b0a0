using System;
using System.Collections.Generic;
using JitGen.Compiler.Emission;
using JitGen.Compiler.Machine;

namespace JitGen.Compiler.Targets.X64;

/// <summary>Four bytes in the code that hold the distance from the end of an instruction to a constant.</summary>
/// <param name="Position">Offset of the four bytes.</param>
/// <param name="End">Offset behind the instruction.</param>
/// <param name="Constant">Index in the constant pool.</param>
internal readonly record struct ConstantReference(int Position, int End, int Constant);

/// <summary>
/// Writes instructions as bytes, by their rows alone. Operands are physical registers, immediates, memory, and constants, whose
/// distances are filled in once the code is complete.
/// </summary>
internal sealed class Encoder
{
    /// <summary>In ModRM.rm: a SIB byte follows. In SIB.index: no index.</summary>
    private const int Sib = 4;

    /// <summary>In ModRM.rm with mod 0: rip and a displacement. In SIB.base with mod 0: a displacement without a base.</summary>
    private const int NoBase = 5;

    private readonly CodeBuffer _code;

    // The parts of the instruction that is being encoded.
    private int _reg;
    private Operand _rm;

    /// <summary>Bytes that an instruction reads or writes in memory; an EVEX displacement of one byte counts them.</summary>
    private int _memorySize;
    private int _mask;
    private int _vvvv;
    private int _is4;
    private int _opcodeRegister;
    private Operand _immediate;
    private bool _needsRex;
    private int _constantPosition;

    public Encoder(CodeBuffer code) => _code = code;

    /// <summary>Where the code refers to constants.</summary>
    public List<ConstantReference> ConstantReferences { get; } = new();

    /// <summary>Appends an instruction with its operands first in the array. A branch target is an immediate, the target's offset in the code.</summary>
    public void Encode(X64Instruction row, Operand[] operands)
    {
        bool immediateForm = row.ImmediateEncoding is not null && operands[row.ExplicitCount - 1].Kind == OperandKind.Immediate;
        Encoding encoding = immediateForm ? row.ImmediateEncoding.GetValueOrDefault() : row.EncodingFor(operands);
        Clear(encoding);
        for (int k = 0; k < row.ExplicitCount; k++)
        {
            OperandSlots slots = immediateForm ? SlotsOfImmediateForm(row, k) : row.Slots[k];
            Place(slots, operands[k], operands[k].IsBroadcast ? row.BroadcastSize : row.Operands[k].Size);
        }

        int opcode = encoding.OpcodeByte | (_opcodeRegister & 7);
        int immediateSize = 0;
        if (_immediate.Kind == OperandKind.Immediate)
        {
            // The short form of an arithmetic instruction has bit 1 of the opcode set: 81 and 83, 69 and 6B.
            bool isShort = row.ImmediateSize == 0 && _immediate.Value == (sbyte)_immediate.Value;
            opcode |= isShort ? 2 : 0;
            immediateSize = row.ImmediateSize > 0 ? row.ImmediateSize : isShort ? 1 : 4;
        }

        WritePrefixes(encoding, row.IsZeroing);
        _code.Byte((byte)opcode);
        WriteModRm(encoding.Kind == EncodingKind.Evex ? _memorySize : 1);
        WriteTrailingBytes(encoding, immediateSize, row.Slots.Length > 0 && row.Slots[0] == OperandSlots.Displacement);
    }

    /// <summary>Fills in a distance to a constant.</summary>
    public void Resolve(ConstantReference reference, int constantOffset) =>
        _code.PatchUInt32(reference.Position, unchecked((uint)(constantOffset - reference.End)));

    private static OperandSlots SlotsOfImmediateForm(X64Instruction row, int operand) =>
        operand == 0 ? OperandSlots.Rm
        : operand == row.ExplicitCount - 1 ? OperandSlots.Immediate
        : OperandSlots.None;

    private void Clear(Encoding encoding)
    {
        _reg = Math.Max(encoding.Digit, 0);
        _rm = default;
        _memorySize = 0;
        _mask = 0;
        _vvvv = 0;
        _is4 = -1;
        _opcodeRegister = 0;
        _immediate = default;
        _needsRex = false;
        _constantPosition = -1;
    }

    private void Place(OperandSlots slots, Operand operand, int size)
    {
        if (slots == OperandSlots.None)
        {
            return;
        }

        int number = operand.IsRegister ? operand.Register.HardwareNumber : 0;
        _reg = (slots & OperandSlots.Reg) != 0 ? number : _reg;
        _rm = (slots & OperandSlots.Rm) != 0 ? operand : _rm;
        _memorySize = (slots & OperandSlots.Rm) != 0 ? size : _memorySize;
        _mask = (slots & OperandSlots.Mask) != 0 ? number : _mask;
        _vvvv = (slots & OperandSlots.Vvvv) != 0 ? number : _vvvv;
        _is4 = (slots & OperandSlots.Is4) != 0 ? number : _is4;
        _opcodeRegister = (slots & OperandSlots.Opcode) != 0 ? number : _opcodeRegister;
        _immediate = (slots & (OperandSlots.Immediate | OperandSlots.Displacement)) != 0 ? operand : _immediate;

        // Without REX the byte registers 4 to 7 are ah to bh.
        _needsRex |= size == 1 && operand.IsRegister && number is >= 4 and < 8;
    }

    private void WritePrefixes(Encoding encoding, bool isZeroing)
    {
        if (encoding.Kind == EncodingKind.Evex)
        {
            WriteEvex(encoding, isZeroing);
            return;
        }

        int r = _reg >> 3;
        int x = Extension(_rm.Index);
        int b = _rm.Kind == OperandKind.None ? _opcodeRegister >> 3 : Extension(_rm.Base);
        int w = encoding.Wide ? 1 : 0;
        if (encoding.Kind == EncodingKind.Vex)
        {
            WriteVex(encoding, r, x, b, w);
            return;
        }

        if (encoding.Prefix != 0)
        {
            _code.Byte(encoding.Prefix);
        }

        int rex = w << 3 | r << 2 | x << 1 | b;
        if (rex != 0 || _needsRex)
        {
            _code.Byte((byte)(0x40 | rex));
        }

        if (encoding.Map >= 1)
        {
            _code.Byte(0x0F);
        }

        if (encoding.Map >= 2)
        {
            _code.Byte(encoding.Map == 2 ? (byte)0x38 : (byte)0x3A);
        }
    }

    /// <summary>R, X, B and vvvv are stored inverted. The short form implies map 1, and X, B and W zero.</summary>
    private void WriteVex(Encoding encoding, int r, int x, int b, int w)
    {
        int low = (~_vvvv & 15) << 3 | encoding.Length << 2 | encoding.PrefixNumber;
        if (encoding.Map == 1 && (x | b | w) == 0)
        {
            _code.Byte(0xC5);
            _code.Byte((byte)((r ^ 1) << 7 | low));
            return;
        }

        _code.Byte(0xC4);
        _code.Byte((byte)((r ^ 1) << 7 | (x ^ 1) << 6 | (b ^ 1) << 5 | encoding.Map));
        _code.Byte((byte)(w << 7 | low));
    }

    /// <summary>
    /// Five bits of each register number, inverted. A register in ModRM.rm has its fifth where an address has its index's fourth.
    /// </summary>
    private void WriteEvex(Encoding encoding, bool isZeroing)
    {
        int x = _rm.IsRegister ? _rm.Register.HardwareNumber >> 4 : Extension(_rm.Index);
        int b = Extension(_rm.Base) & 1;
        int extensions = (_reg >> 3 & 1) << 7 | x << 6 | b << 5 | (_reg >> 4 & 1) << 4;
        _code.Byte(0x62);
        _code.Byte((byte)((extensions ^ 0xF0) | encoding.Map));
        _code.Byte((byte)((encoding.Wide ? 0x80 : 0) | (~_vvvv & 15) << 3 | 4 | encoding.PrefixNumber));
        _code.Byte((byte)((isZeroing ? 0x80 : 0) | encoding.Length << 5 | (_rm.IsBroadcast ? 0x10 : 0) | (~_vvvv >> 4 & 1) << 3 | _mask));
    }

    private static int Extension(Register register) => register.IsNone ? 0 : register.HardwareNumber >> 3;

    /// <param name="unit">What a displacement of one byte counts, in bytes.</param>
    private void WriteModRm(int unit)
    {
        int reg = (_reg & 7) << 3;
        switch (_rm.Kind)
        {
            case OperandKind.Register:
                _code.Byte((byte)(0xC0 | reg | (_rm.Register.HardwareNumber & 7)));
                break;
            case OperandKind.Constant:
                _code.Byte((byte)(reg | NoBase));
                _constantPosition = _code.Length;
                _code.UInt32(0);
                break;
            case OperandKind.Memory:
                WriteAddress(reg, unit);
                break;
            default:
                break;
        }
    }

    private void WriteAddress(int reg, int unit)
    {
        Register @base = _rm.Base;
        Register index = _rm.Index;
        int displacementSize = DisplacementSize(@base, _rm.Value, unit);
        int mod = @base.IsNone || displacementSize == 0 ? 0 : displacementSize == 1 ? 0x40 : 0x80;
        int baseBits = @base.IsNone ? NoBase : @base.HardwareNumber & 7;
        if (index.IsNone && baseBits != Sib && !@base.IsNone)
        {
            _code.Byte((byte)(mod | reg | baseBits));
        }
        else
        {
            int indexBits = index.IsNone ? Sib : index.HardwareNumber & 7;
            _code.Byte((byte)(mod | reg | Sib));
            _code.Byte((byte)(_rm.ScaleLog2 << 6 | indexBits << 3 | baseBits));
        }

        _code.Write(unchecked((ulong)(displacementSize == 1 ? _rm.Value / unit : _rm.Value)), displacementSize);
    }

    /// <summary>Without a base four bytes are needed; with rbp or r13, whose mod 0 means no base, one at least.</summary>
    private static int DisplacementSize(Register @base, long displacement, int unit) =>
        @base.IsNone ? 4
        : displacement == 0 && (@base.HardwareNumber & 7) != NoBase ? 0
        : displacement == (sbyte)(displacement / unit) * unit ? 1
        : 4;

    private void WriteTrailingBytes(Encoding encoding, int immediateSize, bool isBranch)
    {
        if (_is4 >= 0 || encoding.LastByte >= 0)
        {
            _code.Byte((byte)(_is4 >= 0 ? _is4 << 4 : encoding.LastByte));
        }

        long immediate = isBranch ? _immediate.Value - (_code.Length + immediateSize) : _immediate.Value;
        _code.Write(unchecked((ulong)immediate), immediateSize);
        if (_constantPosition >= 0)
        {
            ConstantReferences.Add(new ConstantReference(_constantPosition, _code.Length, (int)_rm.Value));
        }
    }
}
