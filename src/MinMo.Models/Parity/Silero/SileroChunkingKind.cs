using MinMo.Models.SileroVad;

namespace MinMo.Models.Parity.Silero;

internal sealed class SileroChunkingKind : IGoldenKind
{
    private readonly LoadedModels<SileroVadModel> _models = new(static folder => SileroVadModel.Load(folder));

    public string Name => "silero.chunking";

    public void Run(GoldenCase golden, GoldenOutputs outputs)
    {
        var stream = new SileroVadStream(golden.Parameters.GetProperty("sample_rate").GetInt32());
        var samples = GoldenWave.ToSamples(golden.Inputs["waveform"]);
        var probabilities = new float[samples.Length / stream.ChunkSamples];
        var model = _models.Get(golden.RequireCheckpoint());
        var counts = new List<long>();
        var at = 0;
        var written = 0;
        foreach (var piece in golden.Parameters.GetProperty("pieces").EnumerateArray().Select(static size => size.GetInt32()))
        {
            var count = model.Push(stream, samples.AsSpan(at, piece), probabilities.AsSpan(written));
            counts.Add(count);
            written += count;
            at += piece;
        }

        outputs.Add("probability", [written], probabilities[..written]);
        outputs.Add("counts", [counts.Count], [.. counts]);
        outputs.Add("pending", [1], [stream.Pending]);
    }
}
