using MinMo.Models.Tokenization.SentencePieces;

namespace MinMo.Models.SenseVoice;

/// <summary>Speech to text, language, emotion and sound events with SenseVoiceSmall: whole utterances, in one pass.</summary>
/// <remarks>The cost grows with the square of the length; meant for utterances of up to about 30 s. Not for concurrent use:
/// one device thread drives it.</remarks>
public sealed class SenseVoiceRecognizer : IDisposable
{
    private readonly ISenseVoiceExecutor _executor;
    private readonly SentencePieceTokenizer _tokenizer;
    private readonly WordTimes _times;
    private readonly SentenceEnds _ends;
    private readonly int? _unknownEmotion;

    /// <summary>Takes over a network.</summary>
    /// <param name="folder">What it was opened from.</param>
    /// <param name="executor">Is disposed with the recognizer.</param>
    public SenseVoiceRecognizer(SenseVoiceFolder folder, ISenseVoiceExecutor executor)
    {
        ArgumentNullException.ThrowIfNull(folder);
        _executor = executor;
        _tokenizer = folder.Tokenizer;
        FrontEnd = folder.FrontEnd;
        _times = new WordTimes(_tokenizer, folder.Configuration.RowDuration);
        _ends = new SentenceEnds(_tokenizer);
        _unknownEmotion = _tokenizer.Find(SenseVoiceTags.Written(SenseVoiceTags.UnknownEmotion));
    }

    /// <summary>Waves to rows.</summary>
    public SenseVoiceFrontEnd FrontEnd { get; }

    /// <summary>Recognizes utterances of any lengths in one batch; each gives what it gives alone. One that is shorter than a
    /// frame gives nothing.</summary>
    public IReadOnlyList<SenseVoiceRecognition> Recognize(IReadOnlyList<SenseVoiceUtterance> utterances)
    {
        ArgumentNullException.ThrowIfNull(utterances);
        SenseVoiceUtterance[] audible = [.. utterances.Where(IsAudible)];
        if (audible.Length == 0)
        {
            return [.. utterances.Select(_ => new SenseVoiceRecognition())];
        }

        var output = _executor.Run(Prepare(audible));
        var results = audible.Select((utterance, item) => Read(utterance, output, item)).GetEnumerator();
        return [.. utterances.Select(utterance => IsAudible(utterance) && results.MoveNext() ? results.Current : new SenseVoiceRecognition())];
    }

    /// <summary>The batch that utterances make.</summary>
    public SenseVoiceInput Prepare(IReadOnlyList<SenseVoiceUtterance> utterances)
        => FrontEnd.Batch(
            [.. utterances.Select(utterance => utterance.Samples)],
            [.. utterances.Select(utterance => SenseVoiceQuery.For(utterance.Language, utterance.UsesInverseNormalization))]);

    /// <summary>What an item of a batch says.</summary>
    public SenseVoiceRecognition Read(SenseVoiceUtterance utterance, SenseVoiceOutput output, int item)
    {
        ArgumentNullException.ThrowIfNull(output);
        var logits = output.ItemLogits(item).Span;
        var ids = SenseVoiceDecoding.Decode(logits, output.Vocabulary, utterance.BansUnknownEmotion ? _unknownEmotion : null);
        var text = _tokenizer.Decode(ids);
        var spoken = logits[(SenseVoiceQuery.RowCount * output.Vocabulary)..];
        return new SenseVoiceRecognition
        {
            Ids = ids,
            Written = text,
            Heard = TaggedText.Parse(text),
            Words = utterance.WantsWordTimes ? _times.Find(text, logits, output.Vocabulary) : null,
            StopMass = utterance.UsesInverseNormalization ? _ends.MassBehindLastWord(spoken) : 0,
            AverageLogProbability = SenseVoiceDecoding.AverageLogProbability(spoken, output.Vocabulary),
        };
    }

    /// <inheritdoc/>
    public void Dispose() => _executor.Dispose();

    private bool IsAudible(SenseVoiceUtterance utterance) => FrontEnd.RowCount(utterance.Samples.Length) > 0;
}
