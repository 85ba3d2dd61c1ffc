using MinMo.Inference.Cascade.Hearing;
using MinMo.Models.OnnxSessions;
using MinMo.Models.Parity;
using MinMo.Testing.Goldens;

namespace MinMo.Inference.Tests.Cascade;

/// <summary>On a tiny recognizer of synthetic tones in the published layout.</summary>
public sealed class SenseVoiceEarsTests
{
    [Fact]
    public void Words_come_with_language_emotion_and_sounds()
    {
        using var ears = Open();
        var waves = GoldenCase.Load(GoldenFolders.Of("sensevoice", "recognize-batch-itn"), weightsRoot: null).Inputs;

        var heard = ears.Recognize([waves["waveform.0"].Floats, waves["waveform.1"].Floats]);

        Assert.Equal(["안녕 하세요.", "元気ですか？"], heard.Select(result => result.Text));
        Assert.Equal(["ko", "ja"], heard.Select(result => result.Traits!.Language));
        Assert.All(heard, result => Assert.Equal("neutral", result.Traits!.Emotion));
        Assert.Equal(["applause"], heard[0].Traits!.Events);
        Assert.Empty(heard[1].Traits!.Events);
        Assert.All(heard, result => Assert.Equal(0, result.NoSpeech));
        Assert.All(heard, result => Assert.InRange(result.StopMass, 0.6f, 1));
    }

    [Fact]
    public void What_is_too_short_to_be_heard_is_no_speech()
    {
        using var ears = Open();

        var heard = Assert.Single(ears.Recognize([new float[100]]));

        Assert.Equal((string.Empty, 1f, 0f), (heard.Text, heard.NoSpeech, heard.StopMass));
    }

    private static SenseVoiceEars Open()
        => SenseVoiceEars.Open(GoldenFolders.Of("sensevoice", "checkpoints", "trained"), new OnnxSessionSettings());
}
