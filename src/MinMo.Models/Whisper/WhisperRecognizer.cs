using MinMo.Models.Checkpoints;
using MinMo.Models.OnnxGraphs;
using MinMo.Models.OnnxSessions;
using MinMo.Models.Tokenization;

namespace MinMo.Models.Whisper;

/// <summary>Speech to text with Whisper: waves of several calls in, transcripts and their signs out.</summary>
/// <remarks>
/// Audio longer than the encoder's window (30 s) is cut at its quietest places into parts, which are decoded as if they
/// were utterances and joined. Not for concurrent use: one device thread drives it.
/// </remarks>
public sealed class WhisperRecognizer : IDisposable
{
    // Fixed, so that a recognition can be repeated.
    private const int Seed = 20_221_206;

    private readonly IWhisperExecutor _executor;
    private readonly WhisperRecognizerSettings _settings;
    private readonly WhisperGenerationSettings _generation;
    private readonly WhisperVocabulary _vocabulary;
    private readonly WhisperFrontEnd _frontEnd;
    private readonly WhisperDecoding _decoding;

    internal WhisperRecognizer(IWhisperExecutor executor, string folder, WhisperRecognizerSettings? settings)
    {
        _executor = executor;
        _settings = settings ?? new WhisperRecognizerSettings();
        _generation = WhisperGenerationSettings.Read(folder);
        _vocabulary = new WhisperVocabulary(WhisperTokenizer.Open(folder));
        _frontEnd = new WhisperFrontEnd(executor.Configuration, _settings);
        _decoding = new WhisperDecoding(
            _generation, executor.Configuration.VocabularySize, _vocabulary.SentenceEnds);
    }

    /// <summary>Opens a checkpoint on ONNX Runtime, for CPUs.</summary>
    /// <param name="folder">In the Hugging Face layout.</param>
    /// <param name="cache">An existing folder in which the graphs are written once, and found again later.</param>
    /// <param name="precision">How the decoder's matrices are kept; the encoder's stay float32.</param>
    /// <param name="session">Threads; one by default.</param>
    /// <param name="settings">Windows and thresholds.</param>
    /// <exception cref="CheckpointFormatException">The checkpoint is malformed.</exception>
    /// <exception cref="IOException">A file is missing, or the cache cannot be written.</exception>
    public static WhisperRecognizer OpenOnnx(
        string folder,
        string cache,
        WeightPrecision precision = WeightPrecision.Int8,
        OnnxSessionSettings? session = null,
        WhisperRecognizerSettings? settings = null)
        => new(OnnxWhisper.Open(folder, cache, precision, session), folder, settings);

    /// <summary>Opens a checkpoint on TorchSharp, float32.</summary>
    /// <param name="folder">In the Hugging Face layout.</param>
    /// <param name="settings">Windows and thresholds.</param>
    /// <exception cref="CheckpointFormatException">The checkpoint is malformed.</exception>
    /// <exception cref="IOException">A file is missing.</exception>
    public static WhisperRecognizer OpenTorch(string folder, WhisperRecognizerSettings? settings = null)
        => new(new TorchWhisper(WhisperNetwork.Open(folder)), folder, settings);

    /// <summary>Recognizes utterances of any lengths; each gives what it gives alone.</summary>
    /// <exception cref="ArgumentException">The checkpoint does not know a language.</exception>
    public IReadOnlyList<Recognition> Recognize(IReadOnlyList<WhisperUtterance> utterances)
    {
        var results = utterances.Select(_ => new List<WhisperPartResult>()).ToArray();
        foreach (var parts in utterances.SelectMany(Cut).Chunk(_settings.LargestBatch))
        {
            var decoded = Decode(parts, utterances);
            for (var i = 0; i < parts.Length; i++)
            {
                results[parts[i].Utterance].Add(decoded[i]);
            }
        }

        return [.. results.Select(Join)];
    }

    /// <summary>Encodes the silence that short windows borrow, and touches all weights, so that the first caller does not
    /// wait for it.</summary>
    public void WarmUp() => Recognize([new WhisperUtterance(new float[16_000])]);

    /// <summary>Frees the model.</summary>
    public void Dispose() => _executor.Dispose();

    private IEnumerable<WhisperPart> Cut(WhisperUtterance utterance, int index)
        => utterance.Samples.IsEmpty
            ? []
            : SpeechCutter.Cut(utterance.Samples.Span, _frontEnd.LongestPart)
                .Select(range => new WhisperPart(index, utterance.Samples[range]));

    private WhisperPartResult[] Decode(WhisperPart[] parts, IReadOnlyList<WhisperUtterance> utterances)
    {
        var best = new WhisperPartResult[parts.Length];
        int[] pending = [.. Enumerable.Range(0, parts.Length)];
        for (var attempt = 1; pending.Length > 0 && attempt <= _settings.Attempts; attempt++)
        {
            var results = Attempt([.. pending.Select(i => parts[i])], utterances, attempt);
            for (var i = 0; i < pending.Length; i++)
            {
                best[pending[i]] = Better(best[pending[i]], results[i]);
            }

            pending = [.. pending.Where(i => IsDoubtful(best[i]))];
        }

        return best;
    }

