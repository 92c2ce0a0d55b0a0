using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace JitGen.Accuracy;

/// <summary>A row of the table: the text of each column.</summary>
internal sealed record AccuracyRow(string[] Columns)
{
    private const int KeyColumns = 3;
    private const int SourceColumns = 3;

    /// <summary>Function, type and precision.</summary>
    public string Key => string.Join(' ', Columns[..KeyColumns]);

    /// <summary>The name of the function.</summary>
    public string Function => Columns[0].Trim('`');

    /// <summary>Whether it tells of the same bits and arguments.</summary>
    public bool IsOf(MeasuredSource source) => Columns[^SourceColumns..].SequenceEqual(source.Columns);

    public override string ToString() => $"| {string.Join(" | ", Columns)} |";

    public static AccuracyRow Parse(string line) => new(line.Trim('|', ' ').Split(" | "));
}

/// <summary>The table of all findings, docs/accuracy.md. Rows that are not measured anew stay.</summary>
internal sealed class AccuracyDocument
{
    private const string FirstOfRow = "| `";

    private const string Head = """
        # Accuracy of mathematical functions

        Made by `dotnet run -c Release --project tools/accuracy -- --document docs/accuracy.md --hashes tests/Data/float-hashes`; do not edit.
        It needs x64, gcc and MPFR; [tools/accuracy](../tools/accuracy/README.md) tells more. `--function NAME` replaces the rows of a function.

        Results are compared with the correctly rounded ones of MPFR. An error is the distance from the exact value in units of the last
        place (ulp) of the result's type, at the exact value; a correctly rounded result is off by at most 0.5. Functions of one `float`
        are compared for every argument that there is, where the last column names no part. Those of `double`, and of two numbers, for random
        arguments of all magnitudes, for dense sweeps (2^14 neighbours in either direction) around the boundaries of their reductions and
        around special values, and for published lists of arguments that are hard to round (`tests/Data/worst-cases`). Special values are in
        `tests/JitGen.Compiler.Tests/Functions/special-values.txt`.

        The bits do not depend on the processor: what is measured here on one holds on all. `version` is that of the numerics, `bits` the
        hash of the function's results that the tests check on every engine (`tests/Data/function-hashes.txt`): a row whose hash is
        another one tells of a function that is no more. The last column says how many arguments were drawn, or of which floats a row is.

        | function | type | precision | arguments | not correctly rounded | largest error, ulp | promise | version | bits | drawn |
        | --- | --- | --- | ---: | ---: | ---: | --- | ---: | --- | --- |

        """;

    private readonly string _path;
    private readonly List<string> _order;
    private readonly Dictionary<string, AccuracyRow> _rows;

    /// <param name="path">The file, which need not be there.</param>
    /// <param name="order">The names of the functions in the order of the rows.</param>
    public AccuracyDocument(string path, IEnumerable<string> order)
    {
        _path = path;
        _order = [.. order];
        _rows = (File.Exists(path) ? File.ReadAllLines(path) : [])
            .Where(line => line.StartsWith(FirstOfRow, StringComparison.Ordinal)).Select(AccuracyRow.Parse).ToDictionary(row => row.Key);
    }

    /// <summary>Whether there is a row of a function as it is today, for the same arguments.</summary>
    public bool Has(string key, MeasuredSource source) => _rows.TryGetValue(key, out AccuracyRow? row) && row.IsOf(source);

    /// <summary>Writes the file with a row more, or another one.</summary>
    public void Add(AccuracyRow row)
    {
        _rows[row.Key] = row;
        IEnumerable<AccuracyRow> rows = _rows.Values.OrderBy(known => _order.IndexOf(known.Function)).ThenBy(known => known.Key.Split(' ')[2]).ThenBy(known => known.Columns[1] == "float" ? 0 : 1);
        File.WriteAllText(_path, Head.Replace("\r", "", StringComparison.Ordinal) + string.Concat(rows.Select(known => known + "\n")));
    }
}
