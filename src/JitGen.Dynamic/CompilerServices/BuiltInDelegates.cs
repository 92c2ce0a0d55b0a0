using System;

namespace JitGen.CompilerServices;

/// <summary>The delegate types that need no declaration.</summary>
internal static unsafe class BuiltInDelegates
{
    private static readonly string[] s_names = ["x", "y", "z", "x4", "x5", "x6", "x7", "x8"];

    /// <summary>Makes all of them known.</summary>
    public static void Register()
    {
        FormulaDelegate<Func<double, double>>.Register(&Create, &Describe1, FormulaType.Double);
        FormulaDelegate<Func<double, double, double>>.Register(&Create, &Describe2, FormulaType.Double);
        FormulaDelegate<Func<double, double, double, double>>.Register(&Create, &Describe3, FormulaType.Double);
        FormulaDelegate<Func<double, double, double, double, double>>.Register(&Create, &Describe4, FormulaType.Double);
        FormulaDelegate<Func<double, double, double, double, double, double>>.Register(&Create, &Describe5, FormulaType.Double);
        FormulaDelegate<Func<double, double, double, double, double, double, double>>.Register(&Create, &Describe6, FormulaType.Double);
        FormulaDelegate<Func<double, double, double, double, double, double, double, double>>.Register(&Create, &Describe7, FormulaType.Double);
        FormulaDelegate<Func<double, double, double, double, double, double, double, double, double>>.Register(
            &Create, &Describe8, FormulaType.Double);
    }

    private static FormulaBase Create() => new DoubleFormula();

    private static FormulaParameter[] Describe1() => Describe(1);

    private static FormulaParameter[] Describe2() => Describe(2);

    private static FormulaParameter[] Describe3() => Describe(3);

    private static FormulaParameter[] Describe4() => Describe(4);

    private static FormulaParameter[] Describe5() => Describe(5);

    private static FormulaParameter[] Describe6() => Describe(6);

    private static FormulaParameter[] Describe7() => Describe(7);

    private static FormulaParameter[] Describe8() => Describe(8);

    private static FormulaParameter[] Describe(int count) =>
        Array.ConvertAll(s_names[..count], name => new FormulaParameter(name));
}
