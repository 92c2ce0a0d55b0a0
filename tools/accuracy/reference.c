/*
 * Correctly rounded references of mathematical functions, for JitGen.Accuracy.
 *
 * Each function has a fast approximation from the C library, whose relative error is far below the stated tolerance, and MPFR's
 * function. Only where the approximation is too near a boundary between two results does MPFR decide.
 *
 *     gcc -O2 -shared -fPIC -ffp-contract=off -o libreference.so reference.c -lmpfr -lgmp -lm
 */
#define _GNU_SOURCE
#include <float.h>
#include <math.h>
#include <mpfr.h>
#include <stdint.h>
#include <string.h>

typedef int (*mpfr1)(mpfr_t, const mpfr_t, mpfr_rnd_t);
typedef int (*mpfr2)(mpfr_t, const mpfr_t, const mpfr_t, mpfr_rnd_t);

typedef struct {
    const char *name;
    double (*fast1)(double);              /* relative error at most 2^-49 */
    long double (*wide1)(long double);    /* relative error at most 2^-61 */
    mpfr1 exact1;
    double (*fast2)(double, double);
    long double (*wide2)(long double, long double);
    mpfr2 exact2;
} function;

static int exact_sigmoid(mpfr_t y, const mpfr_t x, mpfr_rnd_t mode)
{
    mpfr_t e;
    mpfr_init2(e, 400);
    mpfr_neg(e, x, MPFR_RNDN);
    mpfr_exp(e, e, MPFR_RNDN);
    mpfr_add_ui(e, e, 1, MPFR_RNDN);
    int inexact = mpfr_ui_div(y, 1, e, mode);
    mpfr_clear(e);
    return inexact;
}

static double fast_sigmoid(double x) { return x > -700 ? 1 / (1 + exp(-x)) : exp(x); }
static long double wide_sigmoid(long double x) { return 1 / (1 + expl(-x)); }

/* x is reduced to [-1/2, 1/2] of a half turn exactly, so that the product with pi alone is rounded; a zero has the sign of x. */
static double fast_sinpi(double x)
{
    double r = x - 2 * rint(x / 2);
    if (fabs(r) > 0.5) r = copysign(1, r) - r;
    return r == 0 ? copysign(0, x) : sin(M_PI * r);
}
static long double wide_sinpi(long double x)
{
    long double r = x - 2 * rintl(x / 2);
    if (fabsl(r) > 0.5L) r = copysignl(1, r) - r;
    return r == 0 ? copysignl(0, x) : sinl(M_PIl * r);
}
static double fast_cospi(double x) { double r = fabs(x - 2 * rint(x / 2)); return sin(M_PI * (0.5 - r)); }
static long double wide_cospi(long double x) { long double r = fabsl(x - 2 * rintl(x / 2)); return sinl(M_PIl * (0.5L - r)); }

#define ONE(n, f) { n, f, f##l, mpfr_##f, 0, 0, 0 }
#define TWO(n, f) { n, 0, 0, 0, f, f##l, mpfr_##f }

static const function functions[] = {
    ONE("Exp", exp), ONE("Exp2", exp2), ONE("Exp10", exp10), ONE("ExpM1", expm1),
    ONE("Log", log), ONE("Log2", log2), ONE("Log10", log10), ONE("LogP1", log1p),
    ONE("Sin", sin), ONE("Cos", cos), ONE("Tan", tan),
    ONE("Asin", asin), ONE("Acos", acos), ONE("Atan", atan),
    ONE("Sinh", sinh), ONE("Cosh", cosh), ONE("Tanh", tanh),
    ONE("Asinh", asinh), ONE("Acosh", acosh), ONE("Atanh", atanh),
    ONE("Cbrt", cbrt), ONE("Erf", erf), ONE("Sqrt", sqrt),
    { "SinPi", fast_sinpi, wide_sinpi, mpfr_sinpi, 0, 0, 0 },
    { "CosPi", fast_cospi, wide_cospi, mpfr_cospi, 0, 0, 0 },
    { "Sigmoid", fast_sigmoid, wide_sigmoid, exact_sigmoid, 0, 0, 0 },
    TWO("Pow", pow), TWO("Atan2", atan2), TWO("Hypot", hypot),
};

