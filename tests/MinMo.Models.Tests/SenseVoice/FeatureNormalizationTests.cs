using MinMo.Models.Checkpoints;
using MinMo.Models.SenseVoice;
using MinMo.Testing.Files;

namespace MinMo.Models.Tests.SenseVoice;

public sealed class FeatureNormalizationTests : IDisposable
{
    private const string Valid =
        "<Nnet> \n<Splice> 2 2\n[ 0 ]\n<AddShift> 2 2 \n<LearnRateCoef> 0 [ -1.5 2e0 ]\n<Rescale> 2 2 \n<LearnRateCoef> 0 [ 0.5 4 ]\n</Nnet> \n";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_first_bracketed_list_is_not_the_shift()
    {
        var normalization = FeatureNormalization.Read(_folder.Write("am.mvn", Valid), 2);
        float[] rows = [1.5f, 0f, 3.5f, -1f];

        normalization.Apply(rows);

        Assert.Equal([-1.5f, 2f], normalization.Shift.ToArray());
        Assert.Equal([0.5f, 4f], normalization.Scale.ToArray());
        Assert.Equal([0f, 8f, 1f, 4f], rows);
    }

    [Theory]
    [InlineData("2e0", "two")] // no number
    [InlineData("2e0", "2e0 3")] // too long
    [InlineData("2e0", "")] // too short
    [InlineData("2e0", "nan")]
    [InlineData("<Rescale>", "<Scale>")]
    [InlineData("4 ]", "4")]
    public void A_list_that_is_not_what_it_should_be_is_refused(string part, string instead)
    {
        var path = _folder.Write("am.mvn", Valid.Replace(part, instead, StringComparison.Ordinal));

        Assert.Throws<CheckpointFormatException>(() => FeatureNormalization.Read(path, 2));
    }
}
