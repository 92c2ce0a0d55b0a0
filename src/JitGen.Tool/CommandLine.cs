using System.CommandLine;
using JitGen.Tool.Commands;
using JitGen.Tool.Output;

namespace JitGen.Tool;

/// <summary>The commands of the tool.</summary>
internal static class CommandLine
{
    /// <summary>Runs a command line. Returns the exit code of the process.</summary>
    public static int Run(string[] arguments, Screen screen)
    {
        var root = new RootCommand("Formulas to machine code: shows, runs and measures them.") { ShowCommand.Create(screen), RunCommand.Create(screen) };
        ParseResult line = root.Parse(arguments);
        int code = line.Invoke(new InvocationConfiguration { Output = screen.Results, Error = screen.Messages });
        return line.Errors.Count > 0 ? ExitCodes.WrongUsage : code;
    }
}
