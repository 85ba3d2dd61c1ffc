namespace MinMo.Models.CosyVoice.Language;

/// <summary>Speech of a text that is known from the start.</summary>
public sealed class WholeSpeech : SpeechDecoding
{
    private readonly int _least;
    private readonly int _most;

    /// <summary>Begins an utterance. Without text it is finished at once.</summary>
    /// <param name="configuration">Sizes.</param>
    /// <param name="text">Ids.</param>
    /// <param name="prompt">Stands in front.</param>
    /// <param name="minimumRatio">Speech tokens for each text token before which the speech cannot end.</param>
    /// <param name="maximumRatio">Speech tokens for each text token at which it ends in any case.</param>
    public WholeSpeech(
        SpeechLanguageConfiguration configuration,
        IReadOnlyList<int> text,
        SpeechPrompt prompt,
        double minimumRatio = 2,
        double maximumRatio = 20)
        : base(configuration)
    {
        (_least, _most) = ((int)(text.Count * minimumRatio), (int)(text.Count * maximumRatio));
        Rows =
        [
            SpeechRow.Start,
            .. prompt.Text.Select(SpeechRow.Text),
            .. text.Select(SpeechRow.Text),
            SpeechRow.TurnOfSpeech,
            .. prompt.Speech.Select(SpeechRow.Speech),
        ];
        IsDue = _most > 0;
        IsFinished = !IsDue;
    }

    /// <inheritdoc/>
    public override bool MustGoOn => Generated.Count < _least;

    private protected override bool MayStand(int special) => special != Configuration.EndOfSpeech || !MustGoOn;

    private protected override void AfterSpeech()
    {
        if (Speech.Count == _most)
        {
            Finish();
        }
    }

    private protected override void AfterSpecial(int id) => Finish(); // each of them, also in front of the least length
}
