namespace MinMo.LoadTest.Lines;

/// <summary>Opens calls at one engine.</summary>
public interface ICallerLines
{
    /// <summary>Calls.</summary>
    /// <param name="request">Who calls.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>A line on which audio may flow, or why there is none.</returns>
    Task<LineOpening> OpenAsync(LineRequest request, CancellationToken cancellationToken);
}
