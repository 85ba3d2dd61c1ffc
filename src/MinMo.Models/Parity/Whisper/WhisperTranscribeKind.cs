using System.Text.Json;
using MinMo.Audio.Spectra;
using MinMo.Models.Tokenization;
using MinMo.Models.Whisper;

namespace MinMo.Models.Parity.Whisper;

/// <summary>Waves in windows of their own, in one batch, to text and its signs.</summary>
internal sealed class WhisperTranscribeKind : IGoldenKind
{
    public string Name => "whisper.transcribe";

    public GoldenOutputs Run(GoldenCase golden)
    {
        var folder = golden.RequireCheckpoint();
        using var executor = new TorchWhisper(WhisperNetwork.Open(folder));
        var sizes = executor.Configuration;
        var settings = WhisperGenerationSettings.Read(folder);
        var vocabulary = new WhisperVocabulary(WhisperTokenizer.Open(folder));
        var decoding = new WhisperDecoding(settings, sizes.VocabularySize, vocabulary.SentenceEnds);
        var language = golden.Parameters.TryGetProperty("language", out var given) ? given.GetString() : null;
        var prompt = vocabulary.Prompt(
            new WhisperPrompt(language ?? WhisperLanguage.English, "transcribe", Timestamps: false, string.Empty),
            settings,
            sizes.TargetPositions);
        var limits = new WhisperDecodingLimits(golden.Parameters.GetProperty("limit").GetInt32(), LongestLoop: 0);
        using var batch = executor.Encode(Windows(golden, sizes));
        var items = golden.Parameters.GetProperty("samples").GetArrayLength();
        var transcripts = decoding.Decode(
            batch, [.. Enumerable.Repeat(prompt, items)], [.. Enumerable.Repeat(limits, items)], new Random(0));
        return Describe(transcripts, vocabulary);
    }

    private static WhisperWindow[] Windows(GoldenCase golden, WhisperConfiguration sizes)
    {
        var spectrogram = new LogMelSpectrogram(new LogMelSettings(Bands: sizes.MelBands));
        WhisperWindow Window(JsonElement samples, GoldenTensor wave)
        {
            var length = samples.ValueKind == JsonValueKind.Null ? sizes.WindowSamples : samples.GetInt32();
            return new WhisperWindow(
                spectrogram.Compute(WhisperGolden.Wave(wave), length), spectrogram.FrameCount(length));
        }

        return [.. golden.Parameters.GetProperty("samples").EnumerateArray()
            .Zip(WhisperGolden.Items(golden, "waveform"), Window)];
    }

    private static GoldenOutputs Describe(IReadOnlyList<WhisperTranscript> transcripts, WhisperVocabulary vocabulary)
    {
        var outputs = new GoldenOutputs
        {
            Json = JsonSerializer.SerializeToNode(transcripts.Select(
                transcript => new { ids = transcript.Ids, text = vocabulary.Decode(transcript.Ids) })),
        };
        outputs.Add(
            "average_log_probability",
            [transcripts.Count],
            [.. transcripts.Select(transcript => transcript.AverageLogProbability)]);
        outputs.Add(
            "no_speech_probability",
            [transcripts.Count],
            [.. transcripts.Select(transcript => transcript.NoSpeechProbability)]);
        return outputs;
    }
}
