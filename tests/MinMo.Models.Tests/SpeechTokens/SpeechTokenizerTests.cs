using MinMo.Models.SpeechTokens;
using static TorchSharp.torch;

namespace MinMo.Models.Tests.SpeechTokens;

public sealed class SpeechTokenizerTests
{
    [Fact]
    public void An_utterance_in_a_batch_has_the_tokens_it_has_alone()
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        manual_seed(5);
        using var tokenizer = new SpeechTokenizer(new SpeechTokenizerConfiguration { FrameWidth = 24, TokenWidth = 32 });
        var (longer, shorter) = (randn(1, 80, 40), randn(1, 80, 26));
        var batch = cat([longer, nn.functional.pad(shorter, [0, 14], value: 7)]);
        var inside = ones(2, 1, 40);
        inside[1].narrow(1, 26, 14).zero_();

        var digits = tokenizer.call(batch, inside);

        Assert.Equal([2, 20, 8], digits.shape);
        Assert.True(digits[0].Equals(tokenizer.call(longer, null)[0]));
        Assert.True(digits[1].narrow(0, 0, 13).Equals(tokenizer.call(shorter, null)[0]));
    }
}
