using System;
using System.Collections.Generic;
using System.Linq;
using JitGen.Compiler.IR;
using JitGen.Compiler.Targets;
using JitGen.Compiler.Tests.IR;
using JitGen.Testing;

namespace JitGen.Compiler.Tests.Targets.X64;

/// <summary>Selected code of single nodes and of small graphs, run here, against the meaning of the nodes.</summary>
public sealed class ExecutionTests
{
    private const int RandomArguments = 400;

    public static TheoryData<string, string, string, string> Cases()
    {
        var data = new TheoryData<string, string, string, string>();
        foreach (var (opcode, from, to) in CSharpOracle.Cases.Where(c => c.Opcode is not (Opcode.RemF or Opcode.Rare)))
        {
            foreach (OptimizationLevel level in Enum.GetValues<OptimizationLevel>())
            {
                data.Add(opcode.ToString(), from.ToString(), to.ToString(), level.ToString());
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void ANodeComputesWhatItMeans(string opcodeName, string fromName, string toName, string levelName)
    {
        var opcode = Enum.Parse<Opcode>(opcodeName);
        var from = Enum.Parse<IrType>(fromName);
        var to = Enum.Parse<IrType>(toName);
        var level = Enum.Parse<OptimizationLevel>(levelName);
        IrType[] types = OperandTypes(opcode, from, to);
        Function all = OfNode(opcode, to, types, new ulong?[types.Length]);
        Check(all, opcode, level, types.Select(type => Samples(type, types.Length)).ToArray());
        if (types.Length < 2)
        {
            return;
        }

        // With one operand constant, selection takes other ways.
        for (int constant = 0; constant < types.Length; constant++)
        {
            foreach (ulong value in Samples(types[constant], 3))
            {
                var constants = new ulong?[types.Length];
                constants[constant] = value;
                Function function = OfNode(opcode, to, types, constants);
                Check(function, opcode, level, types.Select((type, i) => i == constant ? [value] : Samples(type, 3)).ToArray());
            }
        }
    }

    /// <summary>
    /// Quotients and remainders, products and their upper halves of the same operands, in random company and order: one
    /// instruction may compute two of them.
    /// </summary>
    [Theory]
    [InlineData(IrType.I32)]
    [InlineData(IrType.I64)]
    internal void NodesThatShareAnInstructionAreAllComputed(IrType type)
    {
        if (!ExecutableCode.IsSupported)
        {
            return;
        }

        Opcode[] opcodes = [Opcode.DivS, Opcode.RemS, Opcode.DivU, Opcode.RemU, Opcode.Mul, Opcode.MulHighS, Opcode.MulHighU, Opcode.Sub];
        var random = new Random(11);
        for (int i = 0; i < 400; i++)
        {
            var function = new Function([new Parameter("a", ElementTypeOf(type)), new Parameter("b", ElementTypeOf(type))]);
            Value a = function.Parameter(0);
            Value b = function.Parameter(1);
            Value result = a;

            // The traps of the divisions, which else would be guarded and share no operands with the others.
            Value isMinimum = function.Node(Opcode.Eq, IrType.Bool, a, function.Constant(type, 1UL << (Function.Width(type) - 1)));
            Value isMinusOne = function.Node(Opcode.Eq, IrType.Bool, b, function.Constant(type, ulong.MaxValue));
            function.Traps.Add(new Trap(TrapKind.DivideByZero, function.Node(Opcode.Eq, IrType.Bool, b, function.Constant(type, 0))));
            function.Traps.Add(new Trap(TrapKind.Overflow, function.Node(Opcode.And, IrType.Bool, isMinimum, isMinusOne)));
            foreach (Opcode opcode in opcodes.OrderBy(_ => random.Next()).Take(random.Next(1, 6)))
            {
                Opcode division = random.Next(2) == 0 ? Opcode.DivS : Opcode.DivU;
                Value node = opcode != Opcode.Sub
                    ? function.Node(opcode, type, a, b)
                    : function.Node(opcode, type, a, function.Node(Opcode.Mul, type, function.Node(division, type, a, b), b));
                result = function.Node(random.Next(2) == 0 ? Opcode.Xor : Opcode.Sub, type, result, node);
            }

            function.Results.Add(new Result(null, ElementTypeOf(type), result));
            CompiledGraph graph = CompiledGraph.Compile(function, TargetTable.X64V3SysV, OptimizationLevel.Full);
            using var code = new ExecutableCode(graph.Code);
            for (int call = 0; call < 20; call++)
            {
                ulong[] arguments = [BoundaryValues.Random(random, type), BoundaryValues.Random(random, type)];
                string? problem = CompiledGraph.Compare(function, arguments, code.Call(function.Parameters, ElementTypeOf(type), arguments));
                Assert.True(problem is null, $"{problem}\n{graph}");
            }
        }
    }

    private static IrType[] OperandTypes(Opcode opcode, IrType from, IrType to)
    {
        int arity = OpcodeTable.Arity(opcode);
        string signature = OpcodeTable.Signature(opcode);
        return Enumerable.Range(0, arity).Select(i => i == 0 ? from : signature[i] == 'w' ? IrType.I32 : signature[i] == 't' ? to : from).ToArray();
    }

    /// <summary>A function of a single node; operands without a constant are parameters, in their order.</summary>
    private static Function OfNode(Opcode opcode, IrType to, IrType[] types, ulong?[] constants)
    {
        var parameters = new List<Parameter>();
        for (int i = 0; i < types.Length; i++)
        {
            if (constants[i] is null)
            {
                parameters.Add(new Parameter("p" + i, ElementTypeOf(types[i])));
            }
        }

        var function = new Function(parameters);
        var operands = new Value[3];
        int next = 0;
        for (int i = 0; i < types.Length; i++)
        {
            operands[i] = constants[i] is { } bits ? function.Constant(types[i], bits) : function.Parameter(next++);
        }

        Value node = function.Node(opcode, to, operands[0], operands[1], operands[2]);
        function.Results.Add(new Result(null, ElementTypeOf(to), node));
        return function;
    }

    private static ElementType ElementTypeOf(IrType type) => type switch
    {
        IrType.Bool => ElementType.Bool,
        IrType.I32 => ElementType.Int32,
        IrType.I64 => ElementType.Int64,
        IrType.F32 => ElementType.Single,
        _ => ElementType.Double,
    };

    private static ulong[] Samples(IrType type, int operands)
    {
        ulong[] boundary = BoundaryValues.Of(type);
        int step = operands < 3 || type == IrType.Bool ? 1 : 7;
        return boundary.Where((_, i) => i % step == 0).ToArray();
    }

    private static void Check(Function function, Opcode opcode, OptimizationLevel level, ulong[][] samples)
    {
        if (!ExecutableCode.IsSupported)
        {
            ExternalEngine.X64.NoteMissing("the processor has no x64-v3, or the system is not Linux");
            return;
        }

        ExternalEngine.X64.NoteRun("single nodes of the compiler's tests");
        CompiledGraph compiled = CompiledGraph.Compile(function, TargetTable.X64V3SysV, level);
        using var code = new ExecutableCode(compiled.Code);
        foreach (ulong[] operands in Product(samples))
        {
            bool faults = opcode is Opcode.DivS or Opcode.DivU or Opcode.RemS or Opcode.RemU && IsUnobservable(operands, function.TypeOf(new Value(0)));
            if (faults)
            {
                continue;
            }

            ulong[] arguments = function.Parameters.Select(p => operands[int.Parse(p.Name[1..])]).ToArray();
            Value node = function.Results[0].Value;
            ulong expected = OpcodeTable.Evaluate(
                opcode, function.TypeOf(function.Operand(node, 0)), function.TypeOf(node), operands[0], operands.ElementAtOrDefault(1), operands.ElementAtOrDefault(2));
            ulong? actual = code.Call(function.Parameters, function.Results[0].Type, arguments);
            Assert.True(
                actual is { } bits && AreEqual(function.TypeOf(node), expected, bits),
                $"{opcode}({string.Join(", ", operands.Select(o => "0x" + o.ToString("x")))}) is 0x{expected:x}, not 0x{actual:x}\n{compiled}");
        }
    }

    /// <summary>Divisions that C# would let throw: their traps, which are not here, make the result unobservable.</summary>
    private static bool IsUnobservable(ulong[] operands, IrType type) =>
        operands[1] == 0 || (operands[1] == Function.Mask(type) && operands[0] == 1UL << (Function.Width(type) - 1));

    private static bool AreEqual(IrType type, ulong expected, ulong actual) => type switch
    {
        IrType.F32 when float.IsNaN(BitConverter.UInt32BitsToSingle((uint)expected)) => float.IsNaN(BitConverter.UInt32BitsToSingle((uint)actual)),
        IrType.F64 when double.IsNaN(BitConverter.UInt64BitsToDouble(expected)) => double.IsNaN(BitConverter.UInt64BitsToDouble(actual)),
        _ => expected == actual,
    };

    private static IEnumerable<ulong[]> Product(ulong[][] samples)
    {
        IEnumerable<ulong[]> rows = [[]];
        foreach (ulong[] values in samples)
        {
            rows = rows.SelectMany(row => values.Select(value => (ulong[])[.. row, value]));
        }

        return rows;
    }
}
