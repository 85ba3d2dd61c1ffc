namespace MinMo.Models.VoiceLanguage;

/// <summary>The order in which units of text and speech tokens of one utterance stand.</summary>
/// <remarks>
/// Start; then blocks of 5 units and 15 tokens, as long as so many of both are left; then the units that are left (maybe
/// none: the text may have ended at the border of a block, and that shows only later), turn-of-speech, and the tokens that
/// are left. The last row of units predicts the first token, a token the next one, the 15th of a block "fill" (which
/// asks for more text and is never fed), the last token "end of speech". MinMo (arXiv 2501.06282), section 3.2, and
/// CosyVoice 2 (arXiv 2412.10117), section 2.3.
/// </remarks>
public sealed record InterleavedLayout(IReadOnlyList<VoiceRow> Rows, IReadOnlyList<VoiceTarget> Targets)
{
    /// <summary>Lays out one utterance.</summary>
    /// <param name="units">Units of its text.</param>
    /// <param name="tokens">Its speech tokens.</param>
    /// <param name="configuration">Sizes of the blocks.</param>
    public static InterleavedLayout Of(int units, int tokens, VoiceLanguageConfiguration configuration)
    {
        var layout = new Writing();
        layout.Add(VoiceRowKind.Start, 0, 1);
        var (unit, token) = (0, 0);
        while (units - unit >= configuration.BlockUnits && tokens - token >= configuration.BlockTokens)
        {
            layout.Add(VoiceRowKind.Unit, unit, configuration.BlockUnits);
            layout.Foresee(VoiceTarget.Token(token));
            layout.AddTokens(token, configuration.BlockTokens, VoiceTarget.Fill);
            unit += configuration.BlockUnits;
            token += configuration.BlockTokens;
        }

        layout.Add(VoiceRowKind.Unit, unit, units - unit);
        layout.Add(VoiceRowKind.TurnOfSpeech, 0, 1);
        layout.Foresee(token < tokens ? VoiceTarget.Token(token) : VoiceTarget.End);
        layout.AddTokens(token, tokens - token, VoiceTarget.End);
        return new InterleavedLayout(layout.Rows, layout.Targets);
    }

    private sealed class Writing
    {
        public List<VoiceRow> Rows { get; } = [];

        public List<VoiceTarget> Targets { get; } = [];

        public void Add(VoiceRowKind kind, int first, int count)
        {
            for (var i = 0; i < count; i++)
            {
                Rows.Add(new VoiceRow(kind, first + i));
                Targets.Add(VoiceTarget.None);
            }
        }

        public void AddTokens(int first, int count, VoiceTarget after)
        {
            for (var token = first; token < first + count; token++)
            {
                Add(VoiceRowKind.Token, token, 1);
                Foresee(token + 1 < first + count ? VoiceTarget.Token(token + 1) : after);
            }
        }

        public void Foresee(VoiceTarget target) => Targets[^1] = target;
    }
}
