namespace MinMo.Models.Parity;

/// <summary>A golden is about real weights that this machine does not have.</summary>
/// <param name="weights">The folder's name, e.g. <c>whisper-tiny</c>.</param>
public sealed class WeightsNotInstalledException(string weights) : Exception($"the weights '{weights}' are not installed")
{
    /// <summary>The folder's name, e.g. <c>whisper-tiny</c>.</summary>
    public string Weights { get; } = weights;
}
