namespace MinMo.Cli.Evaluate.Report;

/// <summary>In what a value is given.</summary>
internal enum EvaluationUnit
{
    /// <summary>A share of 0 to 1, printed as per cent.</summary>
    Share,

    /// <summary>A plain number: F1, or one rate relative to another.</summary>
    Number,

    /// <summary>Milliseconds.</summary>
    Milliseconds,

    /// <summary>Decibels.</summary>
    Decibels,
}
