using MinMo.LoadTest.Callers;
using MinMo.LoadTest.Lines;
using MinMo.LoadTest.Measures;
using MinMo.LoadTest.Speech;

namespace MinMo.LoadTest.Tests.Measures;

public sealed class LoadMeasuresTests
{
    [Fact]
    public void Calls_are_pooled()
    {
        var first = new RecordedCall()
            .Caller(1, 2).Agent("a", 3, 9).Chunk(3, true, true).Chunk(4, false, true).Chunk(5, false, false).Underrun(4.9)
            .Caller(10, 11).Measure(30);
        var second = CallMeasures.Of(new RecordedCall()
            .Caller(1, 3).Agent("b", 2, 5).Caller(4, 5, SpeechRole.BargeIn).Over("b", 5.5, ReplyEnding.Interrupted)
            .Record(30, ending: CallEnding.Broken));

        var measures = new LoadMeasures([first, second], refused: 2, missShare: 0.01);

        Assert.Equal(1, measures.Value("first_audio_p50"));
        Assert.Equal(0.05, measures.Value("setup_max"), 9);
        Assert.Equal(1, measures.Value("barge_in_p95"), 9);
        Assert.Equal(3.0 / 4, measures.Value("unanswered"), 9);
        Assert.Equal(1.0 / 4, measures.Value("cut_ins"), 9);
        Assert.Equal(1.0, measures.Value("talk_over"), 9);
        Assert.Equal(0, measures.Value("missed_stops"));
        Assert.Equal(1 / (9.0 / 60), measures.Value("underruns"), 9);
        Assert.Equal(0.5, measures.Value("viability"));
        Assert.Equal(0.5, measures.Value("refused"));
        Assert.Equal(0.5, measures.Value("broken"));
        Assert.Equal(0.01, measures.Value("miss"));
        Assert.Equal(4, measures.Value("turns"));
    }

    [Fact]
    public void What_was_not_observed_is_not_a_number()
    {
        var measures = new LoadMeasures([], refused: 0, missShare: double.NaN);

        Assert.All(
            MeasureDefinition.Names.Where(name => name is not ("calls" or "turns")),
            name => Assert.True(double.IsNaN(measures.Value(name)), name));
    }

    [Fact]
    public void Percentiles_are_values_that_were_observed()
    {
        var distribution = new Distribution([5, 1, 4, 2, 3]);

        Assert.Equal([1, 3, 5, 5], new[] { 0.0, 50, 95, 100 }.Select(distribution.At));
        Assert.Equal((3, 5, 5), (distribution.Mean, distribution.Largest, distribution.Count));
    }
}
