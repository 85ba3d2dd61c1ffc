namespace MinMo.Models.CosyVoice.Language;

/// <summary>One utterance on its way from text to speech tokens: which rows the transformer gets next, and what the id
/// that is chosen then means. Knows no tensors and no lanes.</summary>
public abstract class SpeechDecoding
{
    private readonly List<int> _generated = [];
    private readonly List<int> _speech = [];

    private protected SpeechDecoding(SpeechLanguageConfiguration configuration) => Configuration = configuration;

    /// <summary>Whether a forward call is due: <see cref="Rows"/> are to be fed and <see cref="Accept"/> to be called. If not, the
    /// utterance is finished or waits for text.</summary>
    public bool IsDue { get; private protected set; }

    /// <summary>Whether nothing will follow.</summary>
    public bool IsFinished { get; private protected set; }

    /// <summary>What the next forward call adds behind what was fed before.</summary>
    public IReadOnlyList<SpeechRow> Rows { get; private protected set; } = [];

    /// <summary>The id that the next call has whatever the scores are; null if one is to be chosen.</summary>
    public virtual int? ForcedId => null;

    /// <summary>Whether the speech must not end with the next call.</summary>
    public abstract bool MustGoOn { get; }

    /// <summary>Every id so far, those that are no speech included.</summary>
    public IReadOnlyList<int> Generated => _generated;

    /// <summary>Speech tokens so far.</summary>
    public IReadOnlyList<int> Speech => _speech;

    /// <summary>Sizes.</summary>
    protected SpeechLanguageConfiguration Configuration { get; }

    /// <summary>Puts ids at minus infinity that cannot stand where the next call is. The public code fails when it draws one;
    /// an engine goes on instead.</summary>
    /// <param name="scores">Of every id.</param>
    public void RuleOut(Span<float> scores)
    {
        for (var id = Configuration.SpeechTokens; id < scores.Length; id++)
        {
            if (!MayStand(id))
            {
                scores[id] = float.NegativeInfinity;
            }
        }
    }

    /// <summary>Takes the id of the call that was due.</summary>
    /// <param name="id">Chosen from its scores, or <see cref="ForcedId"/>.</param>
    /// <exception cref="InvalidOperationException">No call was due.</exception>
    /// <exception cref="UnexpectedSpeechIdException">The id cannot stand here; the utterance is finished.</exception>
    public void Accept(int id)
    {
        if (!IsDue)
        {
            throw new InvalidOperationException("no forward call was due");
        }

        _generated.Add(id);
        if (id < Configuration.SpeechTokens)
        {
            _speech.Add(id);
            Rows = [SpeechRow.Speech(id)];
            AfterSpeech();
        }
        else
        {
            AfterSpecial(id);
        }
    }

    /// <summary>Whether an id that is no speech can stand where the next call is.</summary>
    private protected abstract bool MayStand(int special);

    private protected virtual void AfterSpeech()
    {
    }

    private protected abstract void AfterSpecial(int id);

    private protected void Finish() => (IsDue, IsFinished) = (false, true);
}
