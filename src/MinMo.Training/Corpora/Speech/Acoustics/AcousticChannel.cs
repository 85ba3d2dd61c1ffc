using System.Globalization;
using System.Numerics.Tensors;
using MinMo.Audio.Samples;

namespace MinMo.Training.Corpora.Speech.Acoustics;

/// <summary>What lies between a mouth and our ear: microphone, room, noise, level, telephone line. Null means absent.
/// </summary>
internal sealed record AcousticChannel
{
    /// <summary>The colour of the microphone varies.</summary>
    public bool Tilt { get; init; }

    /// <summary>Reverberation.</summary>
    public Room? Room { get; init; }

    /// <summary>Speech over noise, in dB.</summary>
    public double? SignalToNoise { get; init; }

    /// <summary>RMS of the speech, in dBFS.</summary>
    public double Level { get; init; } = -23;

    /// <summary>The line, "mu-law" or "a-law".</summary>
    public string? Telephone { get; init; }

    /// <summary>The decibels between speech and noise in a channel's words; null where it has no noise.</summary>
    /// <param name="words">As <see cref="ToString"/> writes them.</param>
    public static double? NoiseRatioOf(string words)
    {
        ArgumentNullException.ThrowIfNull(words);
        const string Mark = "noise ";
        var start = words.IndexOf(Mark, StringComparison.Ordinal);
        if (start < 0)
        {
            return null;
        }

        var number = words.AsSpan(start + Mark.Length);
        return double.Parse(number[..number.IndexOf(' ')], CultureInfo.InvariantCulture);
    }

    /// <summary>What callers have: a room 35 %, a telephone line 25 %, noise 80 % at 8 to 45 dB, -35 to -12 dBFS.
    /// </summary>
    internal static AcousticChannel Draw(Random random) => new()
    {
        Tilt = random.NextDouble() < 0.7,
        Room = random.NextDouble() < 0.35 ? Room.Draw(random) : null,
        SignalToNoise = random.NextDouble() < 0.8 ? 8 + (37 * random.NextDouble()) : null,
        Level = -35 + (23 * random.NextDouble()),
        Telephone = random.NextDouble() < 0.25 ? (random.Next(2) == 0 ? "mu-law" : "a-law") : null,
    };

    /// <summary>Sends speech through.</summary>
    /// <param name="sound">16 kHz, with silence where nobody speaks.</param>
    /// <param name="speechStart">First sample of speech.</param>
    /// <param name="speechEnd">The sample after the last of speech.</param>
    /// <param name="random">Of room and noise.</param>
    internal float[] Apply(ReadOnlySpan<float> sound, int speechStart, int speechEnd, Random random)
    {
        var heard = Capture(sound, random);
        SetLevel(heard, [speechStart..speechEnd]);
        AddNoise(heard, random);
        return Transmit(heard);
    }

    /// <summary>The first part of the way: microphone and room.</summary>
    internal float[] Capture(ReadOnlySpan<float> sound, Random random)
    {
        var heard = sound.ToArray();
        if (Tilt)
        {
            SpectralTilt.Apply(heard, random);
        }

        return Room?.Apply(heard, random) ?? heard;
    }

    /// <summary>The second: brings what is spoken in the given stretches to the level.</summary>
    internal void SetLevel(Span<float> heard, IReadOnlyList<Range> speech)
    {
        double energy = 0;
        var samples = 0;
        foreach (var stretch in speech)
        {
            var spoken = heard[stretch];
            energy += TensorPrimitives.SumOfSquares<float>(spoken);
            samples += spoken.Length;
        }

        if (energy > 0)
        {
            TensorPrimitives.Multiply(heard, (float)(AudioLevel.FromDbfs(Level) / Math.Sqrt(energy / samples)), heard);
        }
    }

    /// <summary>The third: noise.</summary>
    internal void AddNoise(Span<float> heard, Random random)
    {
        if (SignalToNoise is { } ratio)
        {
            var noise = ColouredNoise.Make(heard.Length, random);
            TensorPrimitives.MultiplyAdd(noise, (float)AudioLevel.FromDbfs(Level - ratio), heard, heard);
        }
    }

    /// <summary>The last: the line.</summary>
    internal float[] Transmit(float[] heard)
        => Telephone is null ? heard : TelephoneBand.Apply(heard, Telephone == "a-law")[..heard.Length];

    /// <summary>In words, for <see cref="Utterance.Channel"/>.</summary>
    public override string ToString()
    {
        var words = new List<string> { string.Create(CultureInfo.InvariantCulture, $"{Level:0} dBFS") };
        if (Room is not null)
        {
            words.Add(string.Create(CultureInfo.InvariantCulture, $"room {Room.Reverberation:0.00} s"));
        }

        if (SignalToNoise is { } ratio)
        {
            words.Add(string.Create(CultureInfo.InvariantCulture, $"noise {ratio:0} dB"));
        }

        if (Telephone is not null)
        {
            words.Add("telephone " + Telephone);
        }

        return string.Join(", ", words);
    }
}
