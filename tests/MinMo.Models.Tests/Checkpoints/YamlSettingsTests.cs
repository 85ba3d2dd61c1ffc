using MinMo.Models.Checkpoints;

namespace MinMo.Models.Tests.Checkpoints;

public sealed class YamlSettingsTests : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"settings-{Guid.NewGuid():N}.yaml");

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void Keywords_of_what_a_tag_would_make_are_read()
    {
        var settings = Read(
            """
            __set_seed1: !apply:random.seed [1986]
            llm: !new:cosyvoice.llm.llm.Qwen2LM
                mix_ratio: [5, 15]
                sampling: !name:cosyvoice.utils.common.ras_sampling
                    top_p: 0.8
                    exact: True
            """);

        Assert.Equal([5, 15], settings.Integers("llm.mix_ratio"));
        Assert.Equal(0.8, settings.Number("llm.sampling.top_p"));
        Assert.True(settings.Flag("llm.sampling.exact"));
    }

    [Fact]
    public void References_and_products_of_references_are_resolved()
    {
        var settings = Read(
            """
            chunk: 25
            ratio: 2
            again: !ref <chunk>
            decoder:
                frames: !ref <again> * <ratio>
                sizes: [!ref <chunk>, 3]
                deep: [[1, 2], [!ref <ratio>]]
            """);

        Assert.Equal(50, settings.Integer("decoder.frames"));
        Assert.Equal([25, 3], settings.Integers("decoder.sizes"));
        Assert.Equal([[1, 2], [2]], settings.IntegerLists("decoder.deep"));
    }

    [Fact]
    public void An_absent_entry_differs_from_an_empty_one()
    {
        var settings = Read("a: null\nb:\n    c: 'null'\n");

        Assert.True(settings.Has("a"));
        Assert.True(settings.IsNull("a"));
        Assert.True(settings.IsNull("b.d"));
        Assert.False(settings.Has("b.d"));
        Assert.False(settings.IsNull("b.c"));
        Assert.Equal("null", settings.Text("b.c"));
    }

    [Theory]
    [InlineData("a: !ref <a>", "refers to itself")]
    [InlineData("a: !ref <b>", "not understood")]
    [InlineData("a: !ref <c> + 1\nc: 2", "not understood")]
    [InlineData("a: word", "no integer")]
    [InlineData("a: 1.5", "no integer")]
    [InlineData("a: [1]", "no single value")]
    [InlineData("b: 1", "is missing")]
    [InlineData("[1, 2]", "not one mapping")]
    [InlineData("a: 1\na: 2", "uplicate")]
    [InlineData("a: [1", "")]
    public void What_is_not_understood_is_refused(string text, string reason)
    {
        var exception = Assert.Throws<CheckpointFormatException>(() => Read(text).Integer("a"));

        Assert.Contains(reason, exception.Message, StringComparison.Ordinal);
        Assert.Equal(_path, exception.File);
    }

    [Fact]
    public void Deep_nesting_is_refused_before_it_is_followed()
        => Assert.Throws<CheckpointFormatException>(() => Read("a: " + new string('[', 100_000)));

    private YamlSettings Read(string text)
    {
        File.WriteAllText(_path, text);
        return YamlSettings.Read(_path);
    }
}
