using System.IO;
using System.Text;
using JitGen.Tool.Output;

namespace JitGen.Tool.Tests;

/// <summary>One run of the tool inside the process of the tests.</summary>
/// <param name="ExitCode">What the process would end with.</param>
/// <param name="Results">Standard output.</param>
/// <param name="Messages">Standard error.</param>
internal sealed record Session(int ExitCode, string Results, string Messages)
{
    /// <summary>Runs a command line, its words one string each, nothing being a terminal.</summary>
    public static Session Run(params string[] words) => RunWith("", words);

    /// <summary>The same with something on standard input.</summary>
    public static Session RunWith(string input, params string[] words)
    {
        var results = new StringWriter { NewLine = "\n" };
        var messages = new StringWriter { NewLine = "\n" };
        int code = CommandLine.Run(words, new Screen(results, messages, new MemoryStream(Encoding.UTF8.GetBytes(input))));
        return new Session(code, results.ToString(), messages.ToString());
    }
}
