using System;
using System.Collections.Generic;
using System.Linq;
using JitGen.Compiler.IR;
using JitGen.Differential.Tests.Arrays.Oracle;
using JitGen.Differential.Tests.Corpus;

namespace JitGen.Differential.Tests.Arrays.Corpus;

/// <summary>
/// The elements of calls. Random elements would let most formulas that can throw do so at once, so elements are drawn until the
/// formula does not throw, and those that threw are planted where a call is to throw.
/// </summary>
internal sealed class SpanData
{
    /// <summary>More than any length of which every element is drawn.</summary>
    private const int RowCount = 300;

    /// <summary>In the place of a position: no element is to throw.</summary>
    public const int Nowhere = -1_000_000;

    private const int MostDraws = 12;
    private const int MostThrowing = 40;
    private const int WorldCount = 2;

    /// <summary>What a true may look like in memory that no C# has written.</summary>
    private static readonly byte[] s_trueBytes = [1, 1, 2, 1, 0x80, 1, 0xFF];

    private readonly SpanFormula _formula;
    private readonly SpanOracle _oracle;
    private readonly Random _random;
    private readonly ulong[] _own;
    private readonly World[] _worlds;
    private readonly bool _readsNeighbours;

    /// <summary>Draws elements for a formula; equal formulas get equal ones.</summary>
    public SpanData(SpanFormula formula, SpanOracle oracle)
    {
        _formula = formula;
        _oracle = oracle;
        _random = new Random(formula.Written.Length * 7919 + formula.Parameters.Count);
        _own = ArgumentPool.NearNumerals(formula.Written);
        _readsNeighbours = formula.Offsets != (0, 0);
        _worlds = [.. Enumerable.Range(0, WorldCount).Select(_ => CreateWorld())];
    }

    /// <summary>Whether elements are known that throw and, unless they depend on neighbours, others that do not.</summary>
    public bool CanThrow => _worlds[0].Throwing.Count > 0 && (_readsNeighbours || _worlds[0].Safe.Count > 0);

    /// <summary>Whether some result can share the memory of an input.</summary>
    public bool CanShare => _formula.IsMap && _formula.Parameters.Any(result => result.Kind == ParameterKind.Span && _formula.Parameters.Any(input => CanShareMemory(result, input)));

    /// <summary>The length up to which every length matters: four vectors of the narrowest element, and one.</summary>
    public static int LongestSmallOf(SpanFormula formula)
    {
        int[] sizes = [.. formula.Parameters.Where(p => p.Kind != ParameterKind.Value).Select(p => SpanFormula.SizeOf(p.Type))];
        return 4 * 64 / sizes.Min() + 1;
    }

    /// <summary>A call.</summary>
    /// <param name="length">The number of elements.</param>
    /// <param name="seed">What everything about it is drawn from.</param>
    /// <param name="thrownAt">Where an element is to throw; null to leave it to chance, <see cref="Nowhere"/> for nowhere.</param>
    /// <param name="layout">Where the arrays lie; null to draw it.</param>
    public SpanRun CreateRun(int length, int seed, int? thrownAt = null, SpanLayout? layout = null)
    {
        var random = new Random(seed);
        World world = _worlds[thrownAt is null ? random.Next(WorldCount) : 0];
        int shift = random.Next(_readsNeighbours && length < RowCount ? RowCount - length : RowCount);
        int position = thrownAt ?? (random.Next(2) == 0 ? random.Next(length + 1) : Nowhere);
        ulong[][]? thrown = world.Throwing.Count > 0 ? world.Throwing[random.Next(world.Throwing.Count)] : null;
        int[] homes = Homes(random, layout);
        ulong[][] rows = thrownAt is not null && world.Safe.Count > 0 ? [.. world.Safe] : world.Rows;
        int firstThrown = position + _formula.Offsets.Least;
        var contents = new byte[_formula.Parameters.Count][];
        for (int n = 0; n < contents.Length; n++)
        {
            Parameter parameter = _formula.Parameters[n];
            if (parameter.Kind != ParameterKind.Value)
            {
                bool isHome = homes.Where((home, other) => other != n && home == n).Any();
                bool isLonger = parameter.Kind == ParameterKind.Span && _formula.IsMap && homes[n] == n && !isHome;
                bool isShared = parameter.Kind == ParameterKind.Span || isHome;
                int extra = isLonger && !IsOnlyInput(n) ? random.Next(3) : 0;
                contents[n] = new byte[(length + extra) * SpanFormula.SizeOf(parameter.Type)];
                for (int row = 0; row < length + extra; row++)
                {
                    bool isThrown = thrown is not null && row >= firstThrown && row - firstThrown < thrown.Length;
                    ulong bits = isThrown ? thrown![row - firstThrown][n] : rows[(shift + row) % rows.Length][n];
                    Write(contents[n], row, parameter.Type, isShared || parameter.Type != ElementType.Bool ? bits : bits * s_trueBytes[(uint)(seed + row) % s_trueBytes.Length]);
                }
            }
        }

        return new SpanRun { Length = length, Values = world.Values, Contents = contents, Homes = homes, Seed = seed, Layout = layout };
    }

