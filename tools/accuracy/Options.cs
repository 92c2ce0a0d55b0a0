using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace JitGen.Accuracy;

/// <summary>What the command line asks for.</summary>
internal sealed class Options
{
    private static readonly Dictionary<string, string> s_defaults = new()
    {
        ["--function"] = "", ["--type"] = "", ["--stride"] = "1", ["--random"] = "100000000", ["--limit"] = "800",
        ["--lists"] = "tests/Data/worst-cases", ["--document"] = "", ["--hashes"] = "",
    };

    private readonly Dictionary<string, string> _values = new(s_defaults);

    /// <summary>How the program is called.</summary>
    public static string Usage => """
        --function NAMES   only these functions, with commas between them
        --type TYPE        only float, or only double
        --stride N         of all floats, only every n-th block of 2^24
        --random N         so many random arguments of a function of doubles, or of two numbers (100000000)
        --limit X          half of them are between -X and X (800)
        --lists DIRECTORY  arguments that are hard to round (tests/Data/worst-cases)
        --document FILE    writes the table, docs/accuracy.md
        --hashes DIRECTORY writes a hash of the results of every 2^24 floats, a file per function
        """;

    public IReadOnlyList<string> Functions => _values["--function"].Split(',', StringSplitOptions.RemoveEmptyEntries);

    public int Stride => int.Parse(_values["--stride"], CultureInfo.InvariantCulture);

    public long Random => long.Parse(_values["--random"], CultureInfo.InvariantCulture);

    public double Limit => double.Parse(_values["--limit"], CultureInfo.InvariantCulture);

    public string Lists => _values["--lists"];

    public string Document => _values["--document"];

    public string Hashes => _values["--hashes"];

    public bool Includes(string type) => _values["--type"] is "" || _values["--type"] == type;

    /// <summary>Null if the command line is not understood.</summary>
    public static Options? Parse(string[] arguments)
    {
        var options = new Options();
        for (int i = 0; i < arguments.Length; i += 2)
        {
            if (!s_defaults.ContainsKey(arguments[i]) || i + 1 == arguments.Length)
            {
                return null;
            }

            options._values[arguments[i]] = arguments[i + 1];
        }

        return options;
    }
}
