using MinMo.Models.SpeechTokens;
using TorchSharp;
using static TorchSharp.torch;

namespace MinMo.Models.Tests.SpeechTokens;

public sealed class FiniteScalarQuantizerTests
{
    private static readonly FiniteScalarQuantizer Quantizer = new();

    [Fact]
    public void Every_code_comes_back_from_its_digits()
    {
        using var scope = NewDisposeScope();
        var codes = arange(6561, ScalarType.Int64);

        Assert.Equal(6561, Quantizer.CodeCount);
        Assert.True(Quantizer.Codes(Quantizer.Digits(codes)).Equals(codes));
    }

    [Fact]
    public void The_first_digit_counts_least()
    {
        using var scope = NewDisposeScope();
        var digits = tensor([0f, 1, -1, -1, -1, -1, -1, -1], [1, 8]);

        Assert.Equal(1 + (2 * 3), Quantizer.Codes(digits).ToInt64());
    }

    [Fact]
    public void Numbers_are_rounded_and_gradients_pass()
    {
        using var scope = NewDisposeScope();
        var x = tensor([-3f, -0.2f, 0.1f, 4f, 0.6f, -0.6f, 0.5f, 0f], [1, 8]).requires_grad_();

        var digits = Quantizer.Quantize(x);
        digits.sum().backward();

        Assert.Equal([-1f, 0, 0, 1, 1, -1, 0, 0], digits.data<float>().ToArray());
        Assert.True((x.grad! > 0).all().ToBoolean());
    }
}
