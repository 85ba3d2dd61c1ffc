using MinMo.Audio.Files;
using MinMo.LoadTest.Dialogues;
using MinMo.LoadTest.Speech;
using MinMo.Testing.Files;

namespace MinMo.LoadTest.Tests.Speech;

public sealed class RecordedVoicesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_role_is_spoken_by_the_recordings_of_its_folder()
    {
        Record("turn/a.wav", 100);
        Record("turn/b.wav", 200);
        Record("back-channel/c.wav", 50);
        var voices = RecordedVoices.Open(_folder.Path);

        Assert.Equal(1_600, await LengthAsync(voices, SpeechRole.Turn, draw: 0));
        Assert.Equal(3_200, await LengthAsync(voices, SpeechRole.Turn, draw: 1));
        Assert.Equal(1_600, await LengthAsync(voices, SpeechRole.Turn, draw: 2));
        Assert.Equal(800, await LengthAsync(voices, SpeechRole.BackChannel, draw: 7));
        Assert.Equal(3_200, await LengthAsync(voices, SpeechRole.BargeIn, draw: 1));
    }

    [Fact]
    public void A_folder_without_turns_says_what_to_put_there()
    {
        Record("background/noise.wav", 100);

        var problem = Assert.Throws<ArgumentException>(() => RecordedVoices.Open(_folder.Path));

        Assert.Contains("put .wav or .flac files there", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Dialogues_that_need_what_is_missing_are_left_out()
    {
        Record("a.wav", 100);
        var voices = RecordedVoices.Open(_folder.Path);

        var names = DialogueFile.ForRecordings(voices).Select(dialogue => dialogue.Name);

        Assert.Equal(["questions", "barge-in", "bad-line"], names);
    }

    private static async Task<int> LengthAsync(RecordedVoices voices, SpeechRole role, int draw)
        => (await voices.SpeakAsync(new SpeechRequest(role, "", 0, draw), TestContext.Current.CancellationToken)).Length;

    private void Record(string name, int milliseconds)
    {
        string path = Path.Combine(_folder.Path, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var writer = WavWriter.Create(path, 16_000);
        writer.Write(new float[milliseconds * 16]);
    }
}
