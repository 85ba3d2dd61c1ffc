using static TorchSharp.torch;

namespace MinMo.Training.Stages.Voice;

/// <summary>How far made mel frames are from recorded ones, on the models' scale.</summary>
internal static class MelDistance
{
    /// <summary>Mean absolute difference of an utterance's own frames.</summary>
    /// <param name="made"><c>[b, bands, t]</c>.</param>
    /// <param name="recorded">As <paramref name="made"/>.</param>
    /// <param name="inside"><c>[b, 1, t]</c>.</param>
    public static Tensor Of(Tensor made, Tensor recorded, Tensor inside)
        => ((made - recorded).abs() * inside).sum() / (inside.sum() * made.shape[1]);

    /// <summary>The same of how frames change in time, which keeps onsets sharp.</summary>
    public static Tensor OfChange(Tensor made, Tensor recorded, Tensor inside)
        => Of(Change(made), Change(recorded), inside.narrow(2, 1, inside.shape[2] - 1));

    private static Tensor Change(Tensor mel) => mel.narrow(2, 1, mel.shape[2] - 1) - mel.narrow(2, 0, mel.shape[2] - 1);
}
