using MinMo.Models.SenseVoice;
using static TorchSharp.torch;

namespace MinMo.Models.Parity.SenseVoice;

internal sealed class SenseVoiceModelKind : IGoldenKind
{
    public string Name => "sensevoice.model";

    public void Run(GoldenCase golden, GoldenOutputs outputs)
    {
        var model = golden.LoadModel();
        var features = golden.Inputs["features"].ToTorch(); // [b, t, in]
        var lengths = golden.PerItem("lengths");
        var queries = golden.PerItem("language").Zip(golden.PerItem("textnorm"), (language, style) => new SenseVoiceQuery(language, style));
        long[] ids = [.. queries.SelectMany(query => query.Ids).Select(id => (long)id)];
        var (logits, states) = model.call(features, tensor(ids, [lengths.Length, SenseVoiceQuery.RowCount]), lengths);
        int[] all = [.. lengths.Select(length => length + SenseVoiceQuery.RowCount)];
        var rows = (int)logits.shape[1];
        outputs.Add("logits", logits, SenseVoiceGoldens.Within(all, rows, model.Configuration.VocabularySize));
        outputs.Add("encoder", states, SenseVoiceGoldens.Within(all, rows, model.Configuration.Width));
        outputs.Add("output_lengths", [all.Length], Array.ConvertAll(all, length => (long)length));
    }
}
