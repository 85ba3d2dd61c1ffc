using MinMo.Models.SpeechTokens;
using static TorchSharp.torch;

namespace MinMo.Models.VoiceLanguage;

/// <summary>The digits of every speech token as one-hot rows: what all tokens with a digit have in common is learnt
/// once.</summary>
internal static class SpeechTokenTable
{
    /// <summary>Columns of the table.</summary>
    public static int Columns(FiniteScalarQuantizer quantizer) => quantizer.Dimensions * quantizer.Levels;

    /// <summary><c>[codes, dimensions * levels]</c>; not in any dispose scope.</summary>
    public static Tensor OneHot(FiniteScalarQuantizer quantizer)
    {
        using var scope = NewDisposeScope();
        var digits = quantizer.Digits(arange(quantizer.CodeCount, ScalarType.Int64)).to(ScalarType.Int64); // [codes, dims]
        var hot = nn.functional.one_hot(digits + (quantizer.Levels / 2), quantizer.Levels);               // [codes, dims, levels]
        return hot.view(quantizer.CodeCount, -1).to(ScalarType.Float32).DetachFromDisposeScope();
    }
}
