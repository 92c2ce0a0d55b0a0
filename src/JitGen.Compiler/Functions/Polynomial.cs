namespace JitGen.Compiler.Functions;

/// <summary>Polynomials with constant coefficients, that of the constant term first.</summary>
internal static class Polynomial
{
    /// <summary>By Horner's rule: an operation a coefficient, each rounded once.</summary>
    public static Real Horner(Real x, params double[] coefficients)
    {
        Real sum = x.Constant(coefficients[coefficients.Length - 1]);
        for (int i = coefficients.Length - 2; i >= 0; i--)
        {
            sum = sum.Fma(x, coefficients[i]);
        }

        return sum;
    }
}
