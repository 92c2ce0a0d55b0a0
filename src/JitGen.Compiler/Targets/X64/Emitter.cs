using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;
using JitGen.Compiler.Emission;
using JitGen.Compiler.Machine;
using static JitGen.Compiler.Targets.X64.ControlInstructions;

namespace JitGen.Compiler.Targets.X64;

/// <summary>
/// The bytes of a function:
/// <code>
///     prologue    body, its end with an epilogue and ret
///     stubs       one per place of the bail-out pointer: set the flag, epilogue, ret
///     constants   the largest first, each aligned to its size
/// </code>
/// Branches are short until one turns out not to reach its stub or label; the code is then encoded once more.
/// </summary>
internal sealed class Emitter
{
    private const byte Padding = 0xCC;
    private const int WordSize = 8;

    /// <summary>Encodings after which all branches are made long, to bound the work on hostile code.</summary>
    private const int MaximumAttempts = 3;

    /// <summary>Instructions without effect, the longest first.</summary>
    private static readonly PaddingForm[] s_padding =
    [
        new(8, Nothing, Operand.Memory(Registers.Rax, Registers.Rax, 0, 0x100)),
        new(7, Nothing, Operand.Memory(Registers.Rax, 0x100)),
        new(5, Nothing, Operand.Memory(Registers.Rax, Registers.Rax, 0, 1)),
        new(4, Nothing, Operand.Memory(Registers.Rax, 1)),
        new(3, Nothing, Operand.Memory(Registers.Rax)),
        new(1, ShortNothing),
    ];

    private readonly MachineFunction _function;
    private readonly Frame _frame;
    private readonly bool _needsUnwindInfo;
    private readonly bool[] _flagsAreFree;

    /// <summary>Where the bail-out pointer is on the way to each stub.</summary>
    private readonly List<Operand> _stubPointers = new();

    /// <summary>Offset of each stub in the latest encoding.</summary>
    private readonly List<int> _stubOffsets = new();

    /// <summary>Offset of each label in the latest encoding, by number.</summary>
    private readonly List<int> _labelOffsets = new();

    /// <summary>Per branch in the order of the code: whether it is long.</summary>
    private readonly List<bool> _isLong = new();
    private readonly List<Branch> _branches = new();
    private readonly List<Line>? _lines;

    /// <summary>The operands of the instruction that is being encoded; with a listing each has its own.</summary>
    private readonly Operand[] _operands = new Operand[8];

    private CodeBuffer _code = new();
    private Encoder _encoder;
    private Unwind _unwind = new();
    private int _prologueSize;

    private Emitter(MachineFunction function, CallingConvention convention, bool withListing)
    {
        _function = function;
        _frame = new Frame(function, convention);
        _needsUnwindInfo = convention.NeedsUnwindInfo && _frame.MovesStackPointer;
        _flagsAreFree = FindFreeFlags(function);
        _encoder = new Encoder(_code);
        _lines = withListing ? new List<Line>() : null;
    }

    public static MethodCode Emit(MachineFunction function, CallingConvention convention, List<ListingLine>? listing) =>
        new Emitter(function, convention, listing is not null).Run(listing);

    private MethodCode Run(List<ListingLine>? listing)
    {
        int attempts = 0;
        bool isSettled;
        do
        {
            attempts++;
            EncodeAll();
            isSettled = LengthenBranches(all: attempts == MaximumAttempts);
        }
        while (!isSettled);

        int instructionBytes = _code.Length;
        int[] constantOffsets = WriteConstants();
        foreach (ConstantReference reference in _encoder.ConstantReferences)
        {
            _encoder.Resolve(reference, constantOffsets[reference.Constant]);
        }

        if (listing is not null)
        {
            AddListing(listing, constantOffsets);
        }

        return new MethodCode(_code.ToArray(), instructionBytes, _needsUnwindInfo ? _unwind.ToBytes(_prologueSize) : []);
    }

    /// <summary>Per instruction, whether nothing after it reads the flags that are set before it.</summary>
    private static bool[] FindFreeFlags(MachineFunction function)
    {
        var free = new bool[function.InstructionCount];
        bool isFree = true;
        for (int i = free.Length - 1; i >= 0; i--)
        {
            free[i] = isFree;
            FlagsEffect effect = ((X64Instruction)function.Instruction(i).Description).Flags;
            isFree = (effect & FlagsEffect.Reads) == 0 && (isFree || (effect & FlagsEffect.Writes) != 0);
        }

        return free;
    }

