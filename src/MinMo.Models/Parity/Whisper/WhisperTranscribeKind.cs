using System.Text.Json;
using MinMo.Audio.Spectra;
using MinMo.Models.Tokenization;
using MinMo.Models.Whisper;

namespace MinMo.Models.Parity.Whisper;

/// <summary>Waves in windows of their own, in one batch, to text and its signs.</summary>
internal sealed class WhisperTranscribeKind : IGoldenKind
{
    public string Name => "whisper.transcribe";

    public void Run(GoldenCase golden, GoldenOutputs outputs)
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
        Describe(outputs, transcripts, vocabulary);
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

    private static void Describe(
        GoldenOutputs outputs, IReadOnlyList<WhisperTranscript> transcripts, WhisperVocabulary vocabulary)
    {
        outputs.Json = JsonSerializer.SerializeToNode(transcripts.Select(
            transcript => new { ids = transcript.Ids, text = vocabulary.Decode(transcript.Ids) }));
        outputs.Add(
            "average_log_probability",
            [transcripts.Count],
            [.. transcripts.Select(transcript => transcript.AverageLogProbability)]);
        outputs.Add(
            "no_speech_probability",
            [transcripts.Count],
            [.. transcripts.Select(transcript => transcript.NoSpeechProbability)]);
    }
}
