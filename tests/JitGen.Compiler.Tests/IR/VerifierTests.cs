using JitGen.Compiler.IR;

namespace JitGen.Compiler.Tests.IR;

public class VerifierTests
{
    private readonly Function _function = new([new Parameter("a", ElementType.Int32), new Parameter("x", ElementType.Double)]);

    private Value A => _function.Parameter(0);

    private Value X => _function.Parameter(1);

    [Fact]
    public void AWellTypedFunctionIsAccepted()
    {
        Value sum = _function.Node(Opcode.Add, IrType.I32, A, _function.Int32(-1));
        _function.Traps.Add(new Trap(TrapKind.Overflow, _function.Node(Opcode.AddOverflowS, IrType.Bool, A, sum)));
        _function.Results.Add(new Result(null, ElementType.Byte, _function.Node(Opcode.ZeroExtend8, IrType.I32, sum)));
        Assert.Null(Verifier.Verify(_function));
    }

    [Fact]
    public void OperandsOfAnotherTypeAreFound()
    {
        _function.Node(Opcode.Add, IrType.I32, A, X);
        Assert.Equal("v2 (add): types do not match the signature ii:i", Verifier.Verify(_function));
    }

    [Fact]
    public void AResultOfAnotherTypeIsFound()
    {
        _function.Node(Opcode.Promote, IrType.F32, X);
        Assert.NotNull(Verifier.Verify(_function));
    }

    [Fact]
    public void AMissingOperandIsFound()
    {
        _function.Node(Opcode.Add, IrType.I32, A);
        Assert.Equal("v1 (add): takes 2 operands", Verifier.Verify(_function));
    }

    [Fact]
    public void AnOperandOfALaterNodeIsFound()
    {
        _function.Node(Opcode.Neg, IrType.I32, new Value(7));
        Assert.Equal("v0 (neg): operand v7 does not come before it", Verifier.Verify(_function));
    }

    [Fact]
    public void ATrapWhosePredicateIsNoConditionIsFound()
    {
        _function.Traps.Add(new Trap(TrapKind.Overflow, A));
        Assert.Equal("trap 0 (Overflow): the predicate is not a condition", Verifier.Verify(_function));
    }

    [Fact]
    public void ADetailOfAnotherTypeIsFound()
    {
        Value isZero = _function.Node(Opcode.Eq, IrType.Bool, A, _function.Int32(0));
        _function.Traps.Add(new Trap(TrapKind.ClampRange, isZero, ElementType.Double, A, X));
        Assert.Equal("trap 0 (ClampRange): a detail is not of the details' type", Verifier.Verify(_function));
    }

    [Fact]
    public void AResultThatDoesNotHoldItsTypeIsFound()
    {
        _function.Results.Add(new Result(null, ElementType.Int64, A));
        Assert.Equal("result 0: no value of type long", Verifier.Verify(_function));
    }
}
