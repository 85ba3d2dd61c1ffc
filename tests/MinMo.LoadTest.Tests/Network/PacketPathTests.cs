using CsCheck;
using MinMo.LoadTest.Network;

namespace MinMo.LoadTest.Tests.Network;

public sealed class PacketPathTests
{
    private static readonly TimeSpan Packet = TimeSpan.FromMilliseconds(20);

    [Fact]
    public void A_perfect_path_gives_each_packet_at_once()
    {
        var path = new PacketPath(NetworkConditions.Perfect, new Random(1));
        path.Push(TimeSpan.Zero, [7]);

        Assert.True(path.TryTake(TimeSpan.Zero, out var samples));
        Assert.Equal([7], samples);
        Assert.False(path.TryTake(TimeSpan.Zero, out _));
    }

    [Fact]
    public void A_lost_packet_arrives_as_silence()
    {
        var path = new PacketPath(new NetworkConditions(1, TimeSpan.Zero), new Random(1));
        path.Push(TimeSpan.Zero, [7, 8]);

        Assert.True(path.TryTake(TimeSpan.Zero, out var samples));
        Assert.Equal([0, 0], samples);
        Assert.Equal(1, path.Lost);
    }

    [Fact]
    public void Packets_arrive_in_order_none_before_it_left_and_none_later_than_the_jitter()
        => Gen.Select(Gen.Int[0, 300], Gen.Int, Gen.Int[1, 60]).Sample((jitter, seed, count) =>
        {
            var path = new PacketPath(new NetworkConditions(0, TimeSpan.FromMilliseconds(jitter)), new Random(seed));
            var arrived = new List<(int Number, TimeSpan At)>();
            for (int tick = 0; tick < count + (jitter / 20) + 1; tick++)
            {
                if (tick < count)
                {
                    path.Push(Packet * tick, [(short)tick]);
                }

                while (path.TryTake(Packet * tick, out var samples))
                {
                    arrived.Add((samples[0], Packet * tick));
                }
            }

            Assert.Equal(Enumerable.Range(0, count), arrived.Select(packet => packet.Number));
            Assert.All(arrived, packet => Assert.InRange(
                packet.At - (Packet * packet.Number), TimeSpan.Zero, TimeSpan.FromMilliseconds(jitter) + Packet));
        });

    [Fact]
    public void The_same_seed_loses_the_same_packets()
    {
        Assert.Equal(Losses(5), Losses(5));
        Assert.InRange(Losses(5).Count(lost => lost), 60, 140);
    }

    private static List<bool> Losses(int seed)
    {
        var path = new PacketPath(new NetworkConditions(0.1, TimeSpan.Zero), new Random(seed));
        var losses = new List<bool>();
        for (int tick = 0; tick < 1000; tick++)
        {
            path.Push(Packet * tick, [1]);
            path.TryTake(Packet * tick, out var samples);
            losses.Add(samples[0] == 0);
        }

        return losses;
    }
}
