namespace MinMo.Models.CosyVoice.Prompts;

/// <summary>What the models hear in a recording of a voice that is to be imitated.</summary>
public sealed record PromptAudio
{
    private const int FramesPerToken = 2;

    /// <summary>Output of the speaker model, not normalised, <c>[speaker width]</c>.</summary>
    public required IReadOnlyList<float> Speaker { get; init; }

    /// <summary>Speech tokens, 25 a second.</summary>
    public IReadOnlyList<int> Tokens { get; init; } = [];

    /// <summary>Mel frames, 50 a second, <c>[frames, bands]</c>.</summary>
    public IReadOnlyList<float[]> Mel { get; init; } = [];

    /// <summary>The recording with two frames for each token: what is too much of either falls off its end.</summary>
    public PromptAudio Aligned()
    {
        var tokens = TokensWithFrames(Mel.Count, Tokens.Count);
        return this with { Tokens = [.. Tokens.Take(tokens)], Mel = [.. Mel.Take(FramesPerToken * tokens)] };
    }

    /// <summary>How many tokens are kept of a recording of so many frames and tokens; twice as many frames are.</summary>
    internal static int TokensWithFrames(int frames, int tokens) => Math.Min(frames / FramesPerToken, tokens);
}
