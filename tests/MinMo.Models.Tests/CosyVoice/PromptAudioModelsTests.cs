using MinMo.Audio.Spectra;
using MinMo.Models.CosyVoice.Speakers;
using MinMo.Models.CosyVoice.SpeechTokens;
using MinMo.Testing.Weights;

namespace MinMo.Models.Tests.CosyVoice;

/// <summary>The ONNX models that hear a prompt, on graphs with the published inputs and outputs.</summary>
public sealed class PromptAudioModelsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("minmo-prompt-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void The_speaker_model_gets_every_frame_without_the_means_of_its_bands()
    {
        TinyCosyVoiceOnnx.WriteSpeakerEncoder(Path.Combine(_folder.FullName, SpeakerEncoder.FileName), width: 5);
        using var encoder = SpeakerEncoder.Load(_folder.FullName);
        var waveform = Voice(16_000);

        var vector = encoder.Encode(waveform);

        var features = encoder.Features(waveform); // [98, 80]
        Assert.Equal(98 * 80, features.Length);
        Assert.All(Enumerable.Range(0, 80), band => Assert.Equal(0, Enumerable.Range(0, 98).Average(t => features[(t * 80) + band]), 4));
        float[] expected = [.. Enumerable.Range(0, 5).Select(value => Enumerable.Range(0, 80).Sum(
            band => TinyCosyVoiceOnnx.SpeakerWeight(band, value) * Enumerable.Range(0, 98).Average(t => features[(t * 80) + band] * features[(t * 80) + band])))];
        Assert.All(expected.Zip(vector), static pair => Assert.Equal(pair.First, pair.Second, 3));
    }

    [Fact]
    public void A_voice_shorter_than_a_frame_is_refused()
    {
        TinyCosyVoiceOnnx.WriteSpeakerEncoder(Path.Combine(_folder.FullName, SpeakerEncoder.FileName), width: 5);
        using var encoder = SpeakerEncoder.Load(_folder.FullName);

        Assert.Throws<ArgumentException>(() => encoder.Encode(new float[399]));
    }

    [Theory]
    [InlineData(401)]
    [InlineData(16_000)]
    [InlineData(16_790)]
    public void The_tokenizer_gives_a_token_for_each_forty_milliseconds(int samples)
    {
        TinyCosyVoiceOnnx.WriteSpeechTokenizer(Path.Combine(_folder.FullName, OnnxSpeechTokenizer.FileName), vocabulary: 6561);
        using var tokenizer = OnnxSpeechTokenizer.Load(_folder.FullName);
        var waveform = Voice(samples);

        var tokens = tokenizer.Encode(waveform);

        // The graph answers the loudest band of every fourth frame, plus the error in the length that it is told.
        var spectrogram = new LogMelSpectrogram(new LogMelSettings(Bands: 128));
        var (frames, features) = (samples / 160, spectrogram.Compute(waveform, samples)); // [128, frames]
        int[] expected = [.. Enumerable.Range(0, (frames + 3) / 4).Select(
            token => Enumerable.Range(0, 128).MaxBy(band => features[(band * frames) + (4 * token)]))];
        Assert.Equal(expected, tokens);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(480_001)]
    public void A_recording_that_is_too_short_or_too_long_has_no_tokens(int samples)
    {
        TinyCosyVoiceOnnx.WriteSpeechTokenizer(Path.Combine(_folder.FullName, OnnxSpeechTokenizer.FileName), vocabulary: 6561);
        using var tokenizer = OnnxSpeechTokenizer.Load(_folder.FullName);

        Assert.Throws<ArgumentException>(() => tokenizer.Encode(new float[samples]));
    }

    [Fact]
    public void A_folder_without_the_models_is_refused()
    {
        Assert.Throws<FileNotFoundException>(() => SpeakerEncoder.Load(_folder.FullName));
        Assert.Throws<FileNotFoundException>(() => OnnxSpeechTokenizer.Load(_folder.FullName));
    }

    // A tone that rises, so that every frame is another.
    private static float[] Voice(int samples)
        => [.. Enumerable.Range(0, samples).Select(static i => 0.4f * MathF.Sin(i * (0.05f + (i * 4e-6f))))];
}
