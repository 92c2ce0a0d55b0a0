using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using JitGen.Compiler.Emission;
using JitGen.Compiler.IR;
using JitGen.Compiler.Lowering;
using JitGen.Compiler.Lowering.Kernels;
using JitGen.Compiler.Lowering.Lanes;
using JitGen.Compiler.Machine;
using JitGen.Compiler.Targets;
using JitGen.Compiler.Tests.Lowering.Lanes;

namespace JitGen.Compiler.Tests.Targets.Arm64;

/// <summary>An array kernel's code, and calls of it under the emulator.</summary>
internal sealed class EmulatedKernel
{
    private static readonly Target s_target = TargetTable.Arm64;

    /// <summary>Rounding toward zero, and subnormal numbers flushed to zero.</summary>
    private const uint UnusualControl = 0x01C00000;

    private readonly VectorFunction _kernel;
    private readonly OptimizationLevel _level;
    private readonly LaneKernelCase[] _cases;
    private readonly KernelSignature _signature;
    private readonly KernelPlan _plan;
    private readonly byte[] _code;

    /// <summary>A kernel, and calls over spans of random lengths: the first few elements, the others up to some iterations of the main loop.</summary>
    public EmulatedKernel(VectorFunction kernel, OptimizationLevel level, Random random, int calls)
    {
        _kernel = kernel;
        _level = level;
        _cases = [.. Enumerable.Range(0, calls).Select(i => new LaneKernelCase(random, kernel, i == 0 ? random.Next(8) : random.Next(150)))];
        _signature = new KernelSignature(kernel.Function);
        (_plan, _code) = Compile(null);
    }

    private Function Function => _kernel.Function;

    private int[] Spans =>
        [.. Enumerable.Range(0, Function.Parameters.Count).Where(i => Function.Parameters[i].Kind != ParameterKind.Value)];

    /// <summary>The text of each instruction.</summary>
    public IEnumerable<string> Listing
    {
        get
        {
            var listing = new List<ListingLine>();
            Compile(listing);
            return listing.Select(line => line.Text);
        }
    }

    /// <summary>Makes all calls of kernels, and fails at the first wrong answer.</summary>
    public static void Run(IReadOnlyList<EmulatedKernel> kernels)
    {
        byte[]? output = Emulator.RunKernels($"{kernels.Count} kernels of the compiler's tests", writer =>
        {
            foreach (EmulatedKernel kernel in kernels)
            {
                kernel.Write(writer);
            }
        });
        if (output is null)
        {
            return;
        }

        using var reader = new BinaryReader(new MemoryStream(output));
        foreach (EmulatedKernel kernel in kernels)
        {
            kernel.Check(reader);
        }
    }

    private void Write(BinaryWriter writer)
    {
        writer.Write(_code.Length);
        writer.Write(_cases.Length);
        writer.Write(_code);
        for (int i = 0; i < _cases.Length; i++)
        {
            writer.Write(_plan.ScratchEnd);
            writer.Write(Spans.Length);
            writer.Write(i % 2);
            writer.Write(i % 3 == 2 ? UnusualControl : 0);
            writer.Write(_cases[i].Block(_signature, _plan.ScratchEnd));
            foreach (int span in Spans)
            {
                writer.Write(_signature.ParameterOffset(span));
                writer.Write(_cases[i].Length * ElementBytes(span));
                foreach (ulong element in _cases[i].Spans[span])
                {
                    writer.Write(BitConverter.GetBytes(element)[..ElementBytes(span)]);
                }
            }
        }
    }

    private void Check(BinaryReader reader)
    {
        foreach (LaneKernelCase call in _cases)
        {
            long result = reader.ReadInt64();
            bool isPreserved = reader.ReadInt64() == 1;
            reader.ReadBytes(_plan.ScratchEnd);
            var spans = new ulong[Function.Parameters.Count][];
            Array.Fill(spans, []);
            foreach (int span in Spans)
            {
                spans[span] = [.. Enumerable.Range(0, call.Length).Select(_ => Read(reader.ReadBytes(ElementBytes(span))))];
            }

            string? problem = isPreserved ? call.Check(result, spans, _plan.Copies * _plan.GroupSize) : "the caller's state was changed";
            if (problem is not null)
            {
                string values = string.Join(", ", Enumerable.Range(0, spans.Length).Select(i => call.ValueOf(i).ToString("x")));
                Assert.Fail($"{problem}\n{JitGen.Compiler.IR.Printer.Print(Function)}values: {values}\n"
                    + string.Join('\n', Listing));
            }
        }
    }

    private static ulong Read(byte[] bytes)
    {
        Array.Resize(ref bytes, 8);
        return BitConverter.ToUInt64(bytes);
    }

    private int ElementBytes(int span) => IrTypes.Bits(RandomLanes.LaneOf(Function.Parameters[span].Type)) / 8;

    private (KernelPlan Plan, byte[] Code) Compile(List<ListingLine>? listing)
    {
        KernelPlan plan = KernelPlanner.Plan(_kernel, _signature, s_target, _level);
        MachineFunction code = KernelLowering.Lower(plan, s_target, _level);
        return (plan, s_target.Backend.Emit(code, s_target, listing).Bytes);
    }
}
