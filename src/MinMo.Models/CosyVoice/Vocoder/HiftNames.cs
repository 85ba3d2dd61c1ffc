namespace MinMo.Models.CosyVoice.Vocoder;

/// <summary>Names of the vocoder's tensors in older files.</summary>
internal static class HiftNames
{
    private const string Wrapped = "generator.";

    /// <summary>The released name: files written while training have the generator in a larger module.</summary>
    public static string Plain(string name) => name.Replace(Wrapped, string.Empty, StringComparison.Ordinal);
}
