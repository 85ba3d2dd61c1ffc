using MinMo.Models.SileroVad;

namespace MinMo.Models.Tests.SileroVad;

public sealed class SpeechSegmenterTests
{
    [Fact]
    public void One_loud_chunk_starts_nothing()
        => Assert.Empty(Segments([0.9f, 0.1f, 0.9f, 0.1f]));

    [Fact]
    public void Segment_reaches_from_the_first_loud_to_the_first_quiet_chunk()
        => Assert.Equal([new(1, 4)], Segments([0, 0.5f, 0.6f, 0.4f, 0.3f, 0.3f, 0.3f, 0]));

    [Fact]
    public void Chunk_between_the_thresholds_keeps_the_segment_open()
        => Assert.Equal([new(0, 5)], Segments([0.9f, 0.9f, 0.1f, 0.1f, 0.4f, 0.1f, 0.1f, 0.1f]));

    [Fact]
    public void Open_segment_ends_before_the_quiet_chunks_so_far()
    {
        var segmenter = new SpeechSegmenter(new SpeechSegmenterSettings(SilenceChunks: 3));
        foreach (var probability in new[] { 0.9f, 0.9f, 0.9f, 0.1f, 0.1f })
        {
            segmenter.Next(probability);
        }

        Assert.True(segmenter.Speaking);
        Assert.Equal(2, segmenter.SilentChunks);
        Assert.Equal(new SpeechSegment(0, 3), segmenter.Segment);
    }

    private static List<SpeechSegment> Segments(float[] probabilities)
    {
        var segmenter = new SpeechSegmenter(new SpeechSegmenterSettings(SilenceChunks: 3));
        return [.. probabilities.Where(p => segmenter.Next(p) == SpeechChange.Ended).Select(_ => segmenter.Segment)];
    }
}
