using MinMo.Models.Language;
using MinMo.Models.VoiceLanguage;
using MinMo.Training.Stages.Voice;
using static TorchSharp.torch;

namespace MinMo.Training.Tests.Stages.Voice;

public sealed class VoiceRehearsalTests
{
    [Fact]
    public void Each_spoken_token_is_the_likeliest_one_of_the_whole_sequence()
    {
        using var scope = NewDisposeScope();
        using var noGradient = no_grad();
        var sizes = new VoiceLanguageConfiguration();
        using var model = new VoiceLanguageModel(sizes with
        {
            Decoder = sizes.Decoder with { HiddenSize = 32, LayerCount = 2, HeadSize = 8, FeedForwardSize = 48 },
            TableRank = 4,
        });
        using var generator = new Generator(3);
        model.Initialise(0.2, generator);
        using var rehearsal = new VoiceRehearsal(model, mostRows: 60);
        var vectors = randn([7, 32], generator: generator);

        var (tokens, _) = rehearsal.Speak(vectors);

        Assert.True(tokens.Count > model.Configuration.BlockTokens);
        var (rows, targets) = Whole(model, vectors, tokens);
        Assert.Equal(targets.Select(target => tokens[target.Index]), rows);
    }

    /// <summary>The likeliest token at each position that predicts one, from one pass without a cache.</summary>
    private static (IEnumerable<int> Likeliest, List<VoiceTarget> Targets) Whole(
        VoiceLanguageModel model, Tensor vectors, IReadOnlyList<int> tokens)
    {
        var layout = InterleavedLayout.Of(7, tokens.Count, model.Configuration);
        var table = cat([.. layout.Rows.Select(row => row.Kind switch
        {
            VoiceRowKind.Unit => vectors.narrow(0, row.Index, 1),
            VoiceRowKind.Token => model.Embed(tensor([(long)tokens[row.Index]])),
            VoiceRowKind.TurnOfSpeech => model.EmbedMark(VoiceMark.TurnOfSpeech),
            _ => model.EmbedMark(VoiceMark.Start),
        })]);
        using var attention = new CausalAttention(model.Configuration.Decoder, layout.Rows.Count, ScalarType.Float32);
        var logits = model.Logits(model.Body.call(table.unsqueeze(0), attention)[0]).narrow(1, 0, model.EndOfSpeech);
        var likeliest = logits.argmax(-1).data<long>().ToArray();
        int[] predicting = [.. Enumerable.Range(0, layout.Targets.Count)
            .Where(place => layout.Targets[place].Kind == VoiceTargetKind.Token)];
        return (predicting.Select(place => (int)likeliest[place]), [.. predicting.Select(place => layout.Targets[place])]);
    }
}
