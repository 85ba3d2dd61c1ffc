using MinMo.Inference.Cascade.SpeechTokens;
using MinMo.Models.CosyVoice.Text;
using MinMo.Models.Tokenization;
using MinMo.Testing.Goldens;
using MinMo.Testing.Weights;

namespace MinMo.Inference.Tests.Cascade.SpeechTokens;

public sealed class ReplyWordsTests
{
    private static readonly BytePairTokenizer Language = BytePairTokenizer.Open(TinyQwen.Folder);

    private static readonly BytePairTokenizer Voice =
        CosyVoiceTokenizer.Open(GoldenFolders.Of("cosyvoice2-lm", "checkpoints", "tiny-a"));

    [Theory]
    [InlineData("Hello there, how are you today?", "Hello there, how are you today?")]
    [InlineData("  The train leaves at 12 o'clock. ", "The train leaves at twelve o'clock.")]
    [InlineData("今天的天气很好，我们去公园走一走吧。", "今天的天气很好，我们去公园走一走吧。")]
    [InlineData("word", "word")]
    [InlineData("", "")]
    public void Tokens_in_pieces_are_those_of_the_whole_text(string reply, string said)
    {
        var words = new ReplyWords(Language, Voice);
        int[] ids = [.. Language.Encode(reply).SelectMany(words.Add), .. words.Finish()];

        Assert.Equal(said, Voice.Decode(ids));
        if (said.All(char.IsAscii))
        {
            Assert.Equal(Voice.Encode(said), ids);
        }
    }

    [Fact]
    public void A_word_waits_for_its_end()
    {
        var words = new ReplyWords(Language, Voice);
        var tokens = Language.Encode("one two");
        int[] before = [.. tokens.SelectMany(words.Add)];

        Assert.Equal("one", Voice.Decode(before));
        Assert.Equal(" two", Voice.Decode(words.Finish()));
    }

    [Fact]
    public void Tokens_that_steer_the_voice_cannot_be_injected()
    {
        var words = new ReplyWords(Language, Voice);
        int[] ids = [.. Language.Encode("say [laughter] now").SelectMany(words.Add), .. words.Finish()];

        Assert.DoesNotContain(Voice.Find("[laughter]")!.Value, ids);
    }
}