    private WhisperPartResult[] Attempt(
        WhisperPart[] parts, IReadOnlyList<WhisperUtterance> utterances, int attempt)
    {
        using var batch = _executor.Encode([.. parts.Select(part => _frontEnd.Window(part.Samples.Span, attempt > 1))]);
        string[] languages = Languages(batch, [.. parts.Select(part => utterances[part.Utterance].Language)]);
        var prompts = parts.Select((part, i) => Prompt(languages[i], utterances[part.Utterance].Previous)).ToArray();
        var limits = parts.Select((part, i) => Limits(part, prompts[i].Length, attempt)).ToArray();
        var transcripts = _decoding.Decode(batch, prompts, limits, new Random(Seed));
        return [.. transcripts.Select((transcript, i) => Read(transcript, languages[i], attempt))];
    }

    private string[] Languages(IWhisperBatch batch, string?[] given)
    {
        if (!_generation.IsMultilingual)
        {
            return [.. given.Select(_ => WhisperLanguage.English)];
        }

        int[] unknown = [.. Enumerable.Range(0, given.Length).Where(i => given[i] is null)];
        var probabilities = unknown.Length == 0 ? [] : WhisperLanguage.Probabilities(batch, _generation, unknown);
        var told = unknown.Zip(probabilities).ToDictionary(
            pair => pair.First, pair => _generation.Languages[Array.IndexOf(pair.Second, pair.Second.Max())].Key);
        return [.. given.Select((language, i) => language ?? told[i])];
    }

    private int[] Prompt(string language, string previous)
        => _vocabulary.Prompt(
            new WhisperPrompt(language, "transcribe", Timestamps: false, previous),
            _generation,
            _executor.Configuration.TargetPositions);

    private WhisperDecodingLimits Limits(WhisperPart part, int promptLength, int attempt)
    {
        var seconds = part.Samples.Length / 16_000.0;
        var bySpeech = (int)(seconds * _settings.TokensPerSecond) + _settings.ExtraTokens;
        var tokens = Math.Min(bySpeech, _executor.Configuration.TargetPositions - promptLength);
        return new WhisperDecodingLimits(tokens, Temperature: Math.Min(1, 0.2f * Math.Max(0, attempt - 2)));
    }

    private WhisperPartResult Read(WhisperTranscript transcript, string language, int attempt)
    {
        var text = _vocabulary.Decode(transcript.Ids);
        var behindLastWord = _vocabulary.LastWord(transcript.Ids) + 1;
        var stopMass = behindLastWord == 0 ? 0 : transcript.StopMassAt(behindLastWord);
        return new WhisperPartResult(transcript, text, TextCompression.RatioOf(text), stopMass, language, attempt);
    }

    private bool IsSilent(WhisperPartResult result)
        => result.Transcript.NoSpeechProbability > _settings.NoSpeechThreshold;

    private bool IsDoubtful(WhisperPartResult result)
        => !IsSilent(result)
            && (result.Transcript.Looped
                || result.Transcript.AverageLogProbability < _settings.LeastAverageLogProbability
                || result.CompressionRatio > _settings.LargestCompressionRatio);

    private static WhisperPartResult Better(WhisperPartResult? first, WhisperPartResult second)
    {
        if (first is null)
        {
            return second;
        }

        var keepsFirst = first.Transcript.Looped == second.Transcript.Looped
            ? first.Transcript.AverageLogProbability > second.Transcript.AverageLogProbability
            : second.Transcript.Looped;
        return (keepsFirst ? first : second) with { Attempts = second.Attempts };
    }

    private Recognition Join(List<WhisperPartResult> parts)
    {
        WhisperPartResult[] spoken = [.. parts.Where(part => !IsSilent(part))];
        if (spoken.Length == 0)
        {
            return Nothing(parts);
        }

        var text = string.Concat(spoken.Select(part => part.Text)).Trim();
        var tokens = spoken.SelectMany(part => part.Transcript.Ids.Zip(
            part.Transcript.LogProbabilities, (id, probability) => new RecognizedToken(id, probability)));
        return new Recognition
        {
            Outcome = RecognitionOutcome.Speech,
            Text = text,
            Tokens = [.. tokens],
            AverageLogProbability = spoken.Sum(part => part.Transcript.AverageLogProbability * Weight(part))
                / spoken.Sum(Weight),
            NoSpeechProbability = spoken.Min(part => part.Transcript.NoSpeechProbability),
            CompressionRatio = spoken.Max(part => part.CompressionRatio),
            Looped = spoken.Any(part => part.Transcript.Looped),
            StopMass = spoken[^1].StopMass,
            EndsWithDigit = SpelledNumbers.IsAtEndOf(text),
            Language = spoken[0].Language,
            Attempts = spoken.Max(part => part.Attempts),
        };
    }

    private static Recognition Nothing(List<WhisperPartResult> parts)
        => parts.Count == 0
            ? new Recognition { Outcome = RecognitionOutcome.NoAudio }
            : new Recognition
            {
                Outcome = RecognitionOutcome.NoSpeech,
                NoSpeechProbability = parts.Min(part => part.Transcript.NoSpeechProbability),
                AverageLogProbability = parts.Min(part => part.Transcript.AverageLogProbability),
                Language = parts[0].Language,
                Attempts = parts.Max(part => part.Attempts),
            };

    private static int Weight(WhisperPartResult part) => part.Transcript.Ids.Count + 1;
}
