using System.Runtime.InteropServices;
using MinMo.Models.Checkpoints;
using MinMo.Models.Language;
using MinMo.Models.OnnxGraphs;
using static TorchSharp.torch;

namespace MinMo.Models.CosyVoice.Language;

/// <summary>CosyVoice 2's speech language model over many lanes: a Qwen2 decoder that reads text and writes speech tokens.
/// What is fed and what an id means is up to a <see cref="SpeechDecoding"/> of each lane.</summary>
/// <remarks><c>cosyvoice.llm.llm.Qwen2LM</c>. Runs in float32, as the reference does whatever <c>config.json</c> says, unless
/// the transformer is asked for in bfloat16; tables and scores stay in float32. One device thread drives it.</remarks>
public sealed class SpeechLanguageModel : IDisposable
{
    private readonly IDecoderExecutor _decoder;
    private readonly DecoderModel? _owned;
    private readonly float[] _marks;       // [2, d]
    private readonly float[] _speech;      // [ids, d]
    private readonly Tensor _headWeight;   // [ids, d]
    private readonly Tensor _headBias;     // [ids]

    private SpeechLanguageModel(
        SpeechLanguageConfiguration configuration, ICheckpoint weights, IDecoderExecutor decoder, DecoderModel? owned)
    {
        (Configuration, _decoder, _owned) = (configuration, decoder, owned);
        _marks = weights.ReadFloat32(SpeechLanguageConfiguration.Marks);
        _speech = weights.ReadFloat32(SpeechLanguageConfiguration.Speech);
        _headWeight = weights.ReadTensor($"{SpeechLanguageConfiguration.Head}.weight").DetachFromDisposeScope();
        _headBias = weights.ReadTensor($"{SpeechLanguageConfiguration.Head}.bias").DetachFromDisposeScope();
    }

    /// <summary>Sizes.</summary>
    public SpeechLanguageConfiguration Configuration { get; }

    /// <summary>Bytes of a lane's keys and values.</summary>
    public long BytesOfLane => Configuration.Decoder.CacheElementsPerPosition * MaximumLength
        * (_owned?.Type == ScalarType.BFloat16 ? sizeof(short) : sizeof(float));

    /// <summary>Positions that each lane can hold.</summary>
    public int MaximumLength => _decoder.MaximumLength;

    /// <summary>Reads <c>llm.pt</c> of a folder into TorchSharp.</summary>
    /// <param name="folder">A CosyVoice 2 folder.</param>
    /// <param name="lanes">Utterances at once.</param>
    /// <param name="maximumLength">Positions of each.</param>
    /// <param name="type">Of the transformer's weights and caches: float32, or bfloat16 where the machine is fast with it.</param>
    /// <exception cref="CheckpointFormatException">A file is malformed, or a tensor is missing, of another shape or without a
    /// place in the model.</exception>
    public static SpeechLanguageModel Open(
        string folder, int lanes, int maximumLength, ScalarType type = ScalarType.Float32)
    {
        var configuration = SpeechLanguageConfiguration.Read(folder);
        using var weights = CosyVoiceFiles.OpenWeights(folder, CosyVoiceFiles.LanguageModel);
        return Load(configuration, weights, (lanes, maximumLength), type);
    }

    /// <summary>As <see cref="Open(string, int, int, ScalarType)"/>, from tensors of any origin.</summary>
    /// <param name="configuration">Sizes.</param>
    /// <param name="weights">Read, not kept.</param>
    /// <param name="lanes">Utterances at once, and positions of each.</param>
    /// <param name="type">Of the transformer.</param>
    /// <exception cref="CheckpointFormatException">A tensor is missing, of another shape or without a place in the model.</exception>
    public static SpeechLanguageModel Load(
        SpeechLanguageConfiguration configuration,
        ICheckpoint weights,
        (int Count, int Length) lanes,
        ScalarType type = ScalarType.Float32)
    {
        configuration.Check(weights);
        var model = DecoderModel.Load(weights, configuration.Decoder, type, SpeechLanguageConfiguration.DecoderPrefix);
        return new SpeechLanguageModel(configuration, weights, new TorchDecoder(model, lanes.Count, lanes.Length), model);
    }

