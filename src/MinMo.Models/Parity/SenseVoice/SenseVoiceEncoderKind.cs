using MinMo.Models.SpeechEncoder;

namespace MinMo.Models.Parity.SenseVoice;

internal sealed class SenseVoiceEncoderKind : IGoldenKind
{
    public string Name => "sensevoice.encoder";

    public void Run(GoldenCase golden, GoldenOutputs outputs)
    {
        var model = golden.LoadModel();
        var x = golden.Inputs["x"].ToTorch(); // [b, t, in]
        var (rows, lengths) = ((int)x.shape[1], golden.PerItem("lengths"));
        using var context = new WholeSanm(lengths, rows);
        outputs.Add("output", model.Encoder.call(x, context), SenseVoiceGoldens.Within(lengths, rows, model.Configuration.Width));
        outputs.Add("output_lengths", [lengths.Length], Array.ConvertAll(lengths, length => (long)length));
    }
}
