using MinMo.Models.Language;
using MinMo.Models.OutputProjection;
using MinMo.Models.VoiceLanguage;
using static TorchSharp.torch;

namespace MinMo.Inference.Minmo.Voice;

/// <summary>The voice language model over the lanes of its transformer, a lane for each place, and the projection in front
/// of it.</summary>
internal sealed class SpeechModel : IDisposable
{
    private readonly VoiceLanguageModel _model;
    private readonly OutputProjectionModel _projection;
    private readonly Tensor _embeddings;
    private readonly IDecoderExecutor _decoder;
    private readonly float[] _rows; // [codes, width]: of every speech token, so that no step computes them call by call
    private readonly float[] _start;
    private readonly float[] _turn;

    /// <param name="model">Stays the caller's.</param>
    /// <param name="decoder">The model's transformer, a lane for each place; owned by this.</param>
    /// <param name="projection">Stays the caller's.</param>
    /// <param name="embeddings">E of the language model, <c>[V, d]</c>; stays the caller's.</param>
    public SpeechModel(
        VoiceLanguageModel model, IDecoderExecutor decoder, OutputProjectionModel projection, Tensor embeddings)
    {
        (_model, _decoder, _projection, _embeddings) = (model, decoder, projection, embeddings);
        model.Freeze();
        _rows = Rows(model);
        _start = Marked(VoiceMark.Start);
        _turn = Marked(VoiceMark.TurnOfSpeech);
    }

    /// <summary>Rows of one utterance, text and speech: 70 s.</summary>
    public static int LaneLength => 2_048;

    /// <summary>Sizes.</summary>
    public VoiceLanguageConfiguration Configuration => _model.Configuration;

    /// <summary>The row in front of an utterance.</summary>
    public float[] Start => _start;

    /// <summary>The row behind which only speech follows.</summary>
    public float[] TurnOfSpeech => _turn;

    /// <summary>Bytes of one lane.</summary>
    public long BytesOfLane => Configuration.Decoder.CacheElementsPerPosition * LaneLength * sizeof(float);

    /// <summary>Semantic vectors of units.</summary>
    /// <param name="units">Tokens of the language model and the hidden states that foresaw them.</param>
    /// <returns><c>[units, width]</c>.</returns>
    public float[] Project(IReadOnlyList<(int Token, float[] Hidden)> units)
    {
        if (units.Count == 0)
        {
            return [];
        }

        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        var ids = tensor([.. units.Select(static unit => (long)unit.Token)]);
        var hidden = tensor([.. units.SelectMany(static unit => unit.Hidden)], [units.Count, _embeddings.shape[1]]);
        return _projection.call(ids, _embeddings, hidden).data<float>().ToArray();
    }

    /// <summary>The row of a speech token, <c>[width]</c>.</summary>
    public float[] Embed(int token)
    {
        var width = Configuration.Decoder.HiddenSize;
        return _rows[(token * width)..((token + 1) * width)];
    }

    /// <summary>Feeds rows to lanes and chooses what comes next in each, greedily: sampling made this voice worse.</summary>
    /// <param name="rows">Rows of each lane behind its past, and whether the speech may end there.</param>
    /// <returns>The next speech token of each lane; null where the speech ends.</returns>
    public int?[] Next(IReadOnlyList<(int Lane, int Past, float[] Rows, bool MayEnd)> rows)
    {
        var outputs = _decoder.Step([.. rows.Select(static row => new LaneRow
        {
            Slot = row.Lane,
            Past = row.Past,
            Embeddings = row.Rows,
            Demand = RowDemand.HiddenStates,
        })]);
        var width = Configuration.Decoder.HiddenSize;
        var last = new float[rows.Count * width];
        for (var row = 0; row < rows.Count; row++)
        {
            outputs.HiddenStates(row)[^width..].CopyTo(last.AsSpan(row * width));
        }

        return Choose(last, rows);
    }

    /// <inheritdoc />
    public void Dispose() => _decoder.Dispose();

    private static float[] Rows(VoiceLanguageModel model)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        return model.Embed(arange(model.Configuration.Quantizer.CodeCount, dtype: int64)).data<float>().ToArray();
    }

    private int?[] Choose(float[] hidden, IReadOnlyList<(int Lane, int Past, float[] Rows, bool MayEnd)> rows)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        var codes = Configuration.Quantizer.CodeCount;
        var logits = _model.Logits(tensor(hidden, [rows.Count, Configuration.Decoder.HiddenSize])); // [n, codes + specials]
        var (best, tokens) = logits.narrow(1, 0, codes).max(1);
        var (likely, chosen) = (best.data<float>().ToArray(), tokens.data<long>().ToArray());
        var ends = logits.select(1, _model.EndOfSpeech).data<float>().ToArray();
        return [.. rows.Select((row, index) => row.MayEnd && ends[index] >= likely[index] ? (int?)null : (int)chosen[index])];
    }

    private float[] Marked(VoiceMark mark)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        return _model.EmbedMark(mark).data<float>().ToArray();
    }
}
