using MinMo.Models.Parity;
using MinMo.Models.SenseVoice;
using MinMo.Models.Tokenization.SentencePieces;
using MinMo.Testing.Goldens;

namespace MinMo.Models.Tests.SenseVoice;

public sealed class SentenceEndsTests
{
    private static readonly SenseVoiceFolder Trained =
        SenseVoiceFolder.Read(GoldenFolders.Of("sensevoice", "checkpoints", "trained"));

    private static SentencePieceTokenizer Tokenizer => Trained.Tokenizer;

    [Fact]
    public void A_sentence_that_is_written_with_its_mark_ends()
    {
        using var recognizer = new SenseVoiceRecognizer(Trained, Trained.OpenOnnx());
        var wave = GoldenCase.Load(GoldenFolders.Of("sensevoice", "recognize-batch-itn"), weightsRoot: null).Inputs["waveform.0"].Floats;

        var written = recognizer.Recognize([new SenseVoiceUtterance(wave, UsesInverseNormalization: true)])[0];
        var plain = recognizer.Recognize([new SenseVoiceUtterance(wave)])[0];

        Assert.EndsWith(".", written.Written, StringComparison.Ordinal);
        Assert.InRange(written.StopMass, 0.6f, 1);
        Assert.Equal(0, plain.StopMass);
    }

    [Fact]
    public void Only_what_follows_the_last_word_counts()
    {
        var ends = new SentenceEnds(Tokenizer);

        Assert.InRange(ends.MassBehindLastWord(Rows(Word, Stop, 0, 0)), 0.99f, 1);
        Assert.InRange(ends.MassBehindLastWord(Rows(Word, Stop, Word, 0)), 0, 0.01f);
        Assert.Equal(0, ends.MassBehindLastWord(Rows(Stop, 0)));
        Assert.Equal(0, ends.MassBehindLastWord([]));
    }

    private static int Stop => Tokenizer.Find(".")!.Value;

    private static int Word => Enumerable.Range(3, Tokenizer.Count).First(
        static id => Tokenizer.PieceOf(id).Any(char.IsLetter) && !Tokenizer.PieceOf(id).Contains('<', StringComparison.Ordinal));

    /// <summary>Rows that are sure of a piece.</summary>
    private static float[] Rows(params int[] best)
    {
        var logits = new float[best.Length * Tokenizer.Count];
        for (var row = 0; row < best.Length; row++)
        {
            logits[(row * Tokenizer.Count) + best[row]] = 20;
        }

        return logits;
    }
}
