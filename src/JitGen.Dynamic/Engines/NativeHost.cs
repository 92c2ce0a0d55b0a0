using System;
using System.Buffers.Binary;
using JitGen.Compiler.Emission;
using JitGen.Compiler.Targets;
using JitGen.CompilerServices;
using JitGen.Dynamic.Memory;
using JitGen.Memory;

namespace JitGen.Dynamic.Engines;

/// <summary>What machine code this process runs, and how it gets there.</summary>
internal static class NativeHost
{
    /// <summary>The target of formulas of values, of formulas over spans; null where none can run.</summary>
    public static Target? ScalarTarget { get; } = TargetTable.ByName(NativeCode.Target);

    public static Target? KernelTarget { get; } = TargetTable.ByName(NativeCode.KernelTarget);

    /// <summary>Copies code to where it can be executed; null if there is none, or the system refuses.</summary>
    /// <param name="code">The code of a formula for this process.</param>
    /// <param name="target">What it was compiled for.</param>
    /// <param name="scratchBytes">What it needs in the argument block.</param>
    public static FormulaCode? Load(MethodCode code, Target target, int scratchBytes = 0)
    {
        if (code.Bytes.Length == 0)
        {
            return null;
        }

        bool hasUnwindInfo = OperatingSystem.IsWindows() && code.UnwindInfo.Length > 0;
        byte[] bytes = hasUnwindInfo ? WithFunctionTable(code) : code.Bytes;
        if (CodeHeap.Shared.Add(bytes) is not { } block)
        {
            return null;
        }

        nint functionTable = 0;
        if (hasUnwindInfo)
        {
            functionTable = block.Address + bytes.Length - FunctionTableRow;
            if (!WindowsMemory.AddFunctionTable(functionTable, 1, block.Address))
            {
                CodeHeap.Shared.Remove(block);
                return null;
            }
        }

        int skipped = OperatingSystem.IsWindows() ? target.Convention.WindowsEntry : 0;
        return new FormulaCode(block.Address + skipped, code.Bytes.Length, scratchBytes, new CodeOwner(block, functionTable));
    }

    /// <summary>Fails where the user has asked for machine code or nothing.</summary>
    public static void ThrowIfRequired()
    {
        if (Settings.Require)
        {
            throw new PlatformNotSupportedException(
                "A formula cannot run as machine code: " + (NativeCode.Reason ?? "it is too large, or the system refuses executable memory") + ".");
        }
    }

    /// <summary>RUNTIME_FUNCTION: where the code begins and ends, where its UNWIND_INFO is.</summary>
    private const int FunctionTableRow = 12;

    private static byte[] WithFunctionTable(MethodCode code)
    {
        int unwindInfo = (code.Bytes.Length + 3) & ~3;
        int table = (unwindInfo + code.UnwindInfo.Length + 3) & ~3;
        byte[] bytes = new byte[table + FunctionTableRow];
        code.Bytes.CopyTo(bytes, 0);
        code.UnwindInfo.CopyTo(bytes, unwindInfo);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(table + 4), code.InstructionBytes);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(table + 8), unwindInfo);
        return bytes;
    }
}
