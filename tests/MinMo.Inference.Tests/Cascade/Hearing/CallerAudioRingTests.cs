using MinMo.Abstractions.Calls;
using MinMo.Inference.Cascade.Hearing;

namespace MinMo.Inference.Tests.Cascade.Hearing;

public sealed class CallerAudioRingTests
{
    private static readonly int Capacity = (int)CallPosition.SamplesIn(CallerAudioRing.Kept);

    private readonly CallerAudioRing _ring = new();

    [Fact]
    public void Audio_is_found_at_its_position_scaled_to_one()
    {
        Assert.True(_ring.TryAppend(At(1_000), [16_384, -32_768, 0]));

        Assert.Equal([0.5f, -1f], _ring.Copy(At(1_000), At(1_002))!);
    }

    [Fact]
    public void The_oldest_audio_gives_way_to_the_newest()
    {
        Assert.True(_ring.TryAppend(At(0), new short[Capacity - 2]));
        Assert.True(_ring.TryAppend(At(Capacity - 2), [1, 2, 3, 4, 5]));

        Assert.Null(_ring.Copy(At(2), At(10)));
        var last = _ring.Copy(At(Capacity - 2), At(Capacity + 3))!;
        Assert.Equal([1, 2, 3, 4, 5], last.Select(static sample => (int)(sample * 32_768)));
        Assert.Equal(Capacity, _ring.Copy(At(3), At(Capacity + 3))!.Length);
    }

    [Fact]
    public void A_step_longer_than_the_ring_leaves_its_end()
    {
        var samples = new short[Capacity + 100];
        samples[^1] = 7;
        Assert.True(_ring.TryAppend(At(50), samples));

        Assert.Null(_ring.Copy(At(50), At(200)));
        Assert.Equal(7f / 32_768, _ring.Copy(At(Capacity + 149), At(Capacity + 150))![0]);
    }

    [Fact]
    public void Audio_heard_before_is_refused()
    {
        Assert.True(_ring.TryAppend(At(0), new short[512]));

        Assert.False(_ring.TryAppend(At(511), new short[512]));
    }

    [Fact]
    public void A_gap_forgets_what_came_before()
    {
        Assert.True(_ring.TryAppend(At(0), new short[512]));
        Assert.True(_ring.TryAppend(At(1_024), new short[512]));

        Assert.Null(_ring.Copy(At(0), At(100)));
        Assert.NotNull(_ring.Copy(At(1_024), At(1_536)));
    }

    [Theory]
    [InlineData(0, 513)]
    [InlineData(-1, 10)]
    [InlineData(20, 10)]
    public void Audio_that_is_not_there_is_not_made_up(int from, int to)
    {
        Assert.True(_ring.TryAppend(At(0), new short[512]));

        Assert.Null(_ring.Copy(At(from), At(to)));
    }

    private static CallPosition At(long samples) => new(samples);
}
