using System;
using System.Collections.Generic;
using JitGen.Compiler.IR;
using JitGen.Compiler.Optimizer;

namespace JitGen.Compiler.Lowering.Lanes;

/// <summary>
/// Sums of products as polynomials of the values that they are made of. One in which no variable is squared is linear in each,
/// so that over a box of ranges its extremes are at corners: <c>s * a + d * (255 - a)</c> of bytes is at most 255 * 255, where
/// adding the ranges of both products gives twice that. If the extremes fit the type, nothing wraps, and they bound the value.
/// </summary>
internal sealed class Polynomials
{
    private const int MaximumTerms = 16;
    private const int MaximumVariables = 6;
    private const int MaximumDegree = 3;

    /// <summary>Coefficients and values are kept so small that nothing here overflows.</summary>
    private const double LargestNumber = 1L << 31;
    private const double LargestSum = 1L << 62;

    private readonly Function _function;
    private readonly ValueRange[] _ranges;

    /// <summary>By node; null for what is not a sum or product, which is a variable.</summary>
    private readonly Term[]?[] _polynomials;

    /// <param name="function">The function.</param>
    /// <param name="ranges">The ranges of its nodes, of which those before a node are known when it is refined.</param>
    public Polynomials(Function function, ValueRange[] ranges)
    {
        _function = function;
        _ranges = ranges;
        _polynomials = new Term[]?[function.Count];
    }

    /// <summary>Narrows the range of a node if its polynomial says more.</summary>
    public void Refine(Value node)
    {
        Term[]? polynomial = Build(node);
        _polynomials[node.Id] = polynomial;
        if (polynomial is null || !FindVariables(polynomial, out int[] variables))
        {
            return;
        }

        long least = long.MaxValue;
        long greatest = long.MinValue;
        for (int corner = 0; corner < 1 << variables.Length; corner++)
        {
            long value = Evaluate(polynomial, variables, corner);
            least = Math.Min(least, value);
            greatest = Math.Max(greatest, value);
        }

        IrType type = _function.TypeOf(node);
        ref ValueRange range = ref _ranges[node.Id];
        bool wraps = least < ValueRange.SmallestSigned(type) || greatest > ValueRange.LargestSigned(type);
        least = Math.Max(least, range.SignedMin);
        greatest = Math.Min(greatest, range.SignedMax);
        bool isTighter = greatest - least < range.SignedMax - (double)range.SignedMin;
        if (!wraps && least <= greatest && isTighter)
        {
            range = ValueRange.Signed(type, least, greatest);
        }
    }

    private Term[]? Build(Value node)
    {
        Value a = _function.Operand(node, 0);
        Value b = _function.Operand(node, 1);
        return _function.OpcodeOf(node) switch
        {
            Opcode.Constant => Checked([new Term(_ranges[node.Id].SignedMin)]),
            Opcode.Add => Sum(Of(a), Of(b), 1),
            Opcode.Sub => Sum(Of(a), Of(b), -1),
            Opcode.Neg => Sum([], Of(a), -1),
            Opcode.Mul => Product(Of(a), Of(b)),
            Opcode.Shl when _function.IsConstant(b) && _function.BitsOf(b) < 31 => Product(Of(a), [new Term(1L << (int)_function.BitsOf(b))]),
            _ => null,
        };
    }

    private Term[] Of(Value value) => _polynomials[value.Id] ?? [new Term(1, value.Id)];

    private static Term[]? Sum(Term[] left, Term[] right, int sign)
    {
        var terms = new List<Term>(left);
        foreach (Term term in right)
        {
            int index = terms.FindIndex(other => other.IsOfSameVariables(term));
            if (index < 0)
            {
                terms.Add(term with { Factor = sign * term.Factor });
            }
            else
            {
                terms[index] = terms[index] with { Factor = terms[index].Factor + sign * term.Factor };
            }
        }

        return Checked(terms);
    }

    private static Term[]? Product(Term[] left, Term[] right)
    {
        Term[]? sum = [];
        foreach (Term x in left)
        {
            var products = new List<Term>();
            foreach (Term y in right)
            {
                if (!x.TryMultiply(y, out Term product))
                {
                    return null;
                }

                products.Add(product);
            }

            sum = Checked(products) is { } row && sum is not null ? Sum(sum, row, 1) : null;
        }

        return sum;
    }

    private static Term[]? Checked(List<Term> terms)
    {
        terms.RemoveAll(term => term.Factor == 0 && term.Degree > 0);
        return terms.Count <= MaximumTerms && terms.TrueForAll(term => Math.Abs((double)term.Factor) < LargestNumber) ? terms.ToArray() : null;
    }

    /// <summary>The variables, if they are few and small, and one of them is in several terms; otherwise ranges say it all.</summary>
    private bool FindVariables(Term[] polynomial, out int[] variables)
    {
        var found = new List<int>();
        bool isShared = false;
        double bound = 0;
        foreach (Term term in polynomial)
        {
            double size = Math.Abs((double)term.Factor);
            for (int i = 0; i < term.Degree; i++)
            {
                int id = term[i];
                size *= Math.Max(Math.Abs((double)_ranges[id].SignedMin), Math.Abs((double)_ranges[id].SignedMax));
                isShared |= found.Contains(id);
                if (!found.Contains(id))
                {
                    found.Add(id);
                }
            }

            bound += size;
        }

        variables = found.ToArray();
        return isShared && found.Count <= MaximumVariables && bound < LargestSum;
    }

    private long Evaluate(Term[] polynomial, int[] variables, int corner)
    {
        long sum = 0;
        foreach (Term term in polynomial)
        {
            long product = term.Factor;
            for (int i = 0; i < term.Degree; i++)
            {
                ref readonly ValueRange range = ref _ranges[term[i]];
                bool isUpper = (corner >> Array.IndexOf(variables, term[i]) & 1) != 0;
                product *= isUpper ? range.SignedMax : range.SignedMin;
            }

            sum += product;
        }

        return sum;
    }

    /// <summary>A factor times up to three variables, which are nodes, each once, in order; -1 for none.</summary>
    private readonly record struct Term(long Factor, int First = -1, int Second = -1, int Third = -1)
    {
        public int Degree => First < 0 ? 0 : Second < 0 ? 1 : Third < 0 ? 2 : MaximumDegree;

        public int this[int index] => index == 0 ? First : index == 1 ? Second : Third;

        public bool IsOfSameVariables(Term other) => First == other.First && Second == other.Second && Third == other.Third;

        /// <summary>The product, unless a variable would be squared or there would be too many.</summary>
        public bool TryMultiply(Term other, out Term product)
        {
            product = default;
            int degree = Degree + other.Degree;
            if (degree > MaximumDegree || Math.Abs((double)Factor * other.Factor) >= LargestNumber)
            {
                return false;
            }

            int[] merged = [-1, -1, -1];
            int x = 0;
            int y = 0;
            for (int i = 0; i < degree; i++)
            {
                bool takesFirst = y == other.Degree || (x < Degree && this[x] < other[y]);
                merged[i] = takesFirst ? this[x++] : other[y++];
                if (i > 0 && merged[i] == merged[i - 1])
                {
                    return false;
                }
            }

            product = new Term(Factor * other.Factor, merged[0], merged[1], merged[2]);
            return true;
        }
    }
}
