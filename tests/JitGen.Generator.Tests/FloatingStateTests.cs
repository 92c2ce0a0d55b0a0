using System;
using System.Linq;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace JitGen.Generator.Tests;

/// <summary>
/// Native code has set another rounding, or that subnormal numbers are flushed: generated methods over spans return and store what
/// they do without, whichever part of the work is done by managed code, and leave the state as it is.
/// </summary>
public unsafe class FloatingStateTests
{
    private const string Source = """
        using System;
        using System.Text;
        using JitGen;
        public static partial class K
        {
            [NativeExpression("a * x + y")] public static partial void Saxpy(ReadOnlySpan<float> x, ReadOnlySpan<float> y, Span<float> result, float a);
            [NativeExpression("x % y")] public static partial void Remainder(ReadOnlySpan<double> x, ReadOnlySpan<double> y, Span<double> result);
            [NativeExpression("x * 0.3f / (100 / d)")] public static partial void Guarded(ReadOnlySpan<float> x, ReadOnlySpan<int> d, Span<float> result);
            [NativeExpression("sum(x)")] public static partial float Sum(ReadOnlySpan<float> x);
            [NativeExpression("sum(x * x)")] public static partial double Squares(ReadOnlySpan<double> x);
            [NativeExpression("min(abs(x))")] public static partial float Least(ReadOnlySpan<float> x);
            [NativeExpression("mean(x)")] public static partial float Mean(ReadOnlySpan<float> x);
            [NativeExpression("mean(d)")] public static partial double MeanOfIntegers(ReadOnlySpan<int> d);
            [NativeExpression("sqrt(sum(x * x) / length(x)) * 0.7")] public static partial double Norm(ReadOnlySpan<double> x);
            [NativeExpression("sum(d) * scale")] public static partial float Scaled(ReadOnlySpan<int> d, float scale);
            [NativeExpression("max(x) > bound")] public static partial bool Exceeds(ReadOnlySpan<float> x, float bound);

            private const int Length = 3 * 65_536 + 7;
            private static readonly int[] s_lengths = { 1, 3, 7, 100, 9_000, Length };
            private static readonly float[] s_x = new float[Length], s_small = new float[Length], s_y = new float[Length];
            private static readonly double[] s_u = new double[Length], s_v = new double[Length];
            private static readonly int[] s_d = new int[Length];

            static K()
            {
                var random = new Random(3);
                for (int i = 0; i < Length; i++)
                {
                    s_x[i] = random.NextSingle() - 0.5f;
                    s_y[i] = s_x[i] * 1e-7f;
                    s_small[i] = i % 30_000 == 0 ? (i + 1) * float.Epsilon : i % 2 == 0 ? 0 : 1;
                    s_u[i] = (random.NextDouble() - 0.5) * (i % 5 == 0 ? 1e300 : 1);
                    s_v[i] = random.NextDouble();
                    s_d[i] = random.Next(1, 101);
                }
                s_d[Length - 10] = 0;
            }

            /// <summary>The bits of everything; no arithmetic of its own.</summary>
            public static string Run()
            {
                var text = new StringBuilder();
                foreach (int n in s_lengths)
                {
                    var x = s_x.AsSpan(0, n); var y = s_y.AsSpan(0, n); var d = s_d.AsSpan(0, n); var small = s_small.AsSpan(0, n);
                    var u = s_u.AsSpan(0, n); var v = s_v.AsSpan(0, n);
                    var r = new float[n]; var w = new double[n];
                    Saxpy(x, y, r, 3); Add("saxpy", r);
                    Saxpy(small, y, r, 3); Add("saxpy of small", r);
                    Remainder(u, v, w); Add("remainder", w);
                    try { Guarded(x, d, r); } catch (DivideByZeroException) { text.Append("thrown "); } Add("guarded", r);
                    try { Guarded(small, d, r); } catch (DivideByZeroException) { text.Append("thrown "); } Add("guarded of small", r);
                    Bits("sum", Sum(x)); Bits("sum of small", Sum(small)); Bits("least", Least(small[..1])); Bits("least", Least(x));
                    Bits("mean", Mean(x)); Bits("mean of small", Mean(small)); Wide("mean of integers", MeanOfIntegers(d)); Wide("norm", Norm(v)); Wide("squares", Squares(v));
                    Bits("scaled", Scaled(d, 0.1f)); Bits("scaled", Scaled(d[..1], float.Epsilon)); text.Append(Exceeds(small[..1], 0)).Append('\n');
                }
                return text.ToString();

                void Add<T>(string name, T[] values) where T : unmanaged
                {
                    var hash = new HashCode();
                    hash.AddBytes(System.Runtime.InteropServices.MemoryMarshal.AsBytes(values.AsSpan()));
                    text.Append(name).Append(' ').Append(hash.ToHashCode()).Append('\n');
                }
                void Bits(string name, float value) => text.Append(name).Append(' ').Append(BitConverter.SingleToInt32Bits(value)).Append('\n');
                void Wide(string name, double value) => text.Append(name).Append(' ').Append(BitConverter.DoubleToInt64Bits(value)).Append('\n');
            }
        }
        """;

