using MinMo.Models.Language;
using MinMo.Models.VoiceLanguage;
using TorchSharp;
using static TorchSharp.torch;

namespace MinMo.Models.Tests.VoiceLanguage;

public sealed class VoiceLanguageModelTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly VoiceLanguageModel _model;

    public VoiceLanguageModelTests()
    {
        var sizes = new VoiceLanguageConfiguration();
        _model = new VoiceLanguageModel(sizes with
        {
            Decoder = sizes.Decoder with { HiddenSize = 32, LayerCount = 2, HeadSize = 8, FeedForwardSize = 48 },
            TableRank = 4,
        });
        using var generator = new Generator(7);
        _model.Initialise(0.1, generator);
    }

    public void Dispose()
    {
        _model.Dispose();
        _scope.Dispose();
    }

    [Fact]
    public void Lanes_score_what_the_whole_sequence_scores()
    {
        using var noGradient = no_grad();
        var rows = cat([
            _model.EmbedMark(VoiceMark.Start), randn(5, 32), _model.Embed(randint(0, 6561, [15])),
            _model.EmbedMark(VoiceMark.TurnOfSpeech)]); // [22, 32]
        using var attention = new CausalAttention(_model.Configuration.Decoder, 22, ScalarType.Float32);
        var whole = _model.Logits(_model.Body.call(rows.unsqueeze(0), attention)[0]); // [22, 6564]

        using var lanes = new TorchDecoder(_model.Body, lanes: 2, maximumLength: 64);
        var scores = new List<Tensor>();
        foreach (var (start, count) in ((int, int)[])[(0, 6), (6, 1), (7, 14), (21, 1)])
        {
            var outputs = lanes.Step([new LaneRow
            {
                Slot = 1,
                Past = start,
                Embeddings = rows.narrow(0, start, count).contiguous().data<float>().ToArray(),
                Demand = RowDemand.HiddenStates,
            }]);
            scores.Add(_model.Logits(tensor(outputs.HiddenStates(0).ToArray(), [count, 32])));
        }

        Assert.InRange((whole - cat(scores)).abs().max().ToDouble(), 0, 1e-4);
    }

    [Fact]
    public void Scores_cover_all_tokens_and_the_special_ones()
    {
        Assert.Equal([3, 6564], _model.Logits(randn(3, 32)).shape);
        Assert.Equal((6561, 6563), (_model.EndOfSpeech, _model.Fill));
    }

    [Fact]
    public void Without_their_tables_tokens_are_the_sum_of_their_digits()
    {
        using var noGradient = no_grad();
        _model.get_parameter("speech_embedding.table")!.zero_();

        // 0 and 1 differ in the first digit as 3 and 4 do.
        var rows = _model.Embed(tensor([0L, 1, 3, 4]));

        Assert.InRange((rows[1] - rows[0] - (rows[3] - rows[2])).abs().max().ToDouble(), 0, 1e-5);
        Assert.True((rows[1] - rows[0]).abs().max().ToDouble() > 0.01);
    }

    [Fact]
    public void The_default_model_has_four_point_six_million_parameters()
    {
        using var model = new VoiceLanguageModel(new VoiceLanguageConfiguration());

        Assert.Equal(4_585_083, model.parameters().Sum(static parameter => parameter.numel()));
    }
}
