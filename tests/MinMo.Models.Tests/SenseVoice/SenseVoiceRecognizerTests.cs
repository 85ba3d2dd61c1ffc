using MinMo.Models.Parity;
using MinMo.Models.Parity.SenseVoice;
using MinMo.Models.SenseVoice;
using MinMo.Testing.Goldens;

namespace MinMo.Models.Tests.SenseVoice;

public sealed class SenseVoiceRecognizerTests
{
    private static readonly string Trained = GoldenFolders.Of("sensevoice", "checkpoints", "trained");

    public static TheoryData<string> Recognitions
        => [.. Directory.EnumerateDirectories(GoldenFolders.Of("sensevoice"), "recognize-*").Select(folder => Path.GetFileName(folder))];

    [Theory]
    [MemberData(nameof(Recognitions))]
    public void The_graph_gives_what_the_weights_give(string golden)
    {
        var runner = new GoldenRunner([new SenseVoiceRecognizeKind(folder => folder.OpenOnnx())], weightsRoot: null);

        var result = runner.Run(GoldenFolders.Of("sensevoice", golden));

        Assert.True(result.Status == GoldenStatus.Passed, result.Detail);
    }

    [Fact]
    public void Each_utterance_of_a_batch_gives_what_it_gives_alone()
    {
        using var recognizer = Open();
        var waves = GoldenCase.Load(GoldenFolders.Of("sensevoice", "recognize-batch"), weightsRoot: null).Inputs;
        SenseVoiceUtterance[] utterances = [.. waves.Values.Select(wave => new SenseVoiceUtterance(wave.Floats))];

        var together = recognizer.Recognize(utterances);

        Assert.Equal(
            utterances.Select(utterance => recognizer.Recognize([utterance])[0].Written),
            together.Select(recognition => recognition.Written));
        Assert.All(together, recognition => Assert.NotEqual(string.Empty, recognition.Heard.Text));
    }

    [Fact]
    public void What_is_shorter_than_a_frame_gives_nothing_and_disturbs_nobody()
    {
        using var recognizer = Open();
        var wave = GoldenCase.Load(GoldenFolders.Of("sensevoice", "recognize-auto"), weightsRoot: null).Inputs["waveform.0"].Floats;
        var audible = new SenseVoiceUtterance(wave);

        var results = recognizer.Recognize([new SenseVoiceUtterance(new float[399]), audible, new SenseVoiceUtterance(default)]);

        Assert.Equal(["", recognizer.Recognize([audible])[0].Written, ""], results.Select(result => result.Written));
        Assert.Empty(recognizer.Recognize([]));
    }

    [Fact]
    public void The_probability_is_that_of_the_rows_that_say_something()
    {
        var half = MathF.Log(2);
        float[] logits =
        [
            9f, 0f, 0f, // the blank, however sure
            0f, half, 0f, // two of four parts
            -100f, 0f, 50f,
        ];

        Assert.Equal(-half / 2, SenseVoiceDecoding.AverageLogProbability(logits, vocabulary: 3), 1e-6f);
        Assert.Equal(0f, SenseVoiceDecoding.AverageLogProbability(logits.AsSpan(0, 3), vocabulary: 3));
    }

    private static SenseVoiceRecognizer Open()
    {
        var folder = SenseVoiceFolder.Read(Trained);
        return new SenseVoiceRecognizer(folder, folder.OpenOnnx());
    }
}
