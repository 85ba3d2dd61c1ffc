using MinMo.Models.Whisper;

namespace MinMo.Models.Tests.Whisper;

public sealed class WhisperTranscriptTests
{
    [Theory]
    [InlineData(new[] { 5, 5, 5 }, new[] { 5 })]
    [InlineData(new[] { 9, 1, 2, 1, 2, 1, 2 }, new[] { 9, 1, 2 })]
    [InlineData(new[] { 1, 2, 3, 4, 1, 2, 3, 4, 1, 2, 3, 4 }, new[] { 1, 2, 3, 4 })]
    public void A_run_said_three_times_is_kept_once(int[] said, int[] kept)
    {
        var transcript = Transcript(said);

        Assert.True(transcript.StopLoop(longestRun: 20));
        Assert.True(transcript.Looped);
        Assert.Equal(kept, transcript.Ids);
        Assert.Equal(kept.Length, transcript.LogProbabilities.Count);
    }

    [Theory]
    [InlineData(new[] { 5, 5 })]
    [InlineData(new[] { 1, 2, 1, 2, 1 })]
    [InlineData(new[] { 1, 2, 1, 2, 1, 3 })]
    [InlineData(new[] { 5, 5, 5, 6 })]
    public void What_is_not_said_three_times_at_the_end_stays(int[] said)
    {
        var transcript = Transcript(said);

        Assert.False(transcript.StopLoop(longestRun: 20));
        Assert.Equal(said, transcript.Ids);
    }

    [Fact]
    public void A_run_longer_than_the_longest_is_no_loop()
        => Assert.False(Transcript([1, 2, 1, 2, 1, 2]).StopLoop(longestRun: 1));

    [Fact]
    public void The_stop_mass_behind_a_kept_run_is_the_one_measured_there()
    {
        var transcript = new WhisperTranscript();
        float[] masses = [0.1f, 0.2f, 0.9f, 0.3f, 0.4f, 0.5f];
        for (var i = 0; i < masses.Length; i++)
        {
            transcript.Add(id: 1 + (i % 2), logProbability: -1, masses[i]);
        }

        transcript.StopLoop(longestRun: 20);

        Assert.Equal(0.9f, transcript.StopMassAt(transcript.Ids.Count));
    }

    [Fact]
    public void The_average_counts_the_end()
    {
        var transcript = Transcript([1, 2, 3]);
        transcript.End(-5, stopMass: 0);

        Assert.Equal((-3 - 5) / 4f, transcript.AverageLogProbability);
    }

    private static WhisperTranscript Transcript(int[] ids)
    {
        var transcript = new WhisperTranscript();
        foreach (var id in ids)
        {
            transcript.Add(id, logProbability: -1, stopMass: 0);
        }

        return transcript;
    }
}
