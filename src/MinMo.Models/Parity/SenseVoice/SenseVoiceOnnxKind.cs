using MinMo.Models.SenseVoice;

namespace MinMo.Models.Parity.SenseVoice;

internal sealed class SenseVoiceOnnxKind : IGoldenKind
{
    public string Name => "sensevoice.onnx";

    public void Run(GoldenCase golden, GoldenOutputs outputs)
    {
        using var executor = golden.ReadFolder().OpenOnnx();
        var speech = golden.Inputs["speech"];
        var queries = golden.PerItem("language").Zip(golden.PerItem("textnorm"), (language, style) => new SenseVoiceQuery(language, style));
        var output = executor.Run(
            new SenseVoiceInput(speech.Floats, (int)speech.Shape[1], golden.PerItem("speech_lengths"), [.. queries]));
        outputs.Add(
            "ctc_logits",
            [output.Lengths.Count, output.Rows, output.Vocabulary],
            output.Logits,
            SenseVoiceGoldens.Within(output.Lengths, output.Rows, output.Vocabulary));
        outputs.Add("encoder_out_lens", [output.Lengths.Count], [.. output.Lengths.Select(length => (long)length)]);
    }
}
