using CsCheck;
using MinMo.Inference.Lanes;
using MinMo.Inference.Language;
using MinMo.Inference.Tests.Scripting;

namespace MinMo.Inference.Tests.Lanes;

public sealed class LaneSharingTests : IDisposable
{
    private readonly ListedDecoder _decoder = new(lanes: 6, length: 64);
    private readonly LanePool _pool = new(places: 2, lanesPerPlace: 3, laneLength: 64);
    private readonly LaneDecoder _lanes;

    public LaneSharingTests() => _lanes = new LaneDecoder(_decoder, _pool);

    public void Dispose() => _decoder.Dispose();

    [Fact]
    public void A_fork_that_is_dropped_copies_nothing()
    {
        var lane = Open("abcdef");
        _lanes.Fork(lane, 4);
        _lanes.Fork(lane, 3);
        _lanes.Append(lane, Tokens("g"), foresee: false);

        Assert.Empty(_decoder.Copies);
    }

    [Fact]
    public void A_fork_is_copied_when_it_goes_on()
    {
        var fork = _lanes.Fork(Open("abcdef"), 4);
        _lanes.Append(fork, Tokens("xy"), foresee: false);

        Assert.Equal([(0, 2, 4)], _decoder.Copies);
        Assert.Equal("abcdxy", _decoder.TextOf(fork.Slot, fork.Length));
    }

    [Fact]
    public void A_fork_is_copied_before_its_source_is_written_over()
    {
        var lane = Open("abcdef");
        var fork = _lanes.Branch(lane, 4);
        lane.TruncateTo(2);
        _lanes.Append(lane, Tokens("zz"), foresee: false);
        _lanes.Append(fork, Tokens("x"), foresee: false);

        Assert.Equal("abcdx", _decoder.TextOf(fork.Slot, fork.Length));
        Assert.Equal("abzz", _decoder.TextOf(lane.Slot, lane.Length));
    }

    [Fact]
    public void Forking_back_takes_the_place_of_the_source()
    {
        var lane = Open("abcdef");
        var spare = _lanes.Fork(lane, 3);
        var again = _lanes.Fork(spare, 2);
        _lanes.Append(again, Tokens("x"), foresee: false);
        _lanes.Append(spare, Tokens("y"), foresee: false);

        Assert.Equal(lane.Slot, again.Slot);
        Assert.Equal("abx", _decoder.TextOf(again.Slot, again.Length));
        Assert.Equal("abcy", _decoder.TextOf(spare.Slot, spare.Length));
    }

    [Fact]
    public void The_next_call_of_a_place_inherits_no_fork()
    {
        _lanes.Fork(Open("abcdef"), 4);
        _pool.Close(place: 0);
        var next = Open("klm");
        var fork = _lanes.Fork(next, 1);
        _lanes.Append(fork, Tokens("n"), foresee: false);

        Assert.Equal([(0, 2, 1)], _decoder.Copies);
        Assert.Equal("kn", _decoder.TextOf(fork.Slot, fork.Length));
    }

    [Fact]
    public void Whatever_is_done_lanes_hold_what_they_say()
        => Gen.Select(Gen.Int[0, 4], Gen.Int[0, 2], Gen.Int[0, 9]).Array[1, 40].Sample(static steps =>
        {
            using var decoder = new ListedDecoder(lanes: 3, length: 512);
            var pool = new LanePool(places: 1, lanesPerPlace: 3, laneLength: 512);
            var lanes = new LaneDecoder(decoder, pool);
            Lane?[] open = [pool.Open(0), null, null];
            foreach (var (kind, which, amount) in steps)
            {
                var lane = open[which] ?? open[0]!;
                var at = Math.Min(amount, lane.Length);
                switch (kind)
                {
                    case 0 or 1:
                        lanes.Append(lane, Tokens(new string((char)('a' + amount), 1 + which)), foresee: false);
                        break;
                    case 2:
                        lane.TruncateTo(at);
                        break;
                    case 3:
                        var copy = lanes.Fork(lane, at);
                        open[copy.Slot] = copy;
                        break;
                    default:
                        open[2] = lane.Slot == 2 ? open[2] : lanes.Branch(lane, at);
                        break;
                }
            }

            // Going on with a lane makes it whole.
            foreach (var lane in open.OfType<Lane>())
            {
                lanes.Append(lane, Tokens("."), foresee: false);
                Assert.Equal(
                    new string([.. lane.Tokens.ToArray().Select(static token => (char)token)]), decoder.TextOf(lane.Slot, lane.Length));
            }
        });

    private Lane Open(string text)
    {
        var lane = _pool.Open(place: 0);
        _lanes.Append(lane, Tokens(text), foresee: false);
        _decoder.Copies.Clear();
        return lane;
    }

    private static int[] Tokens(string text) => [.. text.Select(static letter => (int)letter)];
}
