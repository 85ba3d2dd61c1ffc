namespace MinMo.Cli;

/// <summary>Exit codes of all commands.</summary>
internal static class ExitCodes
{
    /// <summary>Done.</summary>
    public const int Success = 0;

    /// <summary>Something failed; the reason is on standard error.</summary>
    public const int Failed = 1;

    /// <summary>The command line or an input file is wrong.</summary>
    public const int BadInput = 2;
}
