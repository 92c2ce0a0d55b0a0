using JitGen.Compiler.Functions;
using JitGen.Compiler.IR;

namespace JitGen.Compiler.Optimizer;

/// <summary>Rules for applications of mathematical functions. Their rows say what the functions of -x have in common with those of x.</summary>
internal static class FunctionRules
{
    public static Value Apply(Simplifier s, IrType type, Value number, Value a, Value c)
    {
        s.IsConstant(number, out ulong row);
        MathFunction function = MathFunctions.All[(int)row];
        if (s.Is(a, Opcode.NegF, out Value x))
        {
            if (function.OfOpposite is { } opposite) return Apply(s, opposite, type, x);                 // f(-x) = g(x)
            if (function.Symmetry == Symmetry.Odd) return s.Node(Opcode.NegF, type, Apply(s, function, type, x)); // f(-x) = -f(x)
        }

        bool dropsSign = function.Symmetry == Symmetry.Even && (s.Is(a, Opcode.NegF, out x) || s.Is(a, Opcode.AbsF, out x));
        return dropsSign ? Apply(s, function, type, x) : Value.None;                                     // f(-x) = f(|x|) = f(x)
    }

    private static Value Apply(Simplifier s, MathFunction function, IrType type, Value x) =>
        s.Node(Opcode.Apply, type, s.Function.Int32(function.Number), x);
}
