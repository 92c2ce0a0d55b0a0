using System;
using System.Linq;
using JitGen.Compiler.IR;

namespace JitGen.Compiler.Tests.IR;

public class OpcodeTableTests
{
    private static readonly IrType[] s_types = ScalarGraphs.Types;

    public static TheoryData<string, string, string> Cases()
    {
        var data = new TheoryData<string, string, string>();
        foreach (var (opcode, from, to) in CSharpOracle.Cases)
        {
            data.Add(opcode.ToString(), from.ToString(), to.ToString());
        }

        return data;
    }

    [Fact]
    public void EveryOpcodeHasItsRow()
    {
        var missing = Enum.GetValues<Opcode>()
            .Where(opcode => (int)opcode >= OpcodeTable.Count || OpcodeTable.OpcodeAt((int)opcode) != opcode);
        Assert.Empty(missing);
        Assert.Equal(Enum.GetValues<Opcode>().Length, OpcodeTable.Count);
    }

    [Fact]
    public void NamesAreUnique() => Assert.Distinct(Enum.GetValues<Opcode>().Select(OpcodeTable.Name));

    [Fact]
    public void EveryTypeThatASignatureAcceptsIsTested()
    {
        var untested =
            from opcode in ScalarGraphs.Operations
            from a in s_types
            from b in s_types
            from c in s_types
            from to in s_types
            where Signature.Accepts(OpcodeTable.Signature(opcode), to, a, b, c)
            where !CSharpOracle.Covers(opcode, a, to)
            select (opcode, a, to);
        Assert.Empty(untested.Distinct());
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void EvaluatesAsCSharp(string opcodeName, string fromName, string toName)
    {
        var opcode = Enum.Parse<Opcode>(opcodeName);
        var from = Enum.Parse<IrType>(fromName);
        var to = Enum.Parse<IrType>(toName);
        IrType[] operands = OperandTypes(opcode, from, to);
        var expected = CSharpOracle.Of(opcode, from, to);
        bool commutes = OpcodeTable.Commutes(opcode);
        void Check(ulong a, ulong b, ulong c)
        {
            ulong actual = OpcodeTable.Evaluate(opcode, from, to, a, b, c);
            ulong wanted = expected(a, b, c);
            if (!SameValue(to, wanted, actual) || (commutes && !SameValue(to, wanted, OpcodeTable.Evaluate(opcode, from, to, b, a, c))))
            {
                Assert.Fail($"{opcode} {from} -> {to} of {a:X}, {b:X}, {c:X}: C# gives {wanted:X}, the table {actual:X}");
            }
        }

        ulong[] none = [0];
        foreach (ulong a in operands.Length > 0 ? BoundaryValues.Of(operands[0]) : none)
        {
            foreach (ulong b in operands.Length > 1 ? BoundaryValues.Of(operands[1]) : none)
            {
                foreach (ulong c in operands.Length > 2 ? BoundaryValues.Of(operands[2]) : none)
                {
                    Check(a, b, c);
                }
            }
        }

        // Where the oracle throws to tell an overflow, an exception costs microseconds: fewer are made.
        var random = new Random(20260101);
        int count = opcodeName.Contains("Overflow", StringComparison.Ordinal) ? 20_000 : opcode == Opcode.FmaF ? 500_000 : 120_000;
        for (int i = 0; i < count; i++)
        {
            Check(Draw(0), Draw(1), Draw(2));
        }

        ulong Draw(int index) => index < operands.Length ? BoundaryValues.Random(random, operands[index]) : 0;
    }

    [Theory]
    [InlineData(IrType.F32)]
    [InlineData(IrType.F64)]
    internal void FusedMultiplyAddRoundsNearCancellationAsHardwareDoes(IrType type)
    {
        // c = -(a * b) rounded, a little more, a little less: the sum is what the rounding lost, down to subnormal numbers.
        var random = new Random(7);
        var expected = CSharpOracle.Of(Opcode.FmaF, type, type);
        for (int i = 0; i < 300_000; i++)
        {
            ulong a = BoundaryValues.Random(random, type);
            ulong b = BoundaryValues.Random(random, type);
            ulong product = OpcodeTable.Evaluate(Opcode.MulF, type, type, a, b);
            ulong c = (OpcodeTable.Evaluate(Opcode.NegF, type, type, product) + (ulong)random.Next(-2, 3)) & Function.Mask(type);
            ulong wanted = expected(a, b, c);
            ulong actual = OpcodeTable.Evaluate(Opcode.FmaF, type, type, a, b, c);
            Assert.True(SameValue(type, wanted, actual), $"fma {type} of {a:X}, {b:X}, {c:X}: {wanted:X} expected, {actual:X} computed");
        }
    }

    [Fact]
    public void EveryNaNMadeIsTheSameOne()
    {
        foreach (var (opcode, from, to) in CSharpOracle.Cases)
        {
            // Operations on bits keep the payloads that they are given.
            bool keepsBits = opcode is Opcode.NegF or Opcode.AbsF or Opcode.CopySignF or Opcode.Bitcast or Opcode.Select or Opcode.Rare;
            if (to is not (IrType.F32 or IrType.F64) || keepsBits)
            {
                continue;
            }

            ulong quiet = to == IrType.F32 ? 0x7FC00000UL : 0x7FF8000000000000;
            foreach (ulong a in BoundaryValues.Of(from))
            {
                foreach (ulong b in BoundaryValues.Of(from))
                {
                    ulong bits = OpcodeTable.Evaluate(opcode, from, to, a, b, 0);
                    Assert.True(!IsNaN(to, bits) || bits == quiet, $"{opcode} {from} of {a:X}, {b:X} makes the NaN {bits:X}");
                }
            }
        }
    }

    /// <summary>Whether two results are equal as values: any NaN equals any NaN.</summary>
    internal static bool SameValue(IrType type, ulong left, ulong right) => left == right || (IsNaN(type, left) && IsNaN(type, right));

    private static bool IsNaN(IrType type, ulong bits) => type switch
    {
        IrType.F32 => float.IsNaN(BitConverter.UInt32BitsToSingle((uint)bits)),
        IrType.F64 => double.IsNaN(BitConverter.UInt64BitsToDouble(bits)),
        _ => false,
    };

    private static IrType[] OperandTypes(Opcode opcode, IrType from, IrType to)
    {
        int arity = OpcodeTable.Arity(opcode);
        foreach (IrType b in s_types)
        {
            foreach (IrType c in s_types)
            {
                if (Signature.Accepts(OpcodeTable.Signature(opcode), to, from, b, c))
                {
                    return new[] { from, b, c }[..arity];
                }
            }
        }

        throw new InvalidOperationException($"{opcode} takes no {from} to {to}");
    }
}
