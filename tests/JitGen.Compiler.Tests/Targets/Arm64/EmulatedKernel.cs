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
using JitGen.Compiler.Tests.Kernels;
using JitGen.Compiler.Tests.Lowering.Lanes;

namespace JitGen.Compiler.Tests.Targets.Arm64;

/// <summary>An array kernel's code, and calls of it under the emulator.</summary>
internal sealed class EmulatedKernel
{
    private static readonly Target s_target = TargetTable.Arm64;

    /// <summary>Rounding toward zero, and subnormal numbers flushed to zero.</summary>
    private const uint UnusualControl = 0x01C00000;

    private readonly IReadOnlyList<Parameter> _parameters;
    private readonly KernelCase[] _cases;
    private readonly KernelSignature _signature;
    private readonly Func<List<ListingLine>?, Compiled> _compile;
    private readonly Func<string> _describe;
    private readonly Compiled _compiled;

    private EmulatedKernel(Function function, KernelCase[] cases, Func<List<ListingLine>?, Compiled> compile, Func<string> describe)
    {
        _parameters = function.Parameters;
        _cases = cases;
        _signature = new KernelSignature(function);
        _compile = compile;
        _describe = describe;
        _compiled = compile(null);
    }

    /// <summary>A kernel of lanes, and calls over spans of random lengths: the first few elements, the others up to some iterations.</summary>
    public static EmulatedKernel OfLanes(VectorFunction kernel, OptimizationLevel level, Random random, int calls)
    {
        Function function = kernel.Function;
        var signature = new KernelSignature(function);
        KernelCase[] cases =
            [.. Enumerable.Range(0, calls).Select(i => new LaneKernelCase(random, kernel, i == 0 ? random.Next(8) : random.Next(150)))];
        return new EmulatedKernel(function, cases, Compile, () => JitGen.Compiler.IR.Printer.Print(function));

        Compiled Compile(List<ListingLine>? listing)
        {
            KernelPlan plan = KernelPlanner.Plan(kernel, signature, s_target, level);
            MachineFunction code = KernelLowering.Lower(plan, s_target, level);
            return new Compiled(s_target.Backend.Emit(code, s_target, listing).Bytes, plan.ScratchEnd, plan.Copies * plan.GroupSize);
        }
    }

    /// <summary>A formula's kernel, and calls over spans of lengths.</summary>
    public static EmulatedKernel OfFormula(Function function, OptimizationLevel level, KernelCase[] cases, string text)
    {
        var formula = new BoundFormula(new FormulaSource { Text = text, MethodName = "M", Parameters = [], ResultType = ElementType.Void }, function, []);
        var signature = new KernelSignature(function);
        return new EmulatedKernel(function, cases, Compile, () => text + "\n" + JitGen.Compiler.IR.Printer.Print(function));

        Compiled Compile(List<ListingLine>? listing)
        {
            CompiledKernel kernel = Compilation.CompileKernel(formula, s_target, level, listing is not null);
            listing?.AddRange(kernel.Listing);
            return new Compiled(kernel.Code.Bytes, signature.ScratchOffset + kernel.ScratchBytes, kernel.ElementsPerIteration);
        }
    }

    private int[] Spans => [.. Enumerable.Range(0, _parameters.Count).Where(i => _parameters[i].Kind != ParameterKind.Value)];

    /// <summary>The text of each instruction.</summary>
    public IEnumerable<string> Listing
    {
        get
        {
            var listing = new List<ListingLine>();
            _compile(listing);
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
        writer.Write(_compiled.Code.Length);
        writer.Write(_cases.Length);
        writer.Write(_compiled.Code);
        for (int i = 0; i < _cases.Length; i++)
        {
            writer.Write(_compiled.BlockBytes);
            writer.Write(Spans.Length);
            writer.Write(i % 2);
            writer.Write(i % 3 == 2 ? UnusualControl : 0);
            writer.Write(_cases[i].Block(_signature, _compiled.BlockBytes));
            foreach (int span in Spans)
            {
                writer.Write(_signature.ParameterOffset(span));
                writer.Write(_cases[i].Spans[span].Length * ElementBytes(span));
                foreach (ulong element in _cases[i].Spans[span])
                {
                    writer.Write(BitConverter.GetBytes(element)[..ElementBytes(span)]);
                }
            }
        }
    }

    private void Check(BinaryReader reader)
    {
        foreach (KernelCase call in _cases)
        {
            long result = reader.ReadInt64();
            bool isPreserved = reader.ReadInt64() == 1;
            byte[] block = reader.ReadBytes(_compiled.BlockBytes);
            var spans = new ulong[_parameters.Count][];
            Array.Fill(spans, []);
            foreach (int span in Spans)
            {
                spans[span] = [.. call.Spans[span].Select(_ => Read(reader.ReadBytes(ElementBytes(span))))];
            }

            string? problem = isPreserved ? call.Check(result, block, spans, _compiled.Iteration) : "the caller's state was changed";
            if (problem is not null)
            {
                string values = string.Join(", ", call.Values.Select(value => value.ToString("x")));
                Assert.Fail($"{problem}\n{_describe()}values: {values}\n{string.Join('\n', Listing)}");
            }
        }
    }

    private static ulong Read(byte[] bytes)
    {
        Array.Resize(ref bytes, 8);
        return BitConverter.ToUInt64(bytes);
    }

    private int ElementBytes(int span) => 1 << KernelPlan.ShiftOf(_parameters[span].Type);

    /// <summary>A kernel's code.</summary>
    /// <param name="Code">The bytes.</param>
    /// <param name="BlockBytes">The size of the argument block.</param>
    /// <param name="Iteration">Elements of an iteration of the main loop.</param>
    private sealed record Compiled(byte[] Code, int BlockBytes, int Iteration);
}
