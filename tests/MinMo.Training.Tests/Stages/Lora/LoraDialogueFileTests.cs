using MinMo.Training.Stages.Lora;

namespace MinMo.Training.Tests.Stages.Lora;

public sealed class LoraDialogueFileTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void What_was_written_is_read_back()
    {
        LoraMessage[] dialogue =
        [
            new("user", "Say \"hi\" &\n<b>"), new("assistant", "Hi.", Learnt: false), new("user", "Again"), new("assistant", "Hi."),
        ];

        LoraDialogueFile.Write(_file, [dialogue, dialogue]);

        Assert.Equal([dialogue, dialogue], LoraDialogueFile.Read(_file));
        Assert.Equal(2, File.ReadLines(_file).Count());
    }

    [Theory]
    [InlineData("""{"messages":[{"role":"user","content":"Hi"}]}""")]
    [InlineData("""{"messages":[{"role":"tool","content":"Hi"}]}""")]
    [InlineData("""{"messages":[{"role":"assistant"}]}""")]
    [InlineData("""{"messages":[{"role":"assistant","content":"Hi","weight":0}]}""")]
    [InlineData("""{"text":"Hi"}""")]
    [InlineData("Hi")]
    public void A_bad_line_is_named(string line)
    {
        File.WriteAllText(_file, """{"messages":[{"role":"assistant","content":"Hi"}]}""" + $"\n\n{line}\n");

        var exception = Assert.Throws<FormatException>(() => LoraDialogueFile.Read(_file));

        Assert.Contains("line 3", exception.Message, StringComparison.Ordinal);
    }
}
