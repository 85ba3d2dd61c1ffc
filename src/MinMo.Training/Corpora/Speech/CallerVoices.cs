using MinMo.Training.Corpora.Speech.Speakers;

namespace MinMo.Training.Corpora.Speech;

/// <summary>Who calls. Trained voices: 8 accents of espeak-ng in 65 variants, flite's slt, awb, kal16 and kal, and Piper.
/// Three voices are never trained on: flite rms, and of espeak-ng the variants m7 (used with the accent
/// en-gb-scotland) and f4 (with en-029).</summary>
internal sealed class CallerVoices(ISpeaker piper)
{
    private const double EspeakShare = 0.5;
    private const double FliteShare = 0.4;

    private static readonly string[] Accents =
    [
        "en-us", "en-us", "en-gb", "en-gb-scotland", "en-gb-x-gbclan", "en-gb-x-rp", "en-gb-x-gbcwmd", "en-029",
        "en-us-nyc",
    ];

    // Without the variants that sound like machines, and without those held out.
    private static readonly string[] Variants =
    [
        "f1", "f2", "f3", "f5", "m1", "m2", "m3", "m4", "m5", "m6", "m8", "Alex", "Alicia", "Andrea", "Andy", "Annie",
        "Denis", "Diogo", "Gene", "Gene2", "Henrique", "Hugo", "Jacky", "Lee", "Marco", "Mario", "Michael", "Mike",
        "Nguyen", "adam", "anika", "announcer", "antonio", "aunty", "belinda", "benjamin", "boris", "caleb", "david",
        "ed", "edward", "edward2", "gustave", "john", "klatt", "klatt2", "klatt4", "linda", "marcelo", "max", "michel",
        "miguel", "norbert", "pablo", "paul", "pedro", "quincy", "rob", "robert", "sandro", "shelby", "steph", "travis",
        "victor", "zac",
    ];

    // kal16 and kal are one speaker, and the least natural.
    private static readonly FliteSpeaker[] Flite =
        [new("slt"), new("slt"), new("awb"), new("awb"), new("kal16"), new("kal")];

    private static readonly ISpeaker[] Held =
        [new EspeakSpeaker("en-gb-scotland", "m7"), new EspeakSpeaker("en-029", "f4"), new FliteSpeaker("rms")];

    /// <summary>The voices never trained on; the last is flite's.</summary>
    internal static IReadOnlyList<ISpeaker> HeldOut => Held;

    /// <summary>A voice that is trained on.</summary>
    internal ISpeaker Draw(Random random)
    {
        var kind = random.NextDouble();
        return kind switch
        {
            < EspeakShare => new EspeakSpeaker(
                Accents[random.Next(Accents.Length)], Variants[random.Next(Variants.Length)]),
            < EspeakShare + FliteShare => Flite[random.Next(Flite.Length)],
            _ => piper,
        };
    }

    /// <summary>Rate 0.75 to 1.25, pitch 0.75 to 1.3, melody 0.5 to 1.6.</summary>
    internal static SpeakingManner DrawManner(Random random) => new()
    {
        Rate = 0.75 + (0.5 * random.NextDouble()),
        Pitch = 0.75 + (0.55 * random.NextDouble()),
        Melody = 0.5 + (1.1 * random.NextDouble()),
    };

    /// <summary>Rate 0.88 to 1.12, pitch 0.85 to 1.15.</summary>
    internal static SpeakingManner DrawMildManner(Random random) => new()
    {
        Rate = 0.88 + (0.24 * random.NextDouble()),
        Pitch = 0.85 + (0.3 * random.NextDouble()),
    };
}
