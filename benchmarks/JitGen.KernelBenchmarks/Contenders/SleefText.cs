using JitGen.KernelBenchmarks.Functions;

namespace JitGen.KernelBenchmarks.Contenders;

/// <summary>Loops that apply SLEEF's functions of vectors, those within 1.0 units of the last place.</summary>
internal static class SleefText
{
    /// <summary>
    /// For each type the loads, stores and names of functions of the widest vectors; a loop over whole vectors, and one more over a
    /// copy of the elements that are left.
    /// </summary>
    private const string Header =
        """
        #include <immintrin.h>
        #include <string.h>
        #include <sleef.h>

        #ifdef __AVX512F__
        #define LANES_float 16
        #define LANES_double 8
        #define NAME_float(f) Sleef_##f##f16_u10avx512f
        #define NAME_double(f) Sleef_##f##d8_u10avx512f
        #define LOAD_float _mm512_loadu_ps
        #define LOAD_double _mm512_loadu_pd
        #define STORE_float _mm512_storeu_ps
        #define STORE_double _mm512_storeu_pd
        #else
        #define LANES_float 8
        #define LANES_double 4
        #define NAME_float(f) Sleef_##f##f8_u10avx2
        #define NAME_double(f) Sleef_##f##d4_u10avx2
        #define LOAD_float _mm256_loadu_ps
        #define LOAD_double _mm256_loadu_pd
        #define STORE_float _mm256_storeu_ps
        #define STORE_double _mm256_storeu_pd
        #endif

        #define APPLY1(type, f, i) STORE_##type(r + i, NAME_##type(f)(LOAD_##type(x + i)))
        #define APPLY2(type, f, i) STORE_##type(r + i, NAME_##type(f)(LOAD_##type(x + i), LOAD_##type(y + i)))
        #define LOOP(type, apply, f, y_) \
            long i = 0; \
            for (; i <= n - LANES_##type; i += LANES_##type) apply(type, f, i); \
            if (i < n) { \
                type xs[LANES_##type] = {0}, ys[LANES_##type] = {0}, rs[LANES_##type]; \
                memcpy(xs, x + i, (n - i) * sizeof(type)); \
                memcpy(ys, y_ + i, (n - i) * sizeof(type)); \
                { const type *x = xs, *y = ys; type *r = rs; apply(type, f, 0); (void)y; } \
                memcpy(r + i, rs, (n - i) * sizeof(type)); \
            }


        """;

    public static CText Instance { get; } = new(
        Header,
        static kernel => kernel is IFunctionKernel { SleefName: { } name }
            ? $"LOOP({kernel.Type.C}, APPLY{kernel.Inputs.Count}, {name}, {(kernel.Inputs.Count == 2 ? "y" : "x")})"
            : null);
}
