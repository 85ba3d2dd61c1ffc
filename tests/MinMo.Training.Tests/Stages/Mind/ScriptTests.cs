using MinMo.Models.Language;
using MinMo.Training.Corpora.Text;
using MinMo.Training.Stages.Lora;
using MinMo.Training.Stages.Mind;
using static TorchSharp.torch;

namespace MinMo.Training.Tests.Stages.Mind;

public sealed class ScriptTests
{
    private static readonly MindUnits Units = TinyUnits.Learn();

    private static readonly Dialogue Sum = new("arithmetic", "sum.1", false,
    [
        new Exchange("what is seven plus five", "that makes twelve.")
        {
            Tools = [new ToolUse("calculate seven plus five", "twelve")],
            Style = SpeakingStyle.Whisper,
            Expected = [["twelve", "a dozen"]],
        },
    ]);

    [Fact]
    public void A_typed_dialogue_is_nanos_form_of_chatml()
    {
        var script = new DialogueWriting(Units).Typed(Sum);

        var text = Units.Tokenizer.Decode([.. script.Positions.Select(position => position.Unit)]);
        Assert.Equal(string.Concat(DialogueText.Nano(Sum, isSpoken: false).Select(span => span.Text)), text);
    }

    [Fact]
    public void Own_words_are_foreseen_and_the_tools_are_not()
    {
        var positions = new DialogueWriting(Units).Typed(Sum).Positions;

        var foreseen = positions.Where(position => position.Weight == 1).Select(position => position.Target).ToArray();

        Assert.Equal(
            "<|whisper|><tool_call>calculate seven plus five</tool_call>that makes twelve.<|im_end|>",
            Units.Tokenizer.Decode(foreseen));
    }

    [Fact]
    public void A_row_foresees_the_next_unit_that_is_heard_and_the_last_ones_the_end()
    {
        ScriptPosition Row(int unit) => new(unit, unit, 1);
        var (blank, a, b) = (Units.Blank, Units.Of("red")[0], Units.Of("what")[0]);
        var script = new DialogueScript();
        script.Append([Units.SpeechStart], 0);

        script.AppendHeard([Row(blank), Row(a), Row(a), Row(blank), Row(b), Row(blank)], blank, Units.SpeechEnd, 1);

        Assert.Equal(
            [a, a, b, b, b, Units.SpeechEnd, Units.SpeechEnd],
            script.Positions.SkipLast(1).Select(position => position.Target));
    }

    [Fact]
    public void Packed_scripts_cost_what_each_of_them_costs_alone()
    {
        using var scope = NewDisposeScope();
        manual_seed(2);
        var sizes = new LanguageTaskSettings().Decoder with
        {
            HiddenSize = 32,
            LayerCount = 2,
            HeadCount = 2,
            KeyValueHeadCount = 1,
            HeadSize = 16,
            FeedForwardSize = 48,
            VocabularySize = Units.Count,
        };
        using var model = new DecoderModel(sizes);
        model.Initialise(0.1, manual_seed(2));
        using var loss = new ScriptLoss(model, 128);
        var embeddings = randn(Units.Count, 32);
        var writing = new DialogueWriting(Units);
        var typed = writing.Typed(Sum).Positions;
        var heard = writing.Heard(Sum, _ => [new ScriptPosition(Units.Blank, Units.Blank, 1), new ScriptPosition(40, 41, 0.7f)]).Positions;
        float Cost(params IReadOnlyList<ScriptPosition>[] scripts)
            => loss.Of(new PackedScripts(scripts, 128, 128), embeddings, null).item<float>();
        float Weight(IReadOnlyList<ScriptPosition> script) => script.Sum(position => position.Weight);

        var together = Cost(typed, heard);

        var apart = ((Cost(typed) * Weight(typed)) + (Cost(heard) * Weight(heard))) / (Weight(typed) + Weight(heard));
        Assert.Equal(apart, together, 1e-4); // float32 sums in another order
    }

    [Theory]
    [InlineData("that makes twelve.", true)]
    [InlineData("it is a dozen, i think.", true)]
    [InlineData("that makes twelvefold.", false)]
    public void A_reply_is_right_with_a_phrase_of_every_group_as_whole_words(string reply, bool right)
        => Assert.Equal(right, ReplyJudge.IsRight(Sum.Exchanges[0], reply));

    [Fact]
    public void A_stream_without_errors_says_its_units_and_nothing_else()
    {
        var settings = new StreamSettings { DropShare = 0, SwapShare = 0, MixShare = 0 };
        var streams = new StreamSimulation(Units, new SimilarUnits(Units), settings);
        var said = Units.Of("what is seven plus five");

        var rows = streams.Write(said, new Random(3)).Select(row => (long)row.Unit).ToArray();

        Assert.Equal(said, MinMo.Models.Ctc.GreedyCtc.Collapse(rows, Units.Blank));
        Assert.True(rows.Length > said.Length, "there is no silence around the words");
    }

    [Fact]
    public void Merged_adapters_answer_as_those_beside_the_weights()
    {
        using var scope = NewDisposeScope();
        var sizes = new LanguageTaskSettings().Decoder with
        {
            HiddenSize = 32,
            LayerCount = 2,
            HeadCount = 2,
            KeyValueHeadCount = 1,
            HeadSize = 16,
            FeedForwardSize = 48,
            VocabularySize = 60,
        };
        using var model = new DecoderModel(sizes);
        model.Initialise(0.1, manual_seed(5));
        var adapters = new MindAdapters(model, AdapterShape.Default);
        using (no_grad())
        {
            foreach (var (_, parameter) in adapters.Parameters)
            {
                parameter.normal_(0, 0.2);
            }
        }

        var folder = Directory.CreateTempSubdirectory("minmo-merged").FullName;
        adapters.WriteMerged(folder);
        using var checkpoint = DecoderCheckpoint.Open(folder);
        using var merged = DecoderModel.Load(checkpoint.Weights, checkpoint.Configuration);
        using var context = new CausalAttention(sizes, 7, ScalarType.Float32);
        var x = randn(1, 7, 32);

        var difference = (model.call(x, context) - merged.call(x, context)).abs().max().item<float>();

        Directory.Delete(folder, recursive: true);
        Assert.InRange(difference, 0, 1e-4); // float32: W + BA is rounded once
    }
}