/* The number of a function, or -1. */
int reference_find(const char *name)
{
    for (int i = 0; i < (int)(sizeof functions / sizeof functions[0]); i++)
        if (strcmp(functions[i].name, name) == 0) return i;
    return -1;
}

static int same(double a, double b) { return a == b ? signbit(a) == signbit(b) : isnan(a) && isnan(b); }

/* The exact value with 150 bits; the exponent range of MPFR is wider than any format's. */
static void exact(const function *f, mpfr_t y, double x, double x2)
{
    mpfr_t a, b;
    mpfr_inits2(53, a, b, (mpfr_ptr)0);
    mpfr_set_d(a, x, MPFR_RNDN);
    if (f->exact1) f->exact1(y, a, MPFR_RNDN);
    else { mpfr_set_d(b, x2, MPFR_RNDN); f->exact2(y, a, b, MPFR_RNDN); }
    mpfr_clears(a, b, (mpfr_ptr)0);
}

/* The distance of y from the exact value, in units of the last place of the format at the exact value. */
static double distance(mpfr_t correct, double y, int digits, int least)
{
    if (mpfr_nan_p(correct)) return isnan(y) ? 0 : INFINITY;
    if (isnan(y)) return INFINITY;
    int largest = digits == 24 ? 128 : 1024;
    if (isinf(y) || mpfr_inf_p(correct)) {
        mpfr_t edge;                                       /* infinity stands for the next number that the format does not have */
        mpfr_init2(edge, 64);
        if (isinf(y) && mpfr_inf_p(correct)) { mpfr_clear(edge); return (y > 0) == (mpfr_sgn(correct) > 0) ? 0 : INFINITY; }
        if (mpfr_inf_p(correct)) { mpfr_clear(edge); return INFINITY; }
        mpfr_set_si_2exp(edge, y > 0 ? 1 : -1, largest, MPFR_RNDN);
        int beyond = mpfr_cmpabs(correct, edge) >= 0 && (y > 0) == (mpfr_sgn(correct) > 0);
        mpfr_sub(edge, correct, edge, MPFR_RNDN);
        mpfr_div_2si(edge, edge, largest - digits, MPFR_RNDN);
        double d = fabs(mpfr_get_d(edge, MPFR_RNDN));
        mpfr_clear(edge);
        return beyond ? 0 : d;
    }
    if (mpfr_zero_p(correct)) return y == 0 ? 0 : INFINITY;
    long e = mpfr_get_exp(correct) - digits;
    if (e < least) e = least;
    if (e > largest - digits) e = largest - digits;
    mpfr_t d;
    mpfr_init2(d, 200);
    mpfr_sub_d(d, correct, y, MPFR_RNDN);
    mpfr_div_2si(d, d, e, MPFR_RNDN);
    double result = fabs(mpfr_get_d(d, MPFR_RNDN));
    mpfr_clear(d);
    return result;
}

typedef struct {
    uint64_t tried, wrong;
    double largest;                 /* error in units of the last place; only of wrong results, or of all of a double function */
    double at, at2, got;            /* where */
} report;

static void note(report *r, double error, double x, double x2, double y)
{
    if (error > r->largest) { r->largest = error; r->at = x; r->at2 = x2; r->got = y; }
}

static void check_float_exactly(const function *f, float x, float x2, float y, report *r, float *wrong, uint64_t room)
{
    mpfr_t correct;
    mpfr_init2(correct, 150);
    exact(f, correct, x, x2);
    double rounded;
    {
        /* Rounded to the 24 bits of a float, subnormal ones included. */
        mpfr_exp_t low = mpfr_get_emin(), high = mpfr_get_emax();
        mpfr_t single;
        mpfr_init2(single, 24);
        int inexact = mpfr_set(single, correct, MPFR_RNDN);
        mpfr_set_emin(-148);
        mpfr_set_emax(128);
        inexact = mpfr_check_range(single, inexact, MPFR_RNDN);
        mpfr_subnormalize(single, inexact, MPFR_RNDN);
        rounded = mpfr_get_d(single, MPFR_RNDN);
        mpfr_set_emin(low);
        mpfr_set_emax(high);
        mpfr_clear(single);
    }
    if (!same(rounded, y)) {
        if (r->wrong < room) { wrong[2 * r->wrong] = x; wrong[2 * r->wrong + 1] = x2; }
        r->wrong++;
        note(r, rounded == y ? INFINITY : distance(correct, y, 24, -149), x, x2, y);
    }
    mpfr_clear(correct);
}

