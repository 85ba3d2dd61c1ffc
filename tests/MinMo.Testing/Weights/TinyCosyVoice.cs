using MinMo.Audio.Files;
using MinMo.Models.Checkpoints;
using MinMo.Models.CosyVoice;
using MinMo.Models.CosyVoice.Flow;
using MinMo.Models.CosyVoice.Prompts;
using MinMo.Models.CosyVoice.Speakers;
using MinMo.Models.CosyVoice.SpeechTokens;
using MinMo.Models.CosyVoice.Vocoder;
using MinMo.Testing.Goldens;
using TorchSharp;

namespace MinMo.Testing.Weights;

/// <summary>A CosyVoice 2 folder with random weights, its files as published: everything runs, what it says is noise.</summary>
public static class TinyCosyVoice
{
    private const int Seed = 11;
    private const int PromptRateHz = 24_000;

    /// <summary>Writes the folder, without a voice to imitate.</summary>
    /// <param name="folder">Made if it does not exist.</param>
    public static void Write(string folder)
    {
        var language = GoldenFolders.Of("cosyvoice2-lm", "checkpoints", "tiny-a");
        Directory.CreateDirectory(Path.Combine(folder, CosyVoiceFiles.TextFolder));
        foreach (var file in Directory.EnumerateFiles(language, "*", SearchOption.AllDirectories))
        {
            File.Copy(file, Path.Combine(folder, Path.GetRelativePath(language, file)), overwrite: true);
        }

        WriteVocoder(folder);
        WriteFlow(folder);
    }

    /// <summary>Adds a voice to imitate: a tone, words, and the models that hear them.</summary>
    /// <param name="folder">From <see cref="Write"/>.</param>
    /// <param name="seconds">Of the tone.</param>
    public static void WritePrompt(string folder, double seconds = 2)
    {
        var settings = YamlSettings.Read(Path.Combine(folder, CosyVoiceFiles.Settings));
        TinyCosyVoiceOnnx.WriteSpeakerEncoder(
            Path.Combine(folder, SpeakerEncoder.FileName), settings.Integer("flow.spk_embed_dim"));
        TinyCosyVoiceOnnx.WriteSpeechTokenizer(
            Path.Combine(folder, OnnxSpeechTokenizer.FileName), settings.Integer("flow.vocab_size"));
        var samples = new float[(int)(seconds * PromptRateHz)];
        for (var i = 0; i < samples.Length; i++)
        {
            samples[i] = 0.3f * MathF.Sin(2 * MathF.PI * (200 + (i / 100f)) * i / PromptRateHz);
        }

        using (var writer = WavWriter.Create(Path.Combine(folder, PromptRecording.AudioFileName), PromptRateHz))
        {
            writer.Write(samples);
        }

        File.WriteAllText(Path.Combine(folder, PromptRecording.TranscriptFileName), "Hello, this is the voice that speaks to you.");
    }

    // The golden's vocoder is a little wider than the settings of the golden's language model say.
    private static void WriteVocoder(string folder)
    {
        var settings = Path.Combine(folder, CosyVoiceFiles.Settings);
        File.WriteAllText(settings, File.ReadAllText(settings)
            .Replace("base_channels: 16", "base_channels: 32", StringComparison.Ordinal)
            .Replace("cond_channels: 16", "cond_channels: 24", StringComparison.Ordinal));
        File.Copy(
            Path.Combine(GoldenFolders.Of("cosyvoice2-hift", "checkpoints", "tiny"), HiftVocoder.WeightsFile),
            Path.Combine(folder, HiftVocoder.WeightsFile),
            overwrite: true);
    }

    private static void WriteFlow(string folder)
    {
        torch.random.manual_seed(Seed);
        using var other = Checkpoint.Open(Path.Combine(folder, CosyVoiceFiles.LanguageModel)); // has no blocks of a flow
        var sizes = TokenFlowConfiguration.Read(YamlSettings.Read(Path.Combine(folder, CosyVoiceFiles.Settings)), other);
        using var flow = new TokenFlow(sizes with { Encoder = sizes.Encoder with { UpBlockCount = 1 } });
        using var scope = torch.NewDisposeScope();
        var weights = flow.named_parameters().ToDictionary(
            static named => named.name, static named => named.parameter.detach().contiguous().data<float>().ToArray());
        var written = weights.Keys.ToDictionary(static name => name, static _ => 0);
        TorchFileWriter.Write(
            Path.Combine(folder, TokenFlow.WeightsFile),
            [.. flow.named_parameters().Select(static named => (named.name, named.parameter.shape))],
            (name, part) =>
            {
                weights[name].AsSpan(written[name], part.Length).CopyTo(part);
                written[name] += part.Length;
            });
    }
}