    private void EncodeAll()
    {
        _code = new CodeBuffer();
        _encoder = new Encoder(_code);
        _unwind = new Unwind();
        _branches.Clear();
        _lines?.Clear();
        EncodePrologue();
        for (int i = 0; i < _function.InstructionCount; i++)
        {
            EncodeInstruction(i);
        }

        for (int stub = 0; stub < _stubPointers.Count; stub++)
        {
            EncodeStub(stub);
        }
    }

    private void EncodeInstruction(int index)
    {
        MachineInstruction instruction = _function.Instruction(index);
        var row = (X64Instruction)instruction.Description;
        if (row.Has(InstructionTraits.SideExit))
        {
            EncodeExit(row, _frame.Resolve(_function.Operand(instruction, row.Operands.Length - 1)));
            return;
        }

        if (row.Operands.Length > 0 && row.Operands[0].Allows(OperandForms.Label))
        {
            EncodeLabel(row, (int)_function.Operand(instruction, 0).Value);
            return;
        }

        if (row.Has(InstructionTraits.Return))
        {
            EncodeEpilogue(row);
            return;
        }

        Operand[] operands = _lines is null ? _operands : new Operand[row.Operands.Length];
        for (int k = 0; k < row.Operands.Length; k++)
        {
            operands[k] = _frame.Resolve(_function.Operand(instruction, k));
        }

        bool isZero = row == IntegerInstructions.MovImmediate32 && operands[1].Value == 0 && _flagsAreFree[index];
        Encode(isZero ? IntegerInstructions.Zero : row, operands);
    }

    private void EncodeExit(X64Instruction row, Operand pointer)
    {
        int stub = _stubPointers.IndexOf(pointer);
        if (stub < 0)
        {
            stub = _stubPointers.Count;
            _stubPointers.Add(pointer);
            _stubOffsets.Add(0);
        }

        EncodeBranch(row, ~stub);
    }

    /// <summary>A branch to a label, or the label itself.</summary>
    private void EncodeLabel(X64Instruction row, int label)
    {
        while (_labelOffsets.Count <= label)
        {
            _labelOffsets.Add(0);
        }

        if (row.Has(InstructionTraits.Label))
        {
            if (row == LoopLabel)
            {
                EncodePadding();
            }

            _labelOffsets[label] = _code.Length;
        }
        else
        {
            EncodeBranch(row, label);
        }
    }

    /// <summary>Instructions without effect up to the next cache line: a loop takes as few of its lines as it can.</summary>
    private void EncodePadding()
    {
        for (int bytes = -_code.Length & (CallingConventions.KernelAlignment - 1); bytes > 0;)
        {
            int start = _code.Length;
            PaddingForm form = Array.Find(s_padding, candidate => candidate.Bytes <= bytes);
            Encode(form.Row, form.Operands);
            bytes -= _code.Length - start;
        }
    }

    private void EncodeBranch(X64Instruction row, int target)
    {
        int index = _branches.Count;
        if (index == _isLong.Count)
        {
            _isLong.Add(false);
        }

        X64Instruction branch = row.Condition is { } condition
            ? (_isLong[index] ? BranchNear : BranchShort)[(int)condition]
            : _isLong[index] ? JumpNear : JumpShort;
        Encode(branch, Operand.Immediate(OffsetOf(target)));
        _branches.Add(new Branch(_code.Length, target));
    }

    /// <summary>The offset of a <see cref="Branch.Target"/> in the latest encoding.</summary>
    private int OffsetOf(int target) => target < 0 ? _stubOffsets[~target] : _labelOffsets[target];

    private void EncodePrologue()
    {
        foreach (Register register in _frame.PushedRegisters)
        {
            Encode(Push, register);
            _unwind.Push(_code.Length, register);
        }

        if (_frame.Size > 0)
        {
            Encode(IntegerInstructions.Sub.Wide, Registers.Rsp, Registers.Rsp, Operand.Immediate(_frame.Size));
            _unwind.Allocate(_code.Length, _frame.Size);
        }

        for (int i = 0; i < _frame.SavedXmmRegisters.Count; i++)
        {
            Operand slot = Frame.XmmSlot(i);
            Encode(FloatingInstructions.Store128, slot, _frame.SavedXmmRegisters[i]);
            _unwind.SaveXmm(_code.Length, _frame.SavedXmmRegisters[i], (int)slot.Value);
        }

        _prologueSize = _code.Length;
    }

    /// <summary>The prologue undone; add, pops and ret in the order that the Windows unwinder knows as an epilogue.</summary>
    private void EncodeEpilogue(X64Instruction @return)
    {
        for (int i = 0; i < _frame.SavedXmmRegisters.Count; i++)
        {
            Encode(FloatingInstructions.Load128, _frame.SavedXmmRegisters[i], Frame.XmmSlot(i));
        }

        if (_frame.Size > 0)
        {
            Encode(IntegerInstructions.Add.Wide, Registers.Rsp, Registers.Rsp, Operand.Immediate(_frame.Size));
        }

        for (int i = _frame.PushedRegisters.Count - 1; i >= 0; i--)
        {
            Encode(Pop, _frame.PushedRegisters[i]);
        }

        Encode(@return);
    }

