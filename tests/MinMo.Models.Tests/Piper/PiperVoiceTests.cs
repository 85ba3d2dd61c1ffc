using System.Numerics.Tensors;
using MinMo.Models.Piper;
using Onnx;

namespace MinMo.Models.Tests.Piper;

public sealed class PiperVoiceTests(InstalledVoice installed) : IClassFixture<InstalledVoice>
{
    private const string Phonemes = "ʃˈʊɹ, aɪ kæn hˈɛlp juː wɪð ðæt ɹˈaɪt ɐwˈeɪ.";

    // Relative to the peak. Eleven frames of overlap leave 5e-6 at most (convolutions of other lengths sum in another
    // order); ten leave as much, nine 1e-3.
    private const float StreamTolerance = 1e-4f;

    [Fact]
    public void Streamed_speech_is_the_whole_speech()
    {
        var voice = installed.Voice;
        var ids = voice.PhonemeIds.Encode(Phonemes);

        var whole = voice.Synthesize(ids, PiperSpeechSettings.Repeatable);
        var utterance = voice.Begin(ids, PiperSpeechSettings.Repeatable);
        var (streamed, chunks) = Read(utterance);

        Assert.True(voice.Streams);
        Assert.Equal(whole.Length, utterance.Samples);
        Assert.Equal([8, 16, 32, 64], chunks[..4].Select(samples => samples / 256));
        Assert.True(utterance.Finished);
        Assert.Empty(utterance.ReadNext());
        AssertClose(Amplified(whole), streamed);
    }

    [Fact]
    public void Utterances_can_be_read_in_turn()
    {
        var voice = installed.Voice;
        var first = voice.Begin(voice.PhonemeIds.Encode("jˈɛs."), PiperSpeechSettings.Repeatable);
        var second = voice.Begin(voice.PhonemeIds.Encode("nˈoʊ wˈeɪ!"), PiperSpeechSettings.Repeatable);
        var (firstAudio, secondAudio) = (new List<float>(), new List<float>());
        while (!first.Finished || !second.Finished)
        {
            firstAudio.AddRange(first.ReadNext());
            secondAudio.AddRange(second.ReadNext());
        }

        Assert.Equal(Read(voice.Begin(voice.PhonemeIds.Encode("jˈɛs."), PiperSpeechSettings.Repeatable)).Audio, firstAudio);
        Assert.Equal(Read(voice.Begin(voice.PhonemeIds.Encode("nˈoʊ wˈeɪ!"), PiperSpeechSettings.Repeatable)).Audio, secondAudio);
    }

    [Fact]
    public void Voice_that_is_not_cut_hands_out_the_same_pieces()
    {
        using var whole = PiperVoice.Load(InstalledVoice.Folder, new PiperVoiceSettings { WholeGraph = true });
        var cut = installed.Voice;
        var ids = cut.PhonemeIds.Encode(Phonemes);

        var fromWhole = Read(whole.Begin(ids, PiperSpeechSettings.Repeatable));
        var fromCut = Read(cut.Begin(ids, PiperSpeechSettings.Repeatable));

        Assert.False(whole.Streams);
        Assert.Equal(fromCut.Chunks, fromWhole.Chunks);
        AssertClose(fromWhole.Audio, fromCut.Audio);
    }

    [Fact]
    public void Faster_rate_makes_a_shorter_utterance()
    {
        var voice = installed.Voice;
        var ids = voice.PhonemeIds.Encode(Phonemes);

        var usual = voice.Begin(ids, PiperSpeechSettings.Repeatable).Samples;
        var fast = voice.Begin(ids, PiperSpeechSettings.Repeatable with { Rate = 1.25f }).Samples;

        Assert.InRange(fast, (int)(usual * 0.7), (int)(usual * 0.9));
    }

    [Fact]
    public void Loudness_is_a_fixed_gain()
    {
        Assert.Equal(1.3f, new PiperSpeechSettings().Gain, 1e-6f);
        Assert.Equal(0.65f, new PiperSpeechSettings { Loudness = -6.0206f }.Gain, 1e-4f);
    }

    [Fact]
    public void Own_cut_of_a_voice_is_the_shipped_cut()
    {
        var shipped = InstalledVoice.Folder;
        var own = Directory.CreateTempSubdirectory().FullName;
        var voiceFile = Path.GetFileName(PiperVoice.FindVoice(shipped));
        File.CreateSymbolicLink(Path.Combine(own, voiceFile), Path.Combine(shipped, voiceFile));
        File.CreateSymbolicLink(Path.Combine(own, voiceFile + ".json"), Path.Combine(shipped, voiceFile + ".json"));

        PiperGraphCutter.Cut(Path.Combine(own, voiceFile), own);

        Assert.Equal(Nodes(shipped, PiperGraphCutter.EncoderFile), Nodes(own, PiperGraphCutter.EncoderFile));
        Assert.Equal(Nodes(shipped, PiperGraphCutter.DecoderFile), Nodes(own, PiperGraphCutter.DecoderFile));
        using var ownVoice = PiperVoice.Load(own);
        var shippedVoice = installed.Voice;
        var ids = shippedVoice.PhonemeIds.Encode("jˈɛs.");
        Assert.Equal(
            shippedVoice.Synthesize(ids, PiperSpeechSettings.Repeatable), ownVoice.Synthesize(ids, PiperSpeechSettings.Repeatable));
        Directory.Delete(own, recursive: true);
    }

    private static string[] Nodes(string folder, string file)
        => [.. ModelProto.Parser.ParseFrom(File.ReadAllBytes(Path.Combine(folder, file))).Graph.Node.Select(node => node.Name)];

    private static (List<float> Audio, List<int> Chunks) Read(PiperUtterance utterance)
    {
        var (audio, chunks) = (new List<float>(), new List<int>());
        while (!utterance.Finished)
        {
            var chunk = utterance.ReadNext();
            chunks.Add(chunk.Length);
            audio.AddRange(chunk);
        }

        return (audio, chunks);
    }

    private static float[] Amplified(float[] audio)
        => Array.ConvertAll(audio, sample => Math.Clamp(sample * new PiperSpeechSettings().Gain, -1f, 1f));

    private static void AssertClose(IReadOnlyList<float> expected, List<float> actual)
    {
        Assert.Equal(expected.Count, actual.Count);
        var difference = new float[expected.Count];
        TensorPrimitives.Subtract([.. expected], [.. actual], difference);
        var peak = MathF.Abs(TensorPrimitives.MaxMagnitude<float>([.. expected]));
        Assert.InRange(MathF.Abs(TensorPrimitives.MaxMagnitude<float>(difference)) / peak, 0, StreamTolerance);
    }
}
