using System.Collections.Generic;
using JitGen.Compiler.IR;

namespace JitGen.Compiler.Functions;

/// <summary>The mathematical functions, a row each; a function's number is its place in the list.</summary>
internal static class MathFunctions
{
    /// <summary>What the name of a function's <see cref="MathFunction.Fast"/> has before that of the function.</summary>
    public const string FastPrefix = "Fast";

    private static readonly List<MathFunction> s_rows = new();

    // What exp(-x) becomes, to share the reduction of x with exp(x): formulas cannot name it.
    public static readonly MathFunction ExpOfOpposite = Row("ExpOfOpposite", ExpFunctions.ExpOfOpposite, ExpFunctions.ExpOfOppositeSingle);

    public static readonly MathFunction Exp = Row("Exp", ExpFunctions.Exp, ExpFunctions.ExpSingle, ofOpposite: ExpOfOpposite, fast: FastExpFunctions.Exp);
    public static readonly MathFunction Exp2 = Row("Exp2", ExpFunctions.Exp2, ExpFunctions.Exp2Single, fast: FastExpFunctions.Exp2);
    public static readonly MathFunction Exp10 = Row("Exp10", ExpFunctions.Exp10, ExpFunctions.Exp10Single, fast: FastExpFunctions.Exp10);
    public static readonly MathFunction ExpM1 = Row("ExpM1", ExpFunctions.ExpM1, ExpFunctions.ExpM1Single, fast: FastExpFunctions.ExpM1);
    public static readonly MathFunction Log = Row("Log", LogFunctions.Log, LogFunctions.LogSingle, fast: FastLogFunctions.Log);
    public static readonly MathFunction Log2 = Row("Log2", LogFunctions.Log2, LogFunctions.Log2Single, fast: FastLogFunctions.Log2);
    public static readonly MathFunction Log10 = Row("Log10", LogFunctions.Log10, LogFunctions.Log10Single);
    public static readonly MathFunction LogP1 = Row("LogP1", LogFunctions.LogP1, LogFunctions.LogP1Single, fast: FastLogFunctions.LogP1);
    public static readonly MathFunction Sinh = Row("Sinh", HyperbolicFunctions.Sinh, HyperbolicFunctions.SinhSingle, Symmetry.Odd);
    public static readonly MathFunction Cosh = Row("Cosh", HyperbolicFunctions.Cosh, HyperbolicFunctions.CoshSingle, Symmetry.Even);
    public static readonly MathFunction Tanh = Row("Tanh", HyperbolicFunctions.Tanh, HyperbolicFunctions.TanhSingle, Symmetry.Odd, fast: FastExpFunctions.Tanh);
    public static readonly MathFunction Asinh = Row("Asinh", InverseHyperbolicFunctions.Asinh, InverseHyperbolicFunctions.AsinhSingle, Symmetry.Odd);
    public static readonly MathFunction Acosh = Row("Acosh", InverseHyperbolicFunctions.Acosh, InverseHyperbolicFunctions.AcoshSingle);
    public static readonly MathFunction Atanh = Row("Atanh", InverseHyperbolicFunctions.Atanh, InverseHyperbolicFunctions.AtanhSingle, Symmetry.Odd);
    public static readonly MathFunction Sigmoid = Row("Sigmoid", HyperbolicFunctions.Sigmoid, HyperbolicFunctions.SigmoidSingle, fast: FastExpFunctions.Sigmoid);
    public static readonly MathFunction Erf = Row("Erf", ErfFunctions.Erf, ErfFunctions.ErfSingle);
    public static readonly MathFunction Pow = Row("Pow", PowerFunctions.Pow, PowerFunctions.PowSingle);
    public static readonly MathFunction Cbrt = Row("Cbrt", PowerFunctions.Cbrt, PowerFunctions.CbrtSingle, Symmetry.Odd);
    public static readonly MathFunction Hypot = Row("Hypot", PowerFunctions.Hypot, PowerFunctions.HypotSingle);

    public static readonly MathFunction Sin = Row("Sin", TrigonometricFunctions.Sin, SingleTrigonometricFunctions.Sin, Symmetry.Odd, fast: FastTrigonometricFunctions.Sin);
    public static readonly MathFunction Cos = Row("Cos", TrigonometricFunctions.Cos, SingleTrigonometricFunctions.Cos, Symmetry.Even, fast: FastTrigonometricFunctions.Cos);
    public static readonly MathFunction Tan = Row("Tan", TrigonometricFunctions.Tan, SingleTrigonometricFunctions.Tan, Symmetry.Odd);

    public static readonly MathFunction SinPi = Row("SinPi", PiTrigonometricFunctions.SinPi, PiTrigonometricFunctions.SinPiSingle, Symmetry.Odd);
    public static readonly MathFunction CosPi = Row("CosPi", PiTrigonometricFunctions.CosPi, PiTrigonometricFunctions.CosPiSingle, Symmetry.Even);
    public static readonly MathFunction Atan = Row("Atan", InverseTrigonometricFunctions.Atan, SingleInverseTrigonometricFunctions.Atan, Symmetry.Odd);
    public static readonly MathFunction Atan2 = Row("Atan2", InverseTrigonometricFunctions.Atan2, SingleInverseTrigonometricFunctions.Atan2);
    public static readonly MathFunction Asin = Row("Asin", InverseTrigonometricFunctions.Asin, SingleInverseTrigonometricFunctions.Asin, Symmetry.Odd);
    public static readonly MathFunction Acos = Row("Acos", InverseTrigonometricFunctions.Acos, SingleInverseTrigonometricFunctions.Acos);

    // What the rare paths of others apply: formulas cannot name them.
    public static readonly MathFunction SinOfHuge =
        Row("SinOfHuge", TrigonometricFunctions.SinOfHuge, SingleTrigonometricFunctions.SinOfHuge);

    public static readonly MathFunction CosOfHuge =
        Row("CosOfHuge", TrigonometricFunctions.CosOfHuge, SingleTrigonometricFunctions.CosOfHuge);

    public static readonly MathFunction TanOfHuge =
        Row("TanOfHuge", TrigonometricFunctions.TanOfHuge, SingleTrigonometricFunctions.TanOfHuge);

    /// <summary>All functions, in the order of their numbers.</summary>
    public static IReadOnlyList<MathFunction> All => s_rows;

    /// <summary>The function that an <see cref="Opcode.Apply"/> applies.</summary>
    public static MathFunction Of(Function graph, Value application) => s_rows[(int)graph.BitsOf(graph.Operand(application, 0))];

    public static bool IsApplication(Opcode opcode) => opcode is Opcode.Apply or Opcode.Apply2;

    private static MathFunction Row(
        string name, UnaryExpansion ofDouble, UnaryExpansion ofSingle, Symmetry symmetry = Symmetry.None, MathFunction? ofOpposite = null,
        UnaryExpansion? fast = null)
    {
        MathFunction? fastRow = fast is null ? null : Add(new MathFunction(s_rows.Count, FastPrefix + name, 1, null, (x, _) => fast(x)));
        return Add(new MathFunction(s_rows.Count, name, 1, (x, _) => ofDouble(x), (x, _) => ofSingle(x))
        {
            Symmetry = symmetry,
            OfOpposite = ofOpposite,
            Fast = fastRow,
        });
    }

    private static MathFunction Row(string name, BinaryExpansion ofDouble, BinaryExpansion ofSingle) =>
        Add(new MathFunction(s_rows.Count, name, 2, ofDouble, ofSingle));

    private static MathFunction Add(MathFunction function)
    {
        s_rows.Add(function);
        return function;
    }
}
