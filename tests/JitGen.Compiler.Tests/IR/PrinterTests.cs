using JitGen.Compiler.IR;

namespace JitGen.Compiler.Tests.IR;

public class PrinterTests
{
    [Fact]
    public void AFunctionReadsAsItsNodesThenItsTrapsThenItsResults()
    {
        Function function = new([new Parameter("a", ElementType.Int32), new Parameter("x", ElementType.Single)]);
        Value a = function.Parameter(0);
        Value x = function.Parameter(1);
        Value limit = function.Int32(-5);
        Value isLow = function.Node(Opcode.LtS, IrType.Bool, a, limit);
        Value half = function.Node(Opcode.MulF, IrType.F32, x, function.Constant(IrType.F32, 0x3F000000));
        Value selected = function.Node(Opcode.Select, IrType.F32, isLow, half, x);
        function.Traps.Add(new Trap(TrapKind.Overflow, isLow));
        function.Traps.Add(new Trap(TrapKind.ClampRange, isLow, ElementType.Int32, limit, a));
        function.Results.Add(new Result(null, ElementType.Single, selected));
        function.Results.Add(new Result("y", ElementType.Single, half));

        const string expected = """
            (int a, float x)
              v0: i32 = param a
              v1: f32 = param x
              v2: i32 = const -5
              v3: bool = ltS v0, v2
              v4: f32 = const 0.5
              v5: f32 = mulF v1, v4
              v6: f32 = select v3, v5, v1
              throw Overflow if v3
              throw ClampRange(v2, v0) if v3
              return v6
              y = v5

            """;
        Assert.Equal(expected, Printer.Print(function));
    }
}
