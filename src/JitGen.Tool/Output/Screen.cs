using System;
using System.Globalization;
using System.IO;

namespace JitGen.Tool.Output;

/// <summary>Where the tool writes: results and messages apart, in colour only to a terminal.</summary>
/// <param name="results">Standard output.</param>
/// <param name="messages">Standard error.</param>
/// <param name="input">Standard input.</param>
internal sealed class Screen(TextWriter results, TextWriter messages, Stream input)
{
    /// <summary>Where nobody looks at lines longer than this one cannot know better.</summary>
    private const int WidthOfFiles = 160;

    private bool _hasProgress;

    public TextWriter Results { get; } = results;

    public TextWriter Messages { get; } = messages;

    public Stream Input { get; } = input;

    /// <summary>Whether what is written to <see cref="Results"/> may have colour.</summary>
    public bool HasColorResults { get; init; }

    /// <summary>Whether what is written to <see cref="Messages"/> may have colour, and be written over.</summary>
    public bool HasTerminalMessages { get; init; }

    /// <summary>Characters in a line.</summary>
    public int Width { get; init; } = WidthOfFiles;

    /// <summary>That of the process: <c>NO_COLOR</c> and redirection take the colour away.</summary>
    public static Screen OfProcess()
    {
        bool mayColor = string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
            && Environment.GetEnvironmentVariable("TERM") != "dumb";
        return new Screen(Console.Out, Console.Error, Console.OpenStandardInput())
        {
            HasColorResults = mayColor && !Console.IsOutputRedirected,
            HasTerminalMessages = mayColor && !Console.IsErrorRedirected,
            Width = Console.IsOutputRedirected || Console.WindowWidth <= 0 ? WidthOfFiles : Console.WindowWidth,
        };
    }

    /// <summary>All of standard input, as UTF-8.</summary>
    public string ReadInput()
    {
        using var reader = new StreamReader(Input, leaveOpen: true);
        return reader.ReadToEnd();
    }

    /// <summary>A heading among results.</summary>
    public string Heading(string text) => Colored(text, Color.Bold, HasColorResults);

    /// <summary>A message in the colour of its severity.</summary>
    public string Message(string text, Color color) => Colored(text, color, HasTerminalMessages);

    /// <summary>Shows how far the work is, on a terminal only: each time in the place of the last.</summary>
    /// <param name="records">What is done.</param>
    /// <param name="share">How much of all that is, 0 to 1; null if nobody knows.</param>
    public void Progress(long records, double? share)
    {
        if (HasTerminalMessages)
        {
            const int BarLength = 30;
            int filled = (int)(BarLength * (share ?? 0));
            string bar = share is null ? "" : $"[{new string('#', filled)}{new string('.', BarLength - filled)}] ";
            Messages.Write(string.Create(CultureInfo.InvariantCulture, $"\r{bar}{records:N0} records"));
            _hasProgress = true;
        }
    }

    /// <summary>Takes what <see cref="Progress"/> showed away.</summary>
    public void EndProgress()
    {
        if (_hasProgress)
        {
            Messages.Write("\r\e[K");
            _hasProgress = false;
        }
    }

    private static string Colored(string text, Color color, bool hasColor) => hasColor ? $"\e[{(int)color}m{text}\e[0m" : text;
}

/// <summary>The codes of terminals for colours and weight.</summary>
internal enum Color
{
    Bold = 1,
    Red = 31,
    Yellow = 33,
    Cyan = 36,
}
