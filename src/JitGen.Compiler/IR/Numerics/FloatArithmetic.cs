namespace JitGen.Compiler.IR.Numerics;

/// <summary>Floating-point operations by integer arithmetic, for hosts that lack them or compute them inexactly.</summary>
internal static class FloatArithmetic
{
    /// <summary>a * b + c, rounded once.</summary>
    public static ulong FusedMultiplyAdd(BinaryFormat format, ulong a, ulong b, ulong c)
    {
        bool productNegative = format.IsNegative(a ^ b);
        bool addendNegative = format.IsNegative(c);
        if (format.IsNaN(a) || format.IsNaN(b) || format.IsNaN(c))
        {
            return format.QuietNaN;
        }

        if (format.IsInfinite(a) || format.IsInfinite(b))
        {
            bool undefined = format.IsZero(a) || format.IsZero(b) || (format.IsInfinite(c) && addendNegative != productNegative);
            return undefined ? format.QuietNaN : format.Infinity | (productNegative ? format.SignBit : 0);
        }

        if (format.IsInfinite(c))
        {
            return c;
        }

        if (format.IsZero(a) || format.IsZero(b))
        {
            // A sum of zeros is negative only if both are.
            return format.IsZero(c) && productNegative != addendNegative ? 0 : c;
        }

        format.Unpack(a, out ulong significandA, out int exponentA);
        format.Unpack(b, out ulong significandB, out int exponentB);
        ulong productHigh = IntegerMath.Multiply(significandA, significandB, out ulong productLow);
        var product = new Wide(productHigh, productLow, exponentA + exponentB).Normalized();
        if (format.IsZero(c))
        {
            return format.Round(productNegative, product.Jammed, product.Exponent + 64);
        }

        format.Unpack(c, out ulong significandC, out int exponentC);
        Wide addend = new Wide(0, significandC, exponentC).Normalized();

        // The larger goes first. One bit of room at the top takes the carry; the smaller, shifted down, keeps a trace of what
        // it loses, which is far below the last bit that counts.
        bool negative = productNegative;
        if (addend.IsGreaterThan(product))
        {
            (product, addend) = (addend, product);
            negative = addendNegative;
        }

        Wide larger = product.ShiftedRightJamming(1);
        Wide smaller = addend.ShiftedRightJamming(larger.Exponent - addend.Exponent);
        Wide sum = productNegative == addendNegative ? larger.Plus(smaller) : larger.Minus(smaller);
        if (sum.IsZero)
        {
            return 0;
        }

        sum = sum.Normalized();
        return format.Round(negative, sum.Jammed, sum.Exponent + 64);
    }

    /// <summary>The exact remainder of the truncated quotient, with the sign of the dividend: C's fmod.</summary>
    public static ulong Remainder(BinaryFormat format, ulong dividend, ulong divisor)
    {
        if (format.IsNaN(dividend) || format.IsInfinite(dividend) || format.IsNaN(divisor) || format.IsZero(divisor))
        {
            return format.QuietNaN;
        }

        if (format.Magnitude(dividend) < format.Magnitude(divisor))
        {
            return dividend;
        }

        // |dividend| >= |divisor| implies that its exponent is not less: below the least exponent there are no numbers.
        format.Unpack(dividend, out ulong remainder, out int exponent);
        format.Unpack(divisor, out ulong modulus, out int modulusExponent);
        int step = 63 - format.FractionBits;
        remainder %= modulus;
        for (int shift = exponent - modulusExponent; shift > 0 && remainder != 0; shift -= step)
        {
            remainder = (remainder << (shift < step ? shift : step)) % modulus;
        }

        return format.Round(format.IsNegative(dividend), remainder, modulusExponent);
    }

    /// <summary>The lesser value: NaN if an operand is NaN; -0 is less than +0.</summary>
    public static ulong Min(BinaryFormat format, ulong a, ulong b) =>
        format.IsNaN(a) || format.IsNaN(b) ? format.QuietNaN : OrderKey(format, a) < OrderKey(format, b) ? a : b;

    /// <summary>The greater value: NaN if an operand is NaN; -0 is less than +0.</summary>
    public static ulong Max(BinaryFormat format, ulong a, ulong b) =>
        format.IsNaN(a) || format.IsNaN(b) ? format.QuietNaN : OrderKey(format, a) < OrderKey(format, b) ? b : a;

    /// <summary>The magnitude of the first, the sign of the second, a NaN there counting as positive.</summary>
    public static ulong CopySign(BinaryFormat format, ulong magnitude, ulong sign) =>
        format.Magnitude(magnitude) | (format.IsNaN(sign) ? 0 : sign & format.SignBit);

    /// <summary>A number that orders non-NaN values as their values do, and -0 before +0.</summary>
    private static long OrderKey(BinaryFormat format, ulong bits) =>
        format.IsNegative(bits) ? -1 - (long)format.Magnitude(bits) : (long)bits;

    /// <summary>A positive number of 128 bits times 2^Exponent.</summary>
    private readonly struct Wide
    {
        private readonly ulong _high;
        private readonly ulong _low;

        public Wide(ulong high, ulong low, int exponent)
        {
            _high = high;
            _low = low;
            Exponent = exponent;
        }

        public int Exponent { get; }

        public bool IsZero => (_high | _low) == 0;

        /// <summary>The upper half, its lowest bit set if anything is below.</summary>
        public ulong Jammed => _high | (_low != 0 ? 1UL : 0UL);

        /// <summary>The same value with its highest bit set.</summary>
        public Wide Normalized()
        {
            int shift = IntegerMath.LeadingZeroCount(_high);
            if (shift == 64)
            {
                shift += IntegerMath.LeadingZeroCount(_low);
                return new Wide(_low << (shift - 64), 0, Exponent - shift);
            }

            return shift == 0 ? this : new Wide((_high << shift) | (_low >> (64 - shift)), _low << shift, Exponent - shift);
        }

        /// <summary>Whether this is greater than <paramref name="other"/>, both normalized.</summary>
        public bool IsGreaterThan(Wide other) =>
            Exponent != other.Exponent ? Exponent > other.Exponent : _high != other._high ? _high > other._high : _low > other._low;

        /// <summary>The value over 2^shift with the exponent raised to match; ones shifted out leave a one in the lowest bit.</summary>
        public Wide ShiftedRightJamming(int shift)
        {
            if (shift == 0)
            {
                return this;
            }

            if (shift < 64)
            {
                ulong lost = _low << (64 - shift);
                return new Wide(_high >> shift, (_high << (64 - shift)) | (_low >> shift) | (lost != 0 ? 1UL : 0UL), Exponent + shift);
            }

            if (shift < 128)
            {
                ulong lost = _low | (shift == 64 ? 0 : _high << (128 - shift));
                return new Wide(0, (_high >> (shift - 64)) | (lost != 0 ? 1UL : 0UL), Exponent + shift);
            }

            return new Wide(0, 1, Exponent + shift);
        }

        public Wide Plus(Wide other)
        {
            ulong low = unchecked(_low + other._low);
            return new Wide(unchecked(_high + other._high + (low < _low ? 1UL : 0UL)), low, Exponent);
        }

        public Wide Minus(Wide other)
        {
            ulong low = unchecked(_low - other._low);
            return new Wide(unchecked(_high - other._high - (low > _low ? 1UL : 0UL)), low, Exponent);
        }
    }
}
