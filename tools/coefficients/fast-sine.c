// The coefficients of the sine in Functions/FastTrigonometricFunctions.cs: random steps from those in use, found by such steps from those of
// fast.sollya, to ones with a smaller largest error whose results are never above 1, and are 1 at the float nearest to pi/2.
// Run: gcc -O3 -march=native -ffp-contract=off -o /tmp/fast-sine tools/coefficients/fast-sine.c -lm && /tmp/fast-sine
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { Terms = 4, Block = 4096, MaxArguments = 400000, Steps = 200000, Seed = 3 };

static float arguments[MaxArguments], nearest[MaxArguments], rest[MaxArguments], inverseUlp[MaxArguments], ofReduction[MaxArguments];
static int count;

static uint32_t bits(float x) { uint32_t u; memcpy(&u, &x, sizeof u); return u; }
static float number(uint32_t u) { float x; memcpy(&x, &u, sizeof x); return x; }

static float sine(const float *c, float r)
{
    float square = r * r, p = c[Terms - 1];
    for (int i = Terms - 2; i >= 0; i--) p = fmaf(p, square, c[i]);
    return fmaf(r, fmaf(p, square, 0), r);
}

static double ulp(double x) { int e; frexp(x, &e); return ldexp(1, e - 24); }

static void add(uint32_t from, uint32_t to, int step)
{
    for (uint32_t u = to; u > from; u -= step) {
        float r = number(u);
        double exact = sin(r);
        arguments[count] = r;
        nearest[count] = (float)exact;
        rest[count] = (float)(exact - nearest[count]);
        inverseUlp[count] = (float)(1 / ulp(exact));
        ofReduction[count++] = (float)(0.5 * ulp(r) * fabs(cos(r)) / ulp(exact));
    }
}

// The largest error in ulp, half an ulp of the argument included; more than best as soon as it is known to be.
static float largest(const float *c, float best)
{
    float worst = sine(c, 0x1.921fb6p+0f) == 1 ? 0 : 10;
    for (int start = 0; start < count && worst <= best; start += Block) {
        for (int i = start; i < count && i < start + Block; i++) {
            float y = sine(c, arguments[i]);
            float error = fabsf(y - nearest[i] - rest[i]) * inverseUlp[i] + ofReduction[i] + (y > 1 ? 10 : 0);
            worst = error > worst ? error : worst;
        }
    }
    return worst;
}

int main(void)
{
    float best[Terms] = { -0x1.555548p-3f, 0x1.110e72p-7f, -0x1.9f6164p-13f, 0x1.5cf9bp-19f };
    add(bits(1.5708f) - 24000, bits(1.5708f) + 8000, 1);
    add(bits(1.5f), bits(1.5999f), 7);
    add(bits(0.25f), bits(1.5f), 101);
    srandom(Seed);
    float error = largest(best, 100);
    for (int step = 0; step < Steps; step++) {
        float next[Terms];
        int reach = step < Steps * 2 / 5 ? 60 : step < Steps * 7 / 10 ? 12 : 3;
        for (int i = 0; i < Terms; i++) {
            int width = i == 0 ? reach / 8 + 1 : reach << (i == 1 ? 1 : 3);
            next[i] = number(bits(best[i]) + random() % (2 * width + 1) - width);
        }
        float found = largest(next, error);
        if (found < error) {
            error = found;
            memcpy(best, next, sizeof best);
        }
    }
    printf("%.4f ulp: %a %a %a %a\n", error, best[0], best[1], best[2], best[3]);
    return 0;
}
