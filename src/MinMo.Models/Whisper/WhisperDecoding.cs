using System.Collections.Immutable;

namespace MinMo.Models.Whisper;

/// <summary>Writes down what a batch of windows says, token by token.</summary>
/// <remarks>Radford et al. 2022 (arXiv 2212.04356), section 4.5, without beams and time stamps.</remarks>
internal sealed class WhisperDecoding
{
    private readonly WhisperGenerationSettings _settings;
    private readonly WhisperTokenRules _rules;
    private readonly ImmutableArray<int> _sentenceEnds;
    private readonly int _noSpeechToken;
    private readonly TokenDistribution _distribution;

    /// <param name="settings">Ids of the checkpoint.</param>
    /// <param name="vocabulary">Tokens in all.</param>
    /// <param name="sentenceEnds">Tokens whose probability together is the stop mass.</param>
    public WhisperDecoding(WhisperGenerationSettings settings, int vocabulary, ImmutableArray<int> sentenceEnds)
    {
        _settings = settings;
        _rules = new WhisperTokenRules(settings);
        _sentenceEnds = sentenceEnds;
        _distribution = new TokenDistribution(vocabulary);

        // Published files call it <|nospeech|> or <|nocaptions|>; in all of them it stands before <|notimestamps|>.
        _noSpeechToken = settings.NoTimestampsToken - 1;
    }

    /// <summary>Decodes every item of a fresh batch.</summary>
    /// <param name="batch">Has no tokens yet.</param>
    /// <param name="prompts">Per item; each holds the start token.</param>
    /// <param name="limits">Per item.</param>
    /// <param name="random">For temperatures above 0.</param>
    public IReadOnlyList<WhisperTranscript> Decode(
        IWhisperBatch batch, IReadOnlyList<int[]> prompts, IReadOnlyList<WhisperDecodingLimits> limits, Random random)
    {
        var transcripts = prompts.Select(_ => new WhisperTranscript()).ToArray();
        List<WhisperTokens> rows = [.. prompts.Select(Prompt)];
        while (rows.Count > 0)
        {
            var logits = batch.Append(rows);
            var next = new List<WhisperTokens>(rows.Count);
            for (var i = 0; i < rows.Count; i++)
            {
                var item = rows[i].Item;
                ReadNoSpeech(transcripts[item], rows[i], logits[i].Span);
                if (Choose(transcripts[item], LastOf(logits[i].Span), limits[item], random) is { } token)
                {
                    next.Add(WhisperTokens.Single(item, token));
                }
            }

            rows = next;
        }

        return transcripts;
    }

    private WhisperTokens Prompt(int[] ids, int item)
    {
        var start = Array.LastIndexOf(ids, _settings.StartToken);
        return new WhisperTokens(item, ids, start < 0 || start == ids.Length - 1 ? [ids.Length - 1] : [start, ids.Length - 1]);
    }

    private void ReadNoSpeech(WhisperTranscript transcript, WhisperTokens row, ReadOnlySpan<float> logits)
    {
        if (transcript.Ids.Count == 0 && row.Ids[row.Wanted[0]] == _settings.StartToken)
        {
            _distribution.Set(logits[..(logits.Length / row.Wanted.Length)]);
            transcript.NoSpeechProbability = _distribution.Of(_noSpeechToken);
        }
    }

    /// <returns>The token to go on with, or null at the end.</returns>
    private int? Choose(
        WhisperTranscript transcript, Span<float> logits, WhisperDecodingLimits limits, Random random)
    {
        if (transcript.Ids.Count >= limits.MaximumTokens)
        {
            return null;
        }

        _rules.Apply(logits, first: transcript.Ids.Count == 0);
        var token = Pick(logits, limits.Temperature, random);
        var (logProbability, stopMass) = (_distribution.LogOf(token), _distribution.Of(_sentenceEnds.AsSpan()));
        if (token == _settings.EndToken)
        {
            transcript.End(logProbability, stopMass);
            return null;
        }

        transcript.Add(token, logProbability, stopMass);
        return transcript.StopLoop(limits.LongestLoop) || transcript.Ids.Count == limits.MaximumTokens ? null : token;
    }

    private int Pick(ReadOnlySpan<float> logits, float temperature, Random random)
    {
        if (temperature > 0)
        {
            _distribution.Set(logits, temperature);
            var drawn = _distribution.Draw(random);
            _distribution.Set(logits);
            return drawn;
        }

        _distribution.Set(logits);
        return _distribution.Best;
    }

    private Span<float> LastOf(Span<float> logits) => logits[^_distribution.Size..];
}