    private static readonly Lazy<Type> s_type = new(() => new Project(Source).Generate().AssertClean().Load().GetType("K")!);

    [Theory]
    [InlineData(0x9F80u)] // flush to zero
    [InlineData(0x1FC0u)] // denormals are zeros
    [InlineData(0x3F80u)] // down
    [InlineData(0x5F80u)] // up
    [InlineData(0x7F80u)] // toward zero
    [InlineData(0xFFC0u)] // toward zero and all flushed
    public void ResultsAndStateAreKept(uint control)
    {
        if (!OperatingSystem.IsLinux() || !X86Base.X64.IsSupported)
        {
            return;
        }

        Type type = s_type.Value;
        string expected = Run(type);
        AssertKept(type, control, expected);

        // Once more as on a machine that cannot run machine code.
        FieldInfo[] slots = [.. Helper(type).GetFields(BindingFlags.Static | BindingFlags.NonPublic).Where(field => field.Name.EndsWith("Entry", StringComparison.Ordinal))];
        object?[] entries = [.. slots.Select(slot => slot.GetValue(null))];
        Array.ForEach(slots, slot => slot.SetValue(null, (nint)1));
        AssertKept(type, control, expected);
        for (int i = 0; i < slots.Length; i++)
        {
            slots[i].SetValue(null, entries[i]);
        }
    }

    private static void AssertKept(Type type, uint control, string expected)
    {
        MxcsrState state = default;
        _ = fegetenv(&state);
        MxcsrState changed = state;
        changed.Control = control;
        MxcsrState after = default;
        _ = fesetenv(&changed);
        string actual;
        try
        {
            actual = Run(type);
        }
        finally
        {
            _ = fegetenv(&after);
            _ = fesetenv(&state);
        }

        string[] lines = expected.Split('\n');
        Assert.Equal([], actual.Split('\n').Where((line, n) => line != lines[n]).Select(line => line + " differs"));
        Assert.Equal(control, after.Control & 0xFFC0);
    }

    private static Type Helper(Type type) =>
        type.Assembly.GetTypes().Single(candidate => candidate.Name.EndsWith("__KImage", StringComparison.Ordinal));

    private static string Run(Type type) => (string)type.GetMethod("Run")!.Invoke(null, BindingFlags.DoNotWrapExceptions, null, null, null)!;

    /// <summary>What the C library of Linux calls <c>fenv_t</c> on x64.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 64)]
    private struct MxcsrState
    {
        [FieldOffset(28)]
        public uint Control;
    }

    [DllImport("libm.so.6")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int fegetenv(MxcsrState* state);

    [DllImport("libm.so.6")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int fesetenv(MxcsrState* state);
}
