using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace JitGen.Accuracy;

/// <summary>What the command line asks for.</summary>
internal sealed class Options
{
    private const string Switched = "yes";

    private static readonly (string Name, string Default, string Meaning)[] s_table =
    [
        ("--function", "", "NAMES      only these functions, with commas between them"),
        ("--type", "", "TYPE       only float, or only double"),
        ("--stride", "1", "N          of all floats, only every n-th block of 2^24"),
        ("--random", "100000000", "N          so many random arguments of a function of doubles, or of two numbers (100000000)"),
        ("--limit", "800", "X          a quarter of them are between -X and X (800)"),
        ("--lists", "tests/Data/worst-cases", "DIRECTORY  arguments that are hard to round (tests/Data/worst-cases)"),
        ("--document", "", "FILE       writes the rows of the table, docs/accuracy.md; others stay"),
        ("--hashes", "", "DIRECTORY  writes the hashes of the results of all floats, a file per function (tests/Data/float-hashes)"),
        ("--resume", "", "           leaves out what the document has of functions that are the same"),
        ("--replace", "", "           replaces hashes of the same version of the numerics, which no release may have had"),
        ("--roots", "", "           square roots of all floats instead, on x64-v3 and x64-v4"),
    ];

    private static readonly HashSet<string> s_switches = ["--resume", "--replace", "--roots"];

    private readonly Dictionary<string, string> _values = s_table.ToDictionary(row => row.Name, row => row.Default);

    private Options()
    {
    }

    /// <summary>How the program is called.</summary>
    public static string Usage => string.Join('\n', s_table.Select(row => $"{row.Name,-11}{row.Meaning}"));

    public IReadOnlyList<string> Functions => _values["--function"].Split(',', StringSplitOptions.RemoveEmptyEntries);

    public int Stride { get; private set; }

    public long Random { get; private set; }

    public double Limit { get; private set; }

    public string Lists => _values["--lists"];

    public string Document => _values["--document"];

    public string Hashes => _values["--hashes"];

    public bool Resumes => _values["--resume"] == Switched;

    public bool Replaces => _values["--replace"] == Switched;

    public bool TakesRoots => _values["--roots"] == Switched;

    public bool Includes(string type) => _values["--type"] is "" || _values["--type"] == type;

    /// <summary>Null, and what is wrong, if the command line is not understood.</summary>
    public static Options? Parse(string[] arguments, out string error)
    {
        var options = new Options();
        for (int i = 0; i < arguments.Length; i++)
        {
            string name = arguments[i];
            if (!options._values.ContainsKey(name))
            {
                error = $"There is no option {name}.";
                return null;
            }

            bool isSwitch = s_switches.Contains(name);
            if (!isSwitch && i + 1 == arguments.Length)
            {
                error = $"{name} needs a value.";
                return null;
            }

            options._values[name] = isSwitch ? Switched : arguments[++i];
        }

        error = options.ReadNumbers();
        return error.Length == 0 ? options : null;
    }

    /// <summary>What is wrong with the numbers; nothing, if they are all right.</summary>
    private string ReadNumbers()
    {
        bool isStride = int.TryParse(_values["--stride"], CultureInfo.InvariantCulture, out int stride) && stride > 0;
        bool isCount = long.TryParse(_values["--random"], CultureInfo.InvariantCulture, out long random) && random > 0;
        bool isLimit = double.TryParse(_values["--limit"], CultureInfo.InvariantCulture, out double limit) && limit > 0;
        (Stride, Random, Limit) = (stride, random, limit);
        return !isStride ? "--stride is the number of a block, at least 1."
            : !isCount ? "--random is a number of arguments, at least 1."
            : !isLimit ? "--limit is a positive number."
            : _values["--type"] is not ("" or "float" or "double") ? "--type is float or double."
            : "";
    }
}
