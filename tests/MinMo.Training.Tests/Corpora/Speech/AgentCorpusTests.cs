using MinMo.Audio.Samples;
using MinMo.Training.Corpora.Speech;
using MinMo.Training.Corpora.Text;

namespace MinMo.Training.Tests.Corpora.Speech;

public sealed class AgentCorpusTests
{
    private static readonly int Period = (int)(SpeechCorpus.SampleRate / ToneSpeaker.PitchHz);

    [Fact]
    public async Task Speech_begins_forty_milliseconds_after_the_start()
    {
        var spoken = await SpeakAsync(SpeakingStyle.Normal);

        var (start, end) = SpeechEdges.Find(spoken.Samples);
        Assert.Equal(SpeechCorpus.SampleRate / 25, start);
        Assert.Equal((spoken.Description.SpeechStart, spoken.Description.SpeechEnd), (start, end));
        Assert.Equal(SpeechCorpus.SampleRate * 12 / 100, spoken.Samples.Length - end);
    }

    [Fact]
    public async Task Slow_speech_is_longer_and_fast_speech_shorter()
    {
        var normal = await SpeakAsync(SpeakingStyle.Normal);
        var slow = await SpeakAsync(SpeakingStyle.Slow);
        var fast = await SpeakAsync(SpeakingStyle.Fast);

        Assert.Equal(1.35, SpeechLength(slow) / SpeechLength(normal), 0.02);
        Assert.Equal(0.72, SpeechLength(fast) / SpeechLength(normal), 0.02);
    }

    [Fact]
    public async Task Loud_speech_is_louder_and_whispered_speech_quieter()
    {
        var normal = Level(await SpeakAsync(SpeakingStyle.Normal));

        Assert.Equal(7, Level(await SpeakAsync(SpeakingStyle.Loud)) - normal, 0.5);
        Assert.Equal(-9, Level(await SpeakAsync(SpeakingStyle.Whisper)) - normal, 0.5);
    }

    [Fact]
    public async Task A_whisper_has_no_pitch()
    {
        Assert.InRange(Periodicity(await SpeakAsync(SpeakingStyle.Normal)), 0.95, 1.01);
        Assert.InRange(Periodicity(await SpeakAsync(SpeakingStyle.Whisper)), -0.3, 0.3);
    }

    [Fact]
    public async Task Loud_speech_stays_below_full_scale()
    {
        var loud = await SpeakAsync(SpeakingStyle.Loud);

        Assert.InRange(loud.Samples.Max(Math.Abs), 0.7f, 0.99999f);
    }

    [Fact]
    public async Task A_shard_is_the_same_whenever_it_is_made()
    {
        string[] texts = ["one two", "three", "four five", "six"];
        var first = await TextsAndStylesAsync(new AgentCorpus(new ToneSpeaker(), texts, 5), new CorpusShard(1, 2, 2));
        var again = new AgentCorpus(new ToneSpeaker(), texts, 5);
        await TextsAndStylesAsync(again, new CorpusShard(0, 0, 2));

        Assert.Equal(first, await TextsAndStylesAsync(again, new CorpusShard(1, 2, 2)));
        Assert.Equal(["four five", "six"], first.Select(static one => one.Text));
    }

    private static async Task<List<(string Text, SpeakingStyle Style)>> TextsAndStylesAsync(
        AgentCorpus corpus, CorpusShard shard)
    {
        var all = new List<(string, SpeakingStyle)>();
        await foreach (var spoken in corpus.SpeakAsync(shard, TestContext.Current.CancellationToken))
        {
            all.Add((spoken.Description.Text, spoken.Description.Style));
        }

        return all;
    }

    private static ValueTask<SpokenUtterance> SpeakAsync(SpeakingStyle style)
        => new AgentCorpus(new ToneSpeaker(), [], seed: 1)
            .SpeakAsync("hello there", style, new Random(1), TestContext.Current.CancellationToken);

    private static ReadOnlySpan<float> Speech(SpokenUtterance spoken)
        => spoken.Samples.AsSpan(spoken.Description.SpeechStart..spoken.Description.SpeechEnd);

    private static double SpeechLength(SpokenUtterance spoken) => Speech(spoken).Length;

    private static double Level(SpokenUtterance spoken) => AudioLevel.Measure(Speech(spoken)).RmsDbfs;

    private static double Periodicity(SpokenUtterance spoken)
    {
        var speech = Speech(spoken);
        double same = 0;
        double shifted = 0;
        for (var at = Period; at < speech.Length; at++)
        {
            same += speech[at] * speech[at];
            shifted += speech[at] * speech[at - Period];
        }

        return shifted / same;
    }
}
