using MinMo.Audio.Files;
using MinMo.Audio.Resampling;
using MinMo.Models.Checkpoints;
using MinMo.Models.CosyVoice.Speakers;
using MinMo.Models.CosyVoice.SpeechTokens;
using MinMo.Models.MelSpeech;
using static TorchSharp.torch;

namespace MinMo.Models.CosyVoice.Prompts;

/// <summary>A recording of the voice that is to be imitated, which an operator lays into a CosyVoice 2 folder.</summary>
public static class PromptRecording
{
    /// <summary>The recording: up to 30 s, 16 kHz or more.</summary>
    public const string AudioFileName = "prompt.wav";

    /// <summary>Its words; without them only the sound of the voice is imitated.</summary>
    public const string TranscriptFileName = "prompt.txt";

    private const int HearingRateHz = 16_000;

    /// <summary>Whether a folder has one.</summary>
    public static bool IsIn(string folder) => File.Exists(Path.Combine(folder, AudioFileName));

    /// <summary>Reads and hears it; takes seconds.</summary>
    /// <param name="folder">A CosyVoice 2 folder that has one.</param>
    /// <returns>What the models hear, not aligned, and the words.</returns>
    /// <exception cref="CheckpointFormatException">The settings are malformed.</exception>
    /// <exception cref="AudioFormatException">The recording is malformed.</exception>
    /// <exception cref="ArgumentException">The recording is too short or too long.</exception>
    /// <exception cref="IOException">A file is missing.</exception>
    public static (PromptAudio Audio, string Transcript) Hear(string folder)
    {
        var clip = AudioFile.Read(Path.Combine(folder, AudioFileName));
        var heard = clip.ToMono(HearingRateHz, ResampleFilter.Torchaudio);
        using var speaker = SpeakerEncoder.Load(folder);
        using var tokens = OnnxSpeechTokenizer.Load(folder);
        var transcript = Path.Combine(folder, TranscriptFileName);
        return (
            new PromptAudio
            {
                Speaker = speaker.Encode(heard),
                Tokens = tokens.Encode(heard),
                Mel = MelOf(clip, MelSettings(YamlSettings.Read(Path.Combine(folder, CosyVoiceFiles.Settings)))),
            },
            File.Exists(transcript) ? File.ReadAllText(transcript) : string.Empty);
    }

    private static float[][] MelOf(AudioClip clip, MelConfiguration settings)
    {
        using var scope = NewDisposeScope();
        using var spectrogram = new MelSpectrogram(settings);
        var waveform = tensor(clip.ToMono(settings.RateHz, ResampleFilter.Torchaudio)).unsqueeze(0); // [1, n]
        var frames = spectrogram.WholeFrames(waveform)[0];                                         // [bands, t]
        return [.. frames.transpose(0, 1).contiguous().data<float>().ToArray().Chunk(settings.Bands)];
    }

    private static MelConfiguration MelSettings(YamlSettings yaml) => new()
    {
        RateHz = yaml.Integer("feat_extractor.sampling_rate"),
        WindowSamples = yaml.Integer("feat_extractor.win_size"),
        HopSamples = yaml.Integer("feat_extractor.hop_size"),
        Bands = yaml.Integer("feat_extractor.num_mels"),
        LowestHz = yaml.Number("feat_extractor.fmin"),
        HighestHz = yaml.IsNull("feat_extractor.fmax") ? null : yaml.Number("feat_extractor.fmax"),
        Mean = 0,
        Deviation = 1,
    };
}
