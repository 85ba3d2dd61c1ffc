using System.Numerics.Tensors;
using MinMo.Models.Piper;

namespace MinMo.Models.Parity.Piper;

/// <summary>Runs the whole graph and, where the cut one is installed, encoder and decoder in a row, which must
/// agree.</summary>
internal sealed class PiperSynthesizeKind : IGoldenKind
{
    // The parts compute what the whole computes; their fusions may differ in the last bits.
    private const float LargestDifference = 1e-4f;

    private readonly LoadedModels<PiperVoice> _whole = new(
        static folder => PiperVoice.Load(folder, new PiperVoiceSettings { WholeGraph = true }));

    private readonly LoadedModels<PiperVoice> _cut = new(static folder => PiperVoice.Load(folder));

    public string Name => "piper.synthesize";

    public void Run(GoldenCase golden, GoldenOutputs outputs)
    {
        var ids = golden.Inputs["ids"].Integers;
        var voice = _whole.Get(golden.RequireCheckpoint());
        var settings = GoldenVoice.Settings(golden, voice);
        var whole = voice.Synthesize(ids, settings);
        var cut = _cut.Get(golden.RequireCheckpoint()).Synthesize(ids, settings);
        if (cut.Length != whole.Length || Difference(whole, cut) > LargestDifference)
        {
            throw new InvalidDataException("encoder and decoder in a row do not give what the whole graph gives");
        }

        outputs.Add("audio", [whole.Length], whole);
        outputs.Add("samples", [1], [whole.Length]);
    }

    private static float Difference(float[] whole, float[] cut)
    {
        var difference = new float[whole.Length];
        TensorPrimitives.Subtract(whole, cut, difference);
        return MathF.Abs(TensorPrimitives.MaxMagnitude<float>(difference));
    }
}
