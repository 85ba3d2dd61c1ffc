using MinMo.Models.InputProjection.Adaptor;

namespace MinMo.Models.Parity.Adaptor;

internal sealed class AudioAdaptorKind : IGoldenKind
{
    public string Name => "adaptor.transformer";

    public void Run(GoldenCase golden, GoldenOutputs outputs)
    {
        using var adaptor = AudioAdaptor.Open(golden.RequireCheckpoint());
        var lengths = golden.Inputs["lengths"];
        var output = GoldenTensor.From(adaptor.call(golden.Inputs["x"].ToTorch(), lengths.ToTorch())); // [b, t / k, d]
        long[] counts = [.. lengths.Integers.Select(length => (long)adaptor.RowCount((int)length))];
        outputs.Add("output", output, Judged(output, counts));
        outputs.Add("output_lengths", [counts.Length], counts);
    }

    private static bool[] Judged(GoldenTensor output, long[] counts)
    {
        var (rows, width) = (output.Shape[1], output.Shape[2]);
        return [.. Enumerable.Range(0, output.Floats.Length).Select(i => i / width % rows < counts[i / (rows * width)])];
    }
}
