using System.Collections.Immutable;
using MinMo.Models.Phonemes;
using MinMo.Models.Piper;

namespace MinMo.Models.Tests.Piper;

public sealed class PiperScriptTests
{
    [Fact]
    public async Task Clause_is_normalised_transcribed_and_encoded_by_sentence()
    {
        var script = new PiperScript(Voice(readsText: false), new UpperCasePhonemizer());

        var sentences = await script.ReadAsync(" Ab, 2. A!", CancellationToken.None);

        // ^ _ A _ B _ , _ (space) _ ... : letters of "AB, TWO." and "A!" that the voice knows.
        Assert.Equal<long[]>([[1, 0, 3, 0, 4, 0, 5, 0, 6, 0, 7, 0, 2], [1, 0, 3, 0, 2]], sentences);
    }

    [Fact]
    public async Task Voice_that_reads_text_gets_its_characters()
    {
        var script = new PiperScript(Voice(readsText: true), new UpperCasePhonemizer());

        Assert.Equal<long[]>([[1, 0, 3, 0, 4, 0, 2]], await script.ReadAsync("AB", CancellationToken.None));
    }

    [Fact]
    public async Task Nothing_to_say_gives_no_sentence()
        => Assert.Empty(await new PiperScript(Voice(readsText: false), new UpperCasePhonemizer())
            .ReadAsync(" 👍 ...", CancellationToken.None));

    private static PiperVoiceConfiguration Voice(bool readsText) => new()
    {
        SampleRate = 22_050,
        EspeakVoice = "en-us",
        ReadsText = readsText,
        NoiseScale = 0,
        LengthScale = 1,
        DurationNoiseScale = 0,
        Speakers = 1,
        SpeakerIds = [],
        Symbols = "_^$AB, .".EnumerateRunes()
            .Select((rune, id) => (rune, id))
            .ToImmutableDictionary(symbol => symbol.rune, symbol => ImmutableArray.Create((long)symbol.id)),
    };

    private sealed class UpperCasePhonemizer : IPhonemizer
    {
        public ValueTask<ImmutableArray<string>> TranscribeAsync(string clause, CancellationToken cancellationToken)
            => ValueTask.FromResult<ImmutableArray<string>>([clause.TrimEnd('.', ',', '!').ToUpperInvariant()]);
    }
}
