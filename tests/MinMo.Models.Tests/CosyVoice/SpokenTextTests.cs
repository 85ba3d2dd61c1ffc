using MinMo.Models.CosyVoice.Text;
using MinMo.Testing.Goldens;

namespace MinMo.Models.Tests.CosyVoice;

public sealed class SpokenTextTests
{
    private static readonly SpokenText Rules =
        new(CosyVoiceTokenizer.Open(GoldenFolders.Of("cosyvoice2-lm", "checkpoints", "tiny-a")));

    [Theory]
    [InlineData("000", "zero")]
    [InlineData("100", "one hundred")]
    [InlineData("1001", "one thousand and one")]
    [InlineData("1100", "one thousand, one hundred")]
    [InlineData("1000000007", "one billion and seven")]
    [InlineData("1002000000", "one billion, two million")]
    [InlineData("999999999999999999999999999999999999", "nine hundred and ninety-nine decillion")]
    [InlineData("1000000000000000000000000000000000000", "one zero zero")]
    public void Numbers_are_spelt_in_groups(string digits, string start)
        => Assert.StartsWith(start, SpelledNumber.Of(digits), StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData(" \t\n")]
    [InlineData("?\"")]
    public void Text_without_words_gives_no_piece_with_words(string text)
        => Assert.All(Rules.Split(text), piece => Assert.DoesNotContain(piece, char.IsLetterOrDigit));

    [Fact]
    public void A_mark_in_front_with_a_quotation_mark_behind_is_passed_over()
        => Assert.Equal(["你好。"], Rules.Split("。\"你好"));
}