    private void EncodeStub(int stub)
    {
        _stubOffsets[stub] = _code.Length;
        Operand pointer = _stubPointers[stub];
        if (!pointer.IsRegister)
        {
            Encode(IntegerInstructions.Mov.Wide, Registers.Rax, pointer);
            pointer = Registers.Rax;
        }

        Encode(IntegerInstructions.StoreImmediate32, Operand.Memory(pointer.Register), Operand.Immediate(1));
        EncodeEpilogue(Return.Narrow);
    }

    /// <summary>Makes the branches long that do not reach their target. Returns whether all displacements are right as encoded.</summary>
    private bool LengthenBranches(bool all)
    {
        bool isSettled = true;
        for (int i = 0; i < _branches.Count; i++)
        {
            int distance = OffsetOf(_branches[i].Target) - _branches[i].End;
            isSettled &= distance == _branches[i].Displacement(_code, _isLong[i]);
            _isLong[i] |= all || distance != (sbyte)distance;
        }

        return isSettled;
    }

    private int[] WriteConstants()
    {
        ConstantPool constants = _function.Constants;
        var offsets = new int[constants.Count];
        var isUsed = new bool[constants.Count];
        foreach (ConstantReference reference in _encoder.ConstantReferences)
        {
            isUsed[reference.Constant] = true;
        }

        for (int size = ConstantPool.MaximumSize; size >= ConstantPool.MinimumSize; size /= 2)
        {
            for (int i = 0; i < offsets.Length; i++)
            {
                if (isUsed[i] && constants.SizeOf(i) == size)
                {
                    _code.Align(size, Padding);
                    offsets[i] = _code.Length;
                    for (int written = 0; written < size; written += WordSize)
                    {
                        _code.Write(constants.Word(i, written / WordSize), Math.Min(size, WordSize));
                    }
                }
            }
        }

        return offsets;
    }

    private void Encode(X64Instruction row, params Operand[] operands)
    {
        int start = _code.Length;
        _encoder.Encode(row, operands);
        _lines?.Add(new Line(start, _code.Length, row, operands));
    }

    private void AddListing(List<ListingLine> listing, int[] constantOffsets)
    {
        foreach (Line line in _lines!)
        {
            for (int k = 0; k < line.Operands.Length; k++)
            {
                if (line.Operands[k].Kind == OperandKind.Constant)
                {
                    line.Operands[k] = line.Operands[k] with { Value = constantOffsets[(int)line.Operands[k].Value] - line.End };
                }
            }

            listing.Add(new ListingLine(line.Start, line.End - line.Start, Printer.Print(line.Row, line.Operands)));
        }

        ConstantPool constants = _function.Constants;
        for (int size = ConstantPool.MaximumSize; size >= ConstantPool.MinimumSize; size /= 2)
        {
            for (int i = 0; i < constantOffsets.Length; i++)
            {
                if (constantOffsets[i] > 0 && constants.SizeOf(i) == size)
                {
                    listing.Add(new ListingLine(constantOffsets[i], size, Describe(constants, i)));
                }
            }
        }
    }

    /// <summary>A constant as an assembler's data directive.</summary>
    private static string Describe(ConstantPool constants, int index)
    {
        int size = constants.SizeOf(index);
        var text = new StringBuilder(size < WordSize ? "dd " : "dq ");
        for (int word = 0; word < Math.Max(1, size / WordSize); word++)
        {
            text.Append(word > 0 ? ", 0x" : "0x").Append(constants.Word(index, word).ToString("x", CultureInfo.InvariantCulture));
        }

        return text.ToString();
    }

    /// <summary>A branch in the latest encoding.</summary>
    /// <param name="End">Offset behind it.</param>
    /// <param name="Target">The number of a label, or ~ that of a stub.</param>
    private readonly record struct Branch(int End, int Target)
    {
        /// <summary>The distance that is encoded.</summary>
        public int Displacement(CodeBuffer code, bool isLong) =>
            isLong ? unchecked((int)code.ReadUInt32(End - 4)) : unchecked((sbyte)code[End - 1]);
    }

    /// <summary>An instruction without effect.</summary>
    private readonly record struct PaddingForm(int Bytes, X64Instruction Row, params Operand[] Operands);

    private readonly record struct Line(int Start, int End, X64Instruction Row, Operand[] Operands);
}
