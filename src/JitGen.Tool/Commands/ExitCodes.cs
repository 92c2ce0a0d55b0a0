namespace JitGen.Tool.Commands;

/// <summary>How the process ends.</summary>
internal static class ExitCodes
{
    public const int Success = 0;

    /// <summary>The formula, or the data that it is to be computed of, is wrong; messages say where.</summary>
    public const int WrongInput = 1;

    /// <summary>The command line is wrong.</summary>
    public const int WrongUsage = 2;
}
