using MinMo.Models.Parity;
using MinMo.Models.SileroVad;
using MinMo.Testing.Goldens;

namespace MinMo.Models.Tests.SileroVad;

public sealed class SileroVadModelTests
{
    // Measured 0 with 16 rows; other machines may choose other kernels for a batch.
    private const float BatchTolerance = 1e-5f;

    [Fact]
    public void Batch_gives_what_each_stream_gives_alone()
    {
        using var model = Load();
        var waves = new[] { Wave(0), Wave(5_000), Wave(11_111) };
        var together = waves.Select(_ => new SileroVadStream(16_000)).ToArray();
        var alone = waves.Select(_ => new SileroVadStream(16_000)).ToArray();
        var probabilities = new float[waves.Length];
        var own = new float[1];

        for (var chunk = 0; chunk < 20; chunk++)
        {
            for (var row = 0; row < waves.Length; row++)
            {
                together[row].Accept(waves[row].AsSpan(chunk * 512, 512));
            }

            model.Step(together, probabilities);
            for (var row = 0; row < waves.Length; row++)
            {
                model.Push(alone[row], waves[row].AsSpan(chunk * 512, 512), own);
                Assert.Equal(own[0], probabilities[row], BatchTolerance);
            }
        }
    }

    [Fact]
    public void Reset_stream_hears_like_a_new_one()
    {
        using var model = Load();
        var (used, fresh) = (new SileroVadStream(16_000), new SileroVadStream(16_000));
        var (first, second) = (new float[8], new float[8]);
        model.Push(used, Wave(0).AsSpan(0, 4096), first);

        used.Reset();
        model.Push(used, Wave(9_000).AsSpan(0, 4096), first);
        model.Push(fresh, Wave(9_000).AsSpan(0, 4096), second);

        Assert.Equal(second, first);
    }

    [Fact]
    public void Stale_state_is_cleared_after_two_quiet_seconds()
    {
        using var model = Load();
        var stream = new SileroVadStream(16_000);
        var silence = new float[512];
        var chunks = 0;
        while (!stream.ResetIfIdle(speaking: false))
        {
            model.Push(stream, silence, new float[1]);
            chunks++;
        }

        Assert.Equal(63, chunks);
        Assert.All(stream.State.ToArray(), value => Assert.Equal(0, value));
        Assert.False(stream.ResetIfIdle(speaking: false));
    }

    [Fact]
    public void Incomplete_chunk_cannot_be_judged()
    {
        using var model = Load();
        var stream = new SileroVadStream(8_000);
        stream.Accept(new float[255]);

        Assert.Throws<ArgumentException>(() => model.Step([stream], new float[1]));
    }

    [Fact]
    public void Other_rates_are_refused()
        => Assert.Throws<ArgumentOutOfRangeException>(() => new SileroVadStream(24_000));

    private static SileroVadModel Load()
    {
        var folder = InstalledWeights.Find("silero-vad");
        Assert.SkipWhen(folder is null, "the weights 'silero-vad' are not installed");
        return SileroVadModel.Load(folder!);
    }

    private static float[] Wave(int from)
    {
        var golden = GoldenCase.Load(GoldenFolders.Of("silero", "sequence-16k"), InstalledWeights.Root);
        return GoldenWave.ToSamples(golden.Inputs["waveform"])[from..];
    }
}
