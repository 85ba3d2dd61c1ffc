using CsCheck;
using MinMo.Models.CosyVoice.Language;

namespace MinMo.Models.Tests.CosyVoice;

public sealed class StreamedSpeechTests
{
    private static readonly SpeechLanguageConfiguration Sizes = new() { SpeechTokens = 100, BlockText = 3, BlockSpeech = 4 };

    private static readonly Gen<int[]> Ids = Gen.Int[0, 99].Array[0, 20];

    [Fact]
    public void Text_that_arrives_while_speech_goes_on_gives_the_same_rows()
        => Gen.Select(Ids, Ids, Ids).Sample((text, promptText, promptSpeech) =>
        {
            var prompt = new SpeechPrompt(promptText, promptSpeech);
            Assert.Equal(Rows(prompt, text, waits: true), Rows(prompt, text, waits: false));
        });

    [Fact]
    public void Nothing_can_follow_a_completed_text()
    {
        var speech = new StreamedSpeech(Sizes, SpeechPrompt.None);
        speech.Complete();

        Assert.Throws<InvalidOperationException>(() => speech.Append([1]));
    }

    [Fact]
    public void An_id_without_a_call_is_refused()
        => Assert.Throws<InvalidOperationException>(() => new StreamedSpeech(Sizes, SpeechPrompt.None).Accept(1));

    [Fact]
    public void An_id_that_cannot_stand_there_ends_the_utterance()
    {
        var speech = new StreamedSpeech(Sizes, SpeechPrompt.None);
        speech.Append([1, 2, 3]);

        Assert.Equal(101, Assert.Throws<UnexpectedSpeechIdException>(() => speech.Accept(101)).Id);
        Assert.True(speech.IsFinished);
    }

    [Fact]
    public void Ids_that_cannot_stand_there_are_ruled_out()
    {
        var speech = new StreamedSpeech(Sizes, SpeechPrompt.None);
        speech.Append([1, 2, 3]);

        Assert.Equal([Sizes.Fill], Specials(speech));

        speech.Complete();
        speech.Accept(Sizes.Fill);

        Assert.Equal([Sizes.EndOfSpeech], Specials(speech));
    }

    private static IEnumerable<int> Specials(StreamedSpeech speech)
    {
        var scores = new float[Sizes.IdCount];
        speech.RuleOut(scores);
        return Enumerable.Range(Sizes.SpeechTokens, 3).Where(id => scores[id] == 0);
    }

    /// <summary>The rows of every call; speech tokens count up, and the speech ends 7 tokens behind the text.</summary>
    private static List<SpeechRow[]> Rows(SpeechPrompt prompt, int[] text, bool waits)
    {
        var speech = new StreamedSpeech(Sizes, prompt);
        var calls = new List<SpeechRow[]>();
        foreach (var id in text)
        {
            speech.Append([id]);
            if (waits)
            {
                Run(speech, calls);
            }
        }

        if (!waits)
        {
            RunOnce(speech, calls);
        }

        Run(speech, calls);
        speech.Complete();
        Run(speech, calls);
        return calls;
    }

    private static void Run(StreamedSpeech speech, List<SpeechRow[]> calls)
    {
        while (speech.IsDue)
        {
            RunOnce(speech, calls);
        }
    }

    private static void RunOnce(StreamedSpeech speech, List<SpeechRow[]> calls)
    {
        if (speech.IsDue)
        {
            calls.Add([.. speech.Rows]);
            var ends = !speech.MustGoOn && speech.Generated.Count % 7 == 6;
            speech.Accept(ends ? Sizes.EndOfSpeech : speech.ForcedId ?? (speech.Generated.Count % 100));
        }
    }
}
