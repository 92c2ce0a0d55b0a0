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

/// <summary>
/// Array kernels of all that vector selection has to select, under the emulator, over spans that end or start at unmapped memory, against
/// the meaning of the opcodes.
/// </summary>
public class KernelTests
{
    private static readonly Target s_target = TargetTable.Arm64;

    [Theory]
    [InlineData(OptimizationLevel.None)]
    [InlineData(OptimizationLevel.Full)]
    internal void EveryLegalNodeInGroupsOfEverySize(OptimizationLevel level)
    {
        var random = new Random(1);
        var kernels = new List<VectorFunction>();
        foreach (var shape in RandomLanes.Shapes(s_target.Level))
        {
            foreach (IrType widest in new[] { IrType.I8, IrType.I16, IrType.I32, IrType.I64 })
            {
                for (int i = 0; i < 2; i++)
                {
                    kernels.Add(RandomLanes.CreateSingle(random, s_target.Level, shape, widest));
                }
            }
        }

        Run(kernels, level, random, callsPerKernel: 3);
    }

    [Theory]
    [InlineData(OptimizationLevel.None, 2, 200, 20)]
    [InlineData(OptimizationLevel.Full, 3, 1500, 12)]
    [InlineData(OptimizationLevel.Full, 4, 500, 60)]
    [InlineData(OptimizationLevel.Full, 5, 30, 600)]
    internal void RandomComputations(OptimizationLevel level, int seed, int count, int nodes)
    {
        var random = new Random(seed);
        var kernels = Enumerable.Range(0, count).Select(_ => RandomLanes.Create(random, s_target.Level, random.Next(1, nodes))).ToList();
        Run(kernels, level, random, callsPerKernel: 3);
    }

    private static void Run(List<VectorFunction> kernels, OptimizationLevel level, Random random, int callsPerKernel)
    {
        var compiled = new List<Compiled>();
        foreach (VectorFunction kernel in kernels)
        {
            int[] lengths = [.. Enumerable.Range(0, callsPerKernel).Select(i => i == 0 ? random.Next(8) : random.Next(150))];
            compiled.Add(new Compiled(kernel, level, [.. lengths.Select(length => new LaneKernelCase(random, kernel, length))]));
        }

        byte[]? output = Emulator.RunKernels($"{kernels.Count} kernels of the compiler's tests", writer =>
        {
            foreach (Compiled kernel in compiled)
            {
                kernel.Write(writer);
            }
        });
        if (output is null)
        {
            return;
        }

        using var reader = new BinaryReader(new MemoryStream(output));
        foreach (Compiled kernel in compiled)
        {
            kernel.Check(reader);
        }
    }

    /// <summary>A kernel's code and its calls.</summary>
    private sealed class Compiled
    {
        /// <summary>Rounding toward zero, and subnormal numbers flushed to zero.</summary>
        private const uint UnusualControl = 0x01C00000;

        private readonly VectorFunction _kernel;
        private readonly OptimizationLevel _level;
        private readonly LaneKernelCase[] _cases;
        private readonly KernelSignature _signature;
        private readonly KernelPlan _plan;
        private readonly byte[] _code;

        public Compiled(VectorFunction kernel, OptimizationLevel level, LaneKernelCase[] cases)
        {
            _kernel = kernel;
            _level = level;
            _cases = cases;
            _signature = new KernelSignature(kernel.Function);
            (_plan, _code) = Compile(null);
        }

        private Function Function => _kernel.Function;

        private int[] Spans =>
            [.. Enumerable.Range(0, Function.Parameters.Count).Where(i => Function.Parameters[i].Kind != ParameterKind.Value)];

        public void Write(BinaryWriter writer)
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

        public void Check(BinaryReader reader)
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
                    var listing = new List<ListingLine>();
                    Compile(listing);
                    string values = string.Join(", ", Enumerable.Range(0, spans.Length).Select(i => call.ValueOf(i).ToString("x")));
                    Assert.Fail($"{problem}\n{JitGen.Compiler.IR.Printer.Print(Function)}values: {values}\n"
                        + string.Join('\n', listing.Select(line => $"{line.Offset:x4}  {line.Text}")));
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
}