    /// <summary>Whether the parameter says how long the arrays are: there is no input that does.</summary>
    private bool IsOnlyInput(int parameter) =>
        _formula.Parameters[parameter].Kind == ParameterKind.Span
        && (_formula.UpdatedSpans.Contains(_formula.Parameters[parameter].Name) || _formula.Parameters.All(p => p.Kind != ParameterKind.ReadOnlySpan));

    /// <summary>Lets some results share the memory of an input that is read at no offset.</summary>
    private int[] Homes(Random random, SpanLayout? layout)
    {
        int[] homes = [.. Enumerable.Range(0, _formula.Parameters.Count)];
        for (int n = 0; n < homes.Length; n++)
        {
            Parameter result = _formula.Parameters[n];
            if (_formula.IsMap && result.Kind == ParameterKind.Span && (layout?.IsInPlace ?? random.Next(3) == 0))
            {
                int home = Array.FindIndex(homes, other => CanShareMemory(result, _formula.Parameters[other]) && homes.Count(h => h == other) == 1);
                homes[n] = home < 0 ? n : home;
            }
        }

        return homes;
    }

    private bool CanShareMemory(Parameter result, Parameter input) =>
        input.Kind == ParameterKind.ReadOnlySpan && input.Type == result.Type && !_formula.Neighbours.Contains(input.Name);

    private World CreateWorld()
    {
        for (int attempt = 0; ; attempt++)
        {
            var world = new World(Draw(isSpan: false), new ulong[RowCount][], [], []);
            if (TryFill(world) || attempt == 3)
            {
                return world;
            }
        }
    }

    /// <summary>Draws the elements. False if most throw whatever is drawn.</summary>
    private bool TryFill(World world)
    {
        int reach = _formula.Offsets.Greatest - _formula.Offsets.Least;
        int hopeless = 0;
        for (int row = 0; row < RowCount; row++)
        {
            bool throws = true;
            for (int draw = 0; draw < (hopeless < 4 ? MostDraws : 1) && throws; draw++)
            {
                world.Rows[row] = Draw(isSpan: true);
                throws = row >= reach && Throws(world, row - reach, reach + 1);
                if (throws && world.Throwing.Count < MostThrowing)
                {
                    world.Throwing.Add(world.Rows[(row - reach)..(row + 1)]);
                }
            }

            hopeless += throws ? 1 : 0;
            if (!throws && reach == 0)
            {
                world.Safe.Add(world.Rows[row]);
            }
        }

        return hopeless < 4;
    }

    private bool Throws(World world, int first, int count)
    {
        var contents = new byte[_formula.Parameters.Count][];
        for (int n = 0; n < contents.Length; n++)
        {
            Parameter parameter = _formula.Parameters[n];
            if (parameter.Kind != ParameterKind.Value)
            {
                contents[n] = new byte[count * SpanFormula.SizeOf(parameter.Type)];
                for (int row = 0; row < count; row++)
                {
                    Write(contents[n], row, parameter.Type, world.Rows[first + row][n]);
                }
            }
        }

        return _oracle.Call(count, contents, world.Values).Exception is not null;
    }

    private ulong[] Draw(bool isSpan) =>
        [.. _formula.Parameters.Select(p => p.Kind != ParameterKind.Value == isSpan ? ArgumentPool.Draw(_random, p.Type, _own) : 0)];

    private static void Write(byte[] contents, int row, ElementType type, ulong bits)
    {
        int size = SpanFormula.SizeOf(type);
        for (int i = 0; i < size; i++)
        {
            contents[row * size + i] = (byte)(bits >> (8 * i));
        }
    }

    /// <summary>Arguments that go together.</summary>
    /// <param name="Values">Those of value parameters.</param>
    /// <param name="Rows">An element of every span.</param>
    /// <param name="Throwing">Elements that threw, each with the neighbours that the formula reads.</param>
    /// <param name="Safe">Those of the rows that did not, unless that depends on neighbours.</param>
    private sealed record World(ulong[] Values, ulong[][] Rows, List<ulong[][]> Throwing, List<ulong[]> Safe);
}