/* Floats: which of n results are not correctly rounded. The first wrong arguments are kept, as many as there is room for. */
void reference_check_float(int number, const float *x, const float *x2, const float *y, uint64_t n, report *r, float *wrong, uint64_t room)
{
    const function *f = &functions[number];
    for (uint64_t i = 0; i < n; i++) {
        double second = x2 ? x2[i] : 0;
        double near = f->fast1 ? f->fast1(x[i]) : f->fast2(x[i], second);
        double slack = fabs(near) * 0x1p-48;
        float low = (float)(near - slack), high = (float)(near + slack);
        if (isinf(near)) low = high = near;
        if (isnan(near) ? isnan(y[i]) : low == high && same(low, y[i])) continue;
        check_float_exactly(f, x[i], second, y[i], r, wrong, room);
    }
    r->tried += n;
}

/*
 * The error of a result by an approximation of the exact value, in units of the last place of a format; a NaN if it does not say:
 * special values, and where one of the two is not in the format's range.
 */
static double estimate(long double near, double y, int digits, int least, int largest)
{
    if (!isfinite(near) || near == 0 || !isfinite(y) || fabsl(near) >= ldexpl(1, largest - 1)) return NAN;
    int e = ilogbl(near) + 1 - digits;
    if (e < least) e = least;
    return (double)(fabsl(near - y) * ldexpl(1, -e));
}

/* Whether results are right for certain that are no finite numbers: a NaN, zero or infinity, or the infinity of an overflow. */
static int is_special(long double near, double y, int largest)
{
    if (isnan(near)) return isnan(y);
    if (near == y) return !signbit(near) == !signbit(y);
    return isinf(y) && (near > 0) == (y > 0) && fabsl(near) > ldexpl(1.001L, largest);
}

/* Counts a result by its error where the approximation tells it, within the slack; else by MPFR's. */
static void judge(const function *f, long double near, double slack, double x, double x2, double y, int digits, int least, int largest, report *r)
{
    double error = estimate(near, y, digits, least, largest);
    if (isnan(error) && is_special(near, y, largest)) return;
    if (fabs(error - 0.5) > slack && error + slack <= r->largest) {
        r->wrong += error > 0.5;
        return;
    }
    mpfr_t correct;
    mpfr_init2(correct, 150);
    exact(f, correct, x, x2);
    double d = distance(correct, y, digits, least);
    if (mpfr_zero_p(correct) && y == 0 && !mpfr_signbit(correct) != !signbit(y)) d = INFINITY;
    r->wrong += d > 0.5;
    note(r, d, x, x2, y);
    mpfr_clear(correct);
}

/* Floats of functions that need not be correctly rounded: the largest error, and how many are not the nearest float. */
void reference_measure_float(int number, const float *x, const float *x2, const float *y, uint64_t n, report *r)
{
    const function *f = &functions[number];
    for (uint64_t i = 0; i < n; i++) {
        double second = x2 ? x2[i] : 0;
        judge(f, f->fast1 ? f->fast1(x[i]) : f->fast2(x[i], second), 0x1p-24, x[i], second, y[i], 24, -149, 128, r);
    }
    r->tried += n;
}

/* Doubles: the largest error of n results, and how many are not the nearest double. */
void reference_measure_double(int number, const double *x, const double *x2, const double *y, uint64_t n, report *r)
{
    const function *f = &functions[number];
    for (uint64_t i = 0; i < n; i++) {
        double second = x2 ? x2[i] : 0;
        judge(f, f->wide1 ? f->wide1(x[i]) : f->wide2(x[i], second), 0x1p-8, x[i], second, y[i], 53, -1074, 1024, r);
    }
    r->tried += n;
}