    /// <summary>Reads <c>llm.pt</c> of a folder, the transformer as a graph for CPUs, which is written unless it is there.</summary>
    /// <param name="folder">A CosyVoice 2 folder.</param>
    /// <param name="graph">Where the graph of this very checkpoint is kept.</param>
    /// <param name="precision">How its linear layers are kept.</param>
    /// <param name="open">Opens the graph with the lanes that are wanted.</param>
    /// <exception cref="CheckpointFormatException">As for TorchSharp.</exception>
    public static SpeechLanguageModel Open(
        string folder, OnnxDecoderFolder graph, WeightPrecision precision, Func<OnnxDecoderFolder, IDecoderExecutor> open)
    {
        var configuration = SpeechLanguageConfiguration.Read(folder);
        using var weights = CosyVoiceFiles.OpenWeights(folder, CosyVoiceFiles.LanguageModel);
        configuration.Check(weights);
        if (!graph.Holds(precision))
        {
            using var transformer = new PrefixedCheckpoint(weights, SpeechLanguageConfiguration.DecoderPrefix);
            graph.Write(transformer, configuration.Decoder, precision);
        }

        return new SpeechLanguageModel(configuration, weights, open(graph), owned: null);
    }

    /// <summary>One forward call of some lanes.</summary>
    /// <param name="feeds">At least one, each of another slot.</param>
    /// <exception cref="ArgumentException">A slot does not exist or occurs twice, or a lane would grow too long.</exception>
    public SpeechScores Step(ReadOnlySpan<SpeechFeed> feeds)
    {
        var d = Configuration.Decoder.HiddenSize;
        var rows = new LaneRow[feeds.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i] = new LaneRow
            {
                Slot = feeds[i].Slot,
                Past = feeds[i].Past,
                Embeddings = Embed(feeds[i].Rows),
                Demand = RowDemand.HiddenStates,
            };
        }

        var states = _decoder.Step(rows);
        var hidden = new float[rows.Length, d];
        for (var i = 0; i < rows.Length; i++)
        {
            states.HiddenStates(i)[^d..].CopyTo(MemoryMarshal.CreateSpan(ref hidden[i, 0], d));
        }

        return new SpeechScores(Score(hidden), hidden, Configuration.EndOfSpeech);
    }

    /// <summary>Embeddings in, hidden states and scores of all rows out.</summary>
    /// <param name="slot">The lane.</param>
    /// <param name="past">Positions that are kept.</param>
    /// <param name="embeddings"><c>[rows, d]</c>.</param>
    internal SpeechScores StepEmbedded(int slot, int past, float[] embeddings)
    {
        var d = Configuration.Decoder.HiddenSize;
        var states = _decoder.Step(
            [new LaneRow { Slot = slot, Past = past, Embeddings = embeddings, Demand = RowDemand.HiddenStates }]);
        var hidden = new float[embeddings.Length / d, d];
        states.HiddenStates(0).CopyTo(MemoryMarshal.CreateSpan(ref hidden[0, 0], hidden.Length));
        return new SpeechScores(Score(hidden), hidden, Configuration.EndOfSpeech);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _decoder.Dispose();
        _owned?.Dispose();
        _headWeight.Dispose();
        _headBias.Dispose();
    }

    private float[] Embed(IReadOnlyList<SpeechRow> rows)
    {
        var d = Configuration.Decoder.HiddenSize;
        var embeddings = new float[rows.Count * d];
        for (var i = 0; i < rows.Count; i++)
        {
            var place = embeddings.AsSpan(i * d, d);
            switch (rows[i].Table)
            {
                case SpeechTable.Text:
                    _decoder.Embed([rows[i].Index], place);
                    break;
                case SpeechTable.Speech:
                    _speech.AsSpan(rows[i].Index * d, d).CopyTo(place);
                    break;
                default:
                    _marks.AsSpan(rows[i].Index * d, d).CopyTo(place);
                    break;
            }
        }

        return embeddings;
    }

    private float[,] Score(float[,] hidden) // [n, d]
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        var logits = nn.functional.linear(tensor(hidden), _headWeight, _headBias); // [n, ids]
        var scores = new float[hidden.GetLength(0), Configuration.IdCount];
        MemoryMarshal.Cast<byte, float>(logits.bytes).CopyTo(MemoryMarshal.CreateSpan(ref scores[0, 0], scores.Length));
        return scores;
    }
}
