namespace MinMo.Models.Parity.SenseVoice;

internal sealed class SenseVoiceFrontEndKind : IGoldenKind
{
    public string Name => "sensevoice.frontend";

    public void Run(GoldenCase golden, GoldenOutputs outputs)
    {
        var folder = golden.ReadFolder();
        ReadOnlyMemory<float>[] waves =
            [.. Enumerable.Range(0, golden.Inputs.Count).Select(item => (ReadOnlyMemory<float>)golden.Inputs[$"waveform.{item}"].Floats)];
        var input = folder.FrontEnd.Batch(waves, []);
        outputs.Add("features", [input.Count, input.Rows, folder.Configuration.RowWidth], input.Values);
        outputs.Add("lengths", [input.Count], [.. input.Lengths.Select(length => (long)length)]);
    }
}
