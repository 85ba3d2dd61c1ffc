using MinMo.Training.Corpora.Speech;

namespace MinMo.Training.Tests.Corpora.Speech;

public sealed class SpeechCorpusTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_was_written_is_read_back()
    {
        await SpeechCorpusBuilder.BuildAsync(Plan(7), new CountingSource(), null, TestContext.Current.CancellationToken);

        using var corpus = SpeechCorpus.Open(_folder.Path);

        Assert.Equal(7, corpus.Utterances.Count);
        Assert.Equal(3, corpus.ShardCount);
        for (var index = 0; index < 7; index++)
        {
            Assert.Equal($"number {index}", corpus.Utterances[index].Text);
            Assert.Equal(Enumerable.Repeat((short)index, 10 + index), corpus.Samples(index).ToArray());
        }
    }

    [Fact]
    public async Task An_interrupted_corpus_keeps_its_complete_shards_and_continues_after_them()
    {
        var interrupted = new CountingSource { StopAfterShard = 0 };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => SpeechCorpusBuilder.BuildAsync(
            Plan(7), interrupted, null, TestContext.Current.CancellationToken));
        var resumed = new CountingSource();

        await SpeechCorpusBuilder.BuildAsync(Plan(7), resumed, null, TestContext.Current.CancellationToken);

        Assert.Equal([1, 2], resumed.Asked);
    }

    [Fact]
    public async Task An_open_corpus_sees_later_shards_when_refreshed()
    {
        await SpeechCorpusBuilder.BuildAsync(Plan(3), new CountingSource(), null, TestContext.Current.CancellationToken);
        using var corpus = SpeechCorpus.Open(_folder.Path);
        await SpeechCorpusBuilder.BuildAsync(Plan(9), new CountingSource(), null, TestContext.Current.CancellationToken);

        var added = corpus.Refresh();

        Assert.Equal(6, added);
        Assert.Equal("number 8", corpus.Utterances[8].Text);
    }

    [Fact]
    public async Task Shards_behind_a_missing_one_are_not_seen_so_that_numbers_keep_their_meaning()
    {
        await SpeechCorpusBuilder.BuildAsync(Plan(9), new CountingSource(), null, TestContext.Current.CancellationToken);
        File.Delete(Path.Combine(_folder.Path, "00001.jsonl"));

        using var corpus = SpeechCorpus.Open(_folder.Path);

        Assert.Equal(3, corpus.Utterances.Count);
    }

    [Fact]
    public async Task A_shortened_shard_is_refused_by_name()
    {
        await SpeechCorpusBuilder.BuildAsync(Plan(3), new CountingSource(), null, TestContext.Current.CancellationToken);
        var pcm = Path.Combine(_folder.Path, "00000.pcm");
        await using (var file = File.OpenWrite(pcm))
        {
            file.SetLength(file.Length - 2);
        }

        var refused = Assert.Throws<InvalidDataException>(() => SpeechCorpus.Open(_folder.Path));

        Assert.Contains(pcm, refused.Message, StringComparison.Ordinal);
    }

    private SpeechCorpusPlan Plan(int utterances) => new(_folder.Path, utterances) { UtterancesPerShard = 3 };
}
