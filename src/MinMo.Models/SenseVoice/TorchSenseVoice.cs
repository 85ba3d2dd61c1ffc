using MinMo.Models.Checkpoints;
using MinMo.Models.Checkpoints.TorchFiles;
using static TorchSharp.torch;

namespace MinMo.Models.SenseVoice;

/// <summary>A <c>model.pt</c> in TorchSharp, float32.</summary>
public sealed class TorchSenseVoice : ISenseVoiceExecutor
{
    private readonly SenseVoiceModel _model;

    private TorchSenseVoice(SenseVoiceModel model) => _model = model;

    /// <summary>Loads the weights: a bare state dict, or one under <c>state_dict</c>.</summary>
    /// <exception cref="CheckpointFormatException">The file is malformed, or not of these sizes.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static TorchSenseVoice Open(string path, SenseVoiceConfiguration configuration)
    {
        using var file = TorchFile.Open(path);
        return new TorchSenseVoice(SenseVoiceModel.Load(configuration, file.StateDict()));
    }

    /// <inheritdoc/>
    public SenseVoiceOutput Run(SenseVoiceInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        using var scope = NewDisposeScope();
        var configuration = _model.Configuration;
        var features = tensor(input.Values, [input.Count, input.Rows, configuration.RowWidth]);       // [b, t, row width]
        long[] ids = [.. input.Queries.SelectMany(query => query.Ids).Select(id => (long)id)];
        var queries = tensor(ids, [input.Count, SenseVoiceQuery.RowCount]);                           // [b, 4]
        var (logits, _) = _model.call(features, queries, input.Lengths);                              // [b, 4 + t, v]
        return new SenseVoiceOutput(
            logits.contiguous().data<float>().ToArray(),
            input.Rows + SenseVoiceQuery.RowCount,
            configuration.VocabularySize,
            [.. input.Lengths.Select(length => length + SenseVoiceQuery.RowCount)]);
    }

    /// <inheritdoc/>
    public void Dispose() => _model.Dispose();
}
