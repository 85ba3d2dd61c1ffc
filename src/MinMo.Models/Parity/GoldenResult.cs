namespace MinMo.Models.Parity;

/// <summary>How one golden came out.</summary>
/// <param name="Name">The golden's folder name.</param>
/// <param name="Kind"><c>family.what</c>; empty if golden.json could not be read.</param>
/// <param name="Status">Passed, failed or skipped.</param>
/// <param name="LargestError">Relative error of the output that came closest to its tolerance or went beyond; 0 if only
/// integers and JSON were compared.</param>
/// <param name="Tolerance">What was allowed for that output.</param>
/// <param name="Detail">The first difference in words, or why it was skipped; empty if passed.</param>
public sealed record GoldenResult(
    string Name, string Kind, GoldenStatus Status, double LargestError, double Tolerance, string Detail)
{
    /// <summary>The part of <see cref="Kind"/> before the first dot.</summary>
    public string Family => Kind.Split('.')[0];
}
