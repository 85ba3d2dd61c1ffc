using MinMo.Models.Tokenization;
using MinMo.Training.Corpora.Text;
using MinMo.Training.Tests.Corpora.Speech;
using MinMo.Training.Tokens;

namespace MinMo.Training.Tests.Tokens;

public sealed class BytePairTrainingTests : IDisposable
{
    private static readonly string[] Texts = [.. SkillDialogues.Write(1, 400, heldOut: false)
        .Select(dialogue => string.Concat(DialogueText.Nano(dialogue, isSpoken: true).Select(span => span.Text)))];

    private readonly TemporaryFolder _folder = new();
    private readonly BytePairTokenizer _tokenizer;

    public BytePairTrainingTests()
        => _tokenizer = BytePairTraining.Train(Texts, new BytePairPlan(600, NanoTokens.All), _folder.Path);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_plan_is_filled_with_special_tokens_first()
    {
        Assert.Equal(600, _tokenizer.Size);
        Assert.Equal(NanoTokens.All, _tokenizer.AddedTokens.OrderBy(token => token.Id).Select(token => token.Text));
        Assert.Equal(0, _tokenizer.Find(NanoTokens.EndOfText));
    }

    [Fact]
    public void Every_text_comes_back_whole()
        => Assert.All(
            [.. Texts.Take(50), "Größe 42, naïve\r\n\t<|nothing|> 'quoted' "],
            text => Assert.Equal(text, _tokenizer.Decode(_tokenizer.Encode(text))));

    [Fact]
    public void Frequent_words_are_one_unit()
        => Assert.All((string[])[" the", " is", " what"], word => Assert.Single(_tokenizer.Encode(word)));

    [Fact]
    public void Every_letter_is_a_unit()
        => Assert.All("abcdefghijklmnopqrstuvwxyz'", letter => Assert.NotNull(_tokenizer.Find(letter.ToString())));

    [Fact]
    public void No_dropout_encodes_as_the_tokenizer_does()
    {
        var dropout = MergeDropout.Open(_folder.Path);
        Assert.All(
            [.. Texts.Take(200), "Größe 42,  naïve\r\n\t<|nothing|> it's they'll  "],
            text => Assert.Equal(_tokenizer.Encode(text), dropout.Encode(text, 0, new Random(1))));
    }

    [Fact]
    public void Dropout_cuts_finer_repeatably_and_keeps_the_text()
    {
        var dropout = MergeDropout.Open(_folder.Path);
        var dropped = Texts.Take(50).Select(text => dropout.Encode(text, 0.3, new Random(4))).ToArray();
        Assert.Equal(Texts.Take(50), dropped.Select(ids => _tokenizer.Decode(ids)));
        Assert.Equal(dropped, Texts.Take(50).Select(text => dropout.Encode(text, 0.3, new Random(4))));
        Assert.True(dropped.Sum(ids => ids.Length) > 1.2 * Texts.Take(50).Sum(text => _tokenizer.Encode(text).Length));
    }

    [Fact]
    public void The_same_texts_give_the_same_file()
    {
        using var again = new TemporaryFolder();
        BytePairTraining.Train(Texts, new BytePairPlan(600, NanoTokens.All), again.Path);
        Assert.Equal(
            File.ReadAllText(Path.Combine(_folder.Path, "tokenizer.json")),
            File.ReadAllText(Path.Combine(again.Path, "tokenizer.json")));
    }

    [Fact]
    public void A_plan_without_room_for_the_bytes_is_refused()
        => Assert.Throws<ArgumentException>(
            () => BytePairTraining.Train(Texts, new BytePairPlan(200, NanoTokens.All), _folder.Path));
}
