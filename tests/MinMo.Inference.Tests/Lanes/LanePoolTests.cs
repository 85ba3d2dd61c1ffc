using MinMo.Abstractions.Engine;
using MinMo.Inference.Lanes;

namespace MinMo.Inference.Tests.Lanes;

public sealed class LanePoolTests
{
    private readonly LanePool _pool = new(places: 3, lanesPerPlace: 2, laneLength: 8);

    [Fact]
    public void Append_then_truncate_leaves_the_prefix()
    {
        var lane = _pool.Open(1);
        lane.Append([1, 2, 3, 4]);
        lane.TruncateTo(2);
        lane.Append([9]);

        Assert.Equal([1, 2, 9], lane.Tokens.ToArray());
        Assert.Equal(5, lane.Room);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    public void Truncating_to_a_position_outside_the_lane_is_refused(int position)
    {
        var lane = _pool.Open(0);
        lane.Append([1, 2]);

        Assert.Throws<ArgumentOutOfRangeException>(() => lane.TruncateTo(position));
    }

    [Fact]
    public void A_lane_never_takes_more_than_its_length()
    {
        var lane = _pool.Open(0);
        lane.Append([1, 2, 3, 4, 5, 6, 7]);

        Assert.Throws<InvalidOperationException>(() => lane.Append([8, 9]));
        Assert.Equal(7, lane.Length);
    }

    [Fact]
    public void A_fork_goes_its_own_way()
    {
        var lane = _pool.Open(1);
        lane.Append([1, 2, 3]);

        var fork = _pool.Fork(lane, 2);
        fork.Append([7]);
        lane.Append([4]);

        Assert.Equal([1, 2, 7], fork.Tokens.ToArray());
        Assert.Equal([1, 2, 3, 4], lane.Tokens.ToArray());
        Assert.NotEqual(lane.Slot, fork.Slot);
    }

    [Fact]
    public void A_second_fork_takes_the_place_of_the_first()
    {
        var lane = _pool.Open(1);
        var first = _pool.Fork(lane, 0).Handle;
        var second = _pool.Fork(lane, 0).Handle;

        Assert.Null(_pool.Find(1, first));
        Assert.NotNull(_pool.Find(1, second));
    }

    [Fact]
    public void A_fork_of_a_fork_takes_the_first_lane()
    {
        var lane = _pool.Open(1);
        var dialogue = lane.Handle;
        var fork = _pool.Fork(lane, 0);
        var swapped = _pool.Fork(fork, 0);

        Assert.Equal(dialogue.Slot, swapped.Slot);
        Assert.Null(_pool.Find(1, dialogue));
    }

    [Fact]
    public void Lanes_of_another_place_are_not_found()
    {
        var mine = _pool.Open(0).Handle;

        Assert.Null(_pool.Find(1, mine));
        Assert.NotNull(_pool.Find(0, mine));
    }

    [Fact]
    public void Handles_are_stale_once_the_place_is_closed()
    {
        var lane = _pool.Open(2);
        var (dialogue, fork) = (lane.Handle, _pool.Fork(lane, 0).Handle);
        _pool.Close(2);
        _pool.Open(2);

        Assert.Null(_pool.Find(2, dialogue));
        Assert.Null(_pool.Find(2, fork));
    }

    [Fact]
    public void Truncating_before_a_reply_forgets_that_it_was_open()
    {
        var lane = _pool.Open(0);
        lane.Append([1, 2, 3, 4]);
        lane.BeginReply(at: 3);

        lane.TruncateTo(3);
        Assert.Equal(3, lane.ReplyStart);
        lane.TruncateTo(2);
        Assert.Null(lane.ReplyStart);
    }

    [Fact]
    public void One_lane_a_place_cannot_fork()
    {
        var single = new LanePool(places: 2, lanesPerPlace: 1, laneLength: 4);
        var lane = single.Open(1);

        Assert.False(single.CanFork);
        Assert.Throws<InvalidOperationException>(() => single.Fork(lane, 0));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(6)]
    public void A_slot_that_does_not_exist_is_not_found(int slot)
        => Assert.Null(_pool.Find(0, new LaneHandle(slot, 1)));
}
