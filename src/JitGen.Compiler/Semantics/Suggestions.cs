using System;
using System.Collections.Generic;

namespace JitGen.Compiler.Semantics;

/// <summary>Finds the name that was likely meant: the nearest one by edit distance, upper and lower case taken as nearly equal.</summary>
internal sealed class Suggestions
{
    /// <summary>Longer names are not compared, so that the time for one suggestion is bounded.</summary>
    private const int MaxLength = 64;

    /// <summary>The costs of an edit, of a difference in case, and the most that two letters are taken to be apart.</summary>
    private const int Edit = 64;
    private const int CaseDifference = 16;
    private const int MaxLetterDistance = 40;

    private readonly string _wrong;
    private readonly int[] _previousRow = new int[MaxLength + 1];
    private readonly int[] _row = new int[MaxLength + 1];
    private readonly int[] _twoRowsBack = new int[MaxLength + 1];
    private int _bestCost;

    public Suggestions(string wrong)
    {
        _wrong = wrong;

        // A third of the characters may differ; in a name of one or two, one.
        _bestCost = Edit * Math.Max(1, wrong.Length / 3) + (wrong.Length == 1 ? MaxLetterDistance : 0) + 1;
    }

    /// <summary>The nearest of all names considered; null if none is near.</summary>
    public string? Best { get; private set; }

    public void Consider(IEnumerable<string> names)
    {
        foreach (string name in names)
        {
            Consider(name, isVariable: false);
        }
    }

    /// <summary>Variables: of those with one letter, the nearest in the alphabet will do.</summary>
    public void ConsiderVariables(IEnumerable<string> names)
    {
        foreach (string name in names)
        {
            Consider(name, isVariable: true);
        }
    }

    private void Consider(string name, bool isVariable)
    {
        if (name.Length > MaxLength || _wrong.Length > MaxLength || Math.Abs(name.Length - _wrong.Length) * Edit >= _bestCost || name == _wrong)
        {
            return;
        }

        int cost = Distance(name);
        bool letters = isVariable && name.Length == 1 && _wrong.Length == 1;
        if (letters && cost == Edit)
        {
            cost += Math.Min(Math.Abs(name[0] - _wrong[0]), MaxLetterDistance);
        }

        bool unrelated = cost >= Edit * Math.Max(name.Length, _wrong.Length) && !letters;
        if (cost < _bestCost && !unrelated)
        {
            _bestCost = cost;
            Best = name;
        }
    }

    /// <summary>Insertions, deletions, replacements and exchanges of neighbours that turn the wrong name into <paramref name="name"/>.</summary>
    private int Distance(string name)
    {
        for (int column = 0; column <= name.Length; column++)
        {
            _row[column] = column * Edit;
        }

        for (int line = 1; line <= _wrong.Length; line++)
        {
            Array.Copy(_previousRow, _twoRowsBack, name.Length + 1);
            Array.Copy(_row, _previousRow, name.Length + 1);
            _row[0] = line * Edit;
            for (int column = 1; column <= name.Length; column++)
            {
                char left = _wrong[line - 1], right = name[column - 1];
                int replace = left == right ? 0 : char.ToLowerInvariant(left) == char.ToLowerInvariant(right) ? CaseDifference : Edit;
                int cost = Math.Min(_previousRow[column - 1] + replace, Math.Min(_previousRow[column], _row[column - 1]) + Edit);
                if (line > 1 && column > 1 && left == name[column - 2] && _wrong[line - 2] == right)
                {
                    cost = Math.Min(cost, _twoRowsBack[column - 2] + Edit);
                }

                _row[column] = cost;
            }
        }

        return _row[name.Length];
    }
}
