using MinMo.Models.SileroVad;

namespace MinMo.Models.Parity.Silero;

internal sealed class SileroSequenceKind : IGoldenKind
{
    private readonly LoadedModels<SileroVadModel> _models = new(static folder => SileroVadModel.Load(folder));

    public string Name => "silero.sequence";

    public void Run(GoldenCase golden, GoldenOutputs outputs)
    {
        var stream = new SileroVadStream(golden.Parameters.GetProperty("sample_rate").GetInt32());
        var resets = golden.Parameters.GetProperty("reset_at").EnumerateArray().Select(static at => at.GetInt32()).ToHashSet();
        var samples = GoldenWave.ToSamples(golden.Inputs["waveform"]);
        var probabilities = new float[samples.Length / stream.ChunkSamples];
        var model = _models.Get(golden.RequireCheckpoint());
        for (var chunk = 0; chunk < probabilities.Length; chunk++)
        {
            if (resets.Contains(chunk))
            {
                stream.Reset();
            }

            stream.Accept(samples.AsSpan(chunk * stream.ChunkSamples, stream.ChunkSamples));
            model.Step([stream], probabilities.AsSpan(chunk, 1));
        }

        outputs.Add("probability", [probabilities.Length], probabilities);
        outputs.Add("state", [2, 1, SileroVadStream.StateSize], stream.State.ToArray());
        outputs.Add("context", [stream.ContextSamples], stream.Context.ToArray());
    }
}
