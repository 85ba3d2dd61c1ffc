using MinMo.Models.Language;
using MinMo.Training.Corpora.Text;
using MinMo.Training.Stages.Mind;
using MinMo.Training.Stages.Speech;
using MinMo.Training.Tests.Stages.Mind;
using static TorchSharp.torch;

namespace MinMo.Training.Tests.Stages.Speech;

public sealed class SpokenReplyTests
{
    private const int Width = 32;

    private static readonly MindUnits Units = TinyUnits.Learn();

    [Fact]
    public void What_is_said_is_the_style_and_the_reply_and_no_tool()
        => Assert.Equal("<|whisper|>that makes twelve.", Units.Tokenizer.Decode(Reply(SpeakingStyle.Whisper).Units));

    [Fact]
    public void A_normal_reply_has_no_style()
        => Assert.Equal("that makes twelve.", Units.Tokenizer.Decode(Reply(SpeakingStyle.Normal).Units));

    [Fact]
    public void The_thought_of_a_unit_is_the_hidden_state_that_predicted_it()
    {
        using var scope = NewDisposeScope();
        using var mind = Mind();
        using var thinking = new ReplyThinking(mind);
        SpokenReply[] replies = [Reply(SpeakingStyle.Normal), Reply(SpeakingStyle.Loud)];

        var thoughts = thinking.Of(replies, heard: null);

        var alone = cat([.. replies.Select(reply => Alone(mind, reply))]);
        Assert.Equal(alone.shape, thoughts.shape);
        Assert.InRange((alone - thoughts).abs().max().item<float>(), 0, 1e-4); // float32 sums in another order
    }

    private static SpokenReply Reply(SpeakingStyle style)
    {
        var exchange = new Exchange("what is seven plus five", "that makes twelve.")
        {
            Tools = [new ToolUse("calculate seven plus five", "twelve")],
            Style = style,
        };
        var script = new DialogueWriting(Units).Typed(new Dialogue("arithmetic", "sum.1", false, [exchange]));
        return SpokenReply.Of(script, exchange, Units);
    }

    private static DecoderModel Mind()
    {
        var mind = new DecoderModel(new LanguageTaskSettings().Decoder with
        {
            HiddenSize = Width,
            LayerCount = 2,
            HeadCount = 2,
            KeyValueHeadCount = 1,
            HeadSize = 16,
            FeedForwardSize = 48,
            VocabularySize = Units.Count,
        });
        using var generator = new Generator(4);
        mind.Initialise(0.1, generator);
        return mind;
    }

    private static Tensor Alone(DecoderModel mind, SpokenReply reply)
    {
        using var noGradient = no_grad();
        long[] units = [.. reply.Positions.Select(position => (long)position.Unit)];
        using var attention = new CausalAttention(mind.Configuration, units.Length, ScalarType.Float32);
        var hidden = mind.call(mind.Embed(tensor(units).unsqueeze(0)), attention)[0];
        return hidden.index_select(0, tensor([.. reply.Places.Select(place => place - 1L)]));
    }
}
