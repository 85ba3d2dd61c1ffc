using MinMo.Audio.Echo;

namespace MinMo.Audio.Tests.Echo;

public sealed class EchoCancellerTests
{
    private const int Rate = 16_000;

    [Fact]
    public void A_line_without_sound_of_the_agent_is_passed_on_bit_by_bit()
    {
        var near = Talk(1, 2);
        var heard = (float[])near.Clone();

        Cancel(new EchoCanceller(), new float[near.Length], heard);

        Assert.Equal(near, heard);
    }

    [Theory]
    [InlineData(-20, 30)]
    [InlineData(-30, 120)]
    [InlineData(-40, 250)]
    [InlineData(-12, 60)]
    public void Echo_alone_is_taken_out_from_the_first_word_on_and_learnt_within_two_seconds(double decibels, int delayMilliseconds)
    {
        var far = Talk(2, 6);
        var echo = Path(far, decibels, delayMilliseconds, seed: 3);
        var left = (float[])echo.Clone();

        Cancel(new EchoCanceller(), far, left);

        Assert.True(Reduction(echo, left, 0, 2) > (decibels > -15 ? 12 : 20), $"{Reduction(echo, left, 0, 2)} dB at first");
        Assert.True(Reduction(echo, left, 3, 6) > 30, $"{Reduction(echo, left, 3, 6)} dB in the end");
    }

    [Fact]
    public void The_caller_is_heard_while_the_agent_speaks_at_once_and_later()
    {
        var far = Talk(2, 8);
        var echo = Path(far, -25, 90, seed: 4);
        var caller = Talk(5, 8);
        Silence(caller, 0, 1);
        Silence(caller, 2, 6);
        var heard = Sum(caller, echo);

        Cancel(new EchoCanceller(), far, heard);

        Assert.True(Distortion(caller, heard, 1, 2) < -8, $"{Distortion(caller, heard, 1, 2)} dB in the second second");
        Assert.True(Distortion(caller, heard, 6, 8) < -15, $"{Distortion(caller, heard, 6, 8)} dB in the end");
    }

    [Fact]
    public void A_path_that_changes_is_learnt_again()
    {
        var far = Talk(2, 12);
        var (before, after) = (Path(far, -20, 40, seed: 6), Path(far, -20, 150, seed: 7));
        float[] echo = [.. before[..(6 * Rate)], .. after[(6 * Rate)..]];
        var left = (float[])echo.Clone();

        Cancel(new EchoCanceller(), far, left);

        Assert.True(Reduction(echo, left, 4, 6) > 30);
        Assert.True(Reduction(echo, left, 10, 12) > 25, $"{Reduction(echo, left, 10, 12)} dB");
    }

    [Fact]
    public void A_caller_who_talks_all_the_time_does_not_spoil_what_was_learnt()
    {
        var far = Talk(2, 10);
        var echo = Path(far, -20, 70, seed: 8);
        var caller = Talk(9, 10);
        Silence(caller, 0, 2);
        Silence(caller, 8, 10);
        var heard = Sum(caller, echo);

        Cancel(new EchoCanceller(), far, heard);

        Assert.True(Distortion(caller, heard, 3, 8) < -12, $"{Distortion(caller, heard, 3, 8)} dB");
        Assert.True(Reduction(echo, heard, 8.5, 10) > 25, $"{Reduction(echo, heard, 8.5, 10)} dB");
    }

    // Noise of a speaking voice's colour in syllables of 0.2 s, with gaps.
    private static float[] Talk(int seed, double seconds)
    {
        var random = new Random(seed);
        var samples = new float[(int)(seconds * Rate) / EchoCanceller.BlockSamples * EchoCanceller.BlockSamples];
        var (first, second) = (0.0, 0.0);
        var loud = 0.0;
        for (var n = 0; n < samples.Length; n++)
        {
            if (n % (Rate / 5) == 0)
            {
                loud = random.NextDouble() < 0.2 ? 0 : 0.2 + random.NextDouble();
            }

            var envelope = loud * Math.Sin(Math.PI * (n % (Rate / 5)) / (Rate / 5));
            var noise = (random.NextDouble() + random.NextDouble() - 1) * envelope;
            (first, second) = (noise + (1.6 * first) - (0.8 * second), first);
            samples[n] = (float)(first * 0.05);
        }

        return samples;
    }

    // A direct sound and a room that dies away within 80 ms.
    private static float[] Path(float[] far, double decibels, int delayMilliseconds, int seed)
    {
        var random = new Random(seed);
        var delay = delayMilliseconds * Rate / 1000;
        var taps = Enumerable.Range(0, Rate * 80 / 1000)
            .Select(n => n == 0 ? 1 : (random.NextDouble() - 0.5) * 0.4 * Math.Exp(-n / (0.02 * Rate))).ToArray();
        var gain = Math.Pow(10, decibels / 20) / Math.Sqrt(taps.Sum(static tap => tap * tap));
        var echo = new float[far.Length];
        for (var n = delay; n < far.Length; n++)
        {
            var sum = 0.0;
            for (var tap = 0; tap < taps.Length && n - delay - tap >= 0; tap++)
            {
                sum += taps[tap] * far[n - delay - tap];
            }

            echo[n] = (float)(gain * sum);
        }

        return echo;
    }

    private static void Cancel(EchoCanceller canceller, float[] far, float[] near)
    {
        for (var at = 0; at < near.Length; at += EchoCanceller.BlockSamples)
        {
            canceller.Process(far.AsSpan(at, EchoCanceller.BlockSamples), near.AsSpan(at, EchoCanceller.BlockSamples));
        }
    }

    private static float[] Sum(float[] first, float[] second) => [.. first.Zip(second, static (a, b) => a + b)];

    private static void Silence(float[] samples, double from, double to)
        => samples.AsSpan((int)(from * Rate), Math.Min(samples.Length, (int)(to * Rate)) - (int)(from * Rate)).Clear();

    private static double Reduction(float[] before, float[] after, double from, double to)
        => 10 * Math.Log10(Power(before, from, to) / Math.Max(1e-20, Power(after, from, to)));

    private static double Distortion(float[] wanted, float[] heard, double from, double to)
        => 10 * Math.Log10(Power([.. wanted.Zip(heard, static (a, b) => a - b)], from, to) / Power(wanted, from, to));

    private static double Power(float[] samples, double from, double to)
        => samples[(int)(from * Rate)..Math.Min(samples.Length, (int)(to * Rate))].Sum(static sample => (double)sample * sample);
}
