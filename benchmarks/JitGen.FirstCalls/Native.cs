namespace JitGen.FirstCalls;

/// <summary>Three classes of formulas; each maps its code at its own first call.</summary>
internal static partial class FirstFormulas
{
    [NativeExpression("(x ^ x >> 30) * 0xBF58476D1CE4E5B9")]
    public static partial ulong Mix(ulong x);

    [NativeExpression("a * b + c")]
    public static partial double Line(double a, double b, double c);

    [NativeExpression("n / 10 * 16 + n % 10")]
    public static partial int Digits(int n);
}

internal static partial class SecondFormulas
{
    [NativeExpression("(x ^ x >> 27) * 0x94D049BB133111EB")]
    public static partial ulong Mix(ulong x);

    [NativeExpression("sqrt(a*a + b*b)")]
    public static partial double Length(double a, double b);

    [NativeExpression("b != 0 ? a / b : 0")]
    public static partial int Divide(int a, int b);
}

internal static partial class ThirdFormulas
{
    [NativeExpression("(x ^ x >> 33) * 0xFF51AFD7ED558CCD")]
    public static partial ulong Mix(ulong x);

    [NativeExpression("(a - b) / (a + b)")]
    public static partial double Contrast(double a, double b);

    [NativeExpression("clamp(x, 0, 255)")]
    public static partial int Clamp(int x);
}
