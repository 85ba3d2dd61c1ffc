using System.Globalization;

namespace MinMo.PeerTrials;

/// <summary>What is tried, from the command line.</summary>
/// <param name="Trial"><c>language</c> or <c>hearing</c>.</param>
/// <param name="Model">A .gguf file, or a Whisper folder.</param>
/// <param name="Recordings">A folder with .wav and .flac, for hearing.</param>
internal sealed record TrialOptions(string Trial, string Model, string? Recordings)
{
    public const string Help = """
        Our models beside others on the same files, in one process and one run. Results: docs/benchmarks.md.

          language MODEL.gguf            beside llama.cpp: tokens a second of 1, 4 and 16 lanes, and of a prompt
          hearing WHISPER RECORDINGS     beside whisper.cpp: seconds of audio a second, turns as they are and windows of 29 s

          --threads N   threads of each (2)
          --seconds S   of one measurement (3), three in turn; hearing goes through all recordings instead
          --stories N   texts by which language models are compared with float32 (16)
          --rounds N    times that hearing goes through the recordings (3)
          --clips N     recordings that are used (all)
        """;

    public int Threads { get; private init; } = 2;

    public TimeSpan RoundTime { get; private init; } = TimeSpan.FromSeconds(3);

    public int Stories { get; private init; } = 16;

    public int Rounds { get; private init; } = 3;

    public int Clips { get; private init; } = int.MaxValue;

    /// <exception cref="ArgumentException">An argument is not what it should be.</exception>
    public static TrialOptions Parse(string[] arguments)
    {
        var options = arguments switch
        {
            ["language", var model, ..] => new TrialOptions("language", model, null),
            ["hearing", var model, var recordings, ..] => new TrialOptions("hearing", model, recordings),
            _ => throw new ArgumentException("there are the trials 'language MODEL' and 'hearing WHISPER RECORDINGS'"),
        };
        var rest = arguments[(options.Recordings is null ? 2 : 3)..];
        return rest.Length % 2 == 0
            ? rest.Chunk(2).Aggregate(options, static (known, pair) => known.With(pair[0], pair[1]))
            : throw new ArgumentException($"'{rest[^1]}' has no value");
    }

    private TrialOptions With(string name, string value) => name switch
    {
        "--threads" => this with { Threads = Number(name, value) },
        "--seconds" => this with { RoundTime = TimeSpan.FromSeconds(Number(name, value)) },
        "--stories" => this with { Stories = Number(name, value) },
        "--rounds" => this with { Rounds = Number(name, value) },
        "--clips" => this with { Clips = Number(name, value) },
        _ => throw new ArgumentException($"there is no option '{name}'"),
    };

    private static int Number(string name, string value)
        => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw new ArgumentException($"{name} needs a number above 0, not '{value}'");
}
