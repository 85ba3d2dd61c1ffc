using System.Text.Json.Nodes;
using MinMo.Models.SenseVoice;

namespace MinMo.Models.Parity.SenseVoice;

/// <summary>Given logits to ids and text, or with <c>sensevoice.timestamps</c> to text, words and their times.</summary>
internal sealed class SenseVoiceDecodeKind(string name, bool withTimes) : IGoldenKind
{
    public string Name => name;

    public void Run(GoldenCase golden, GoldenOutputs outputs)
    {
        var folder = golden.ReadFolder();
        var logits = golden.Inputs["logits"];
        var (rows, vocabulary) = ((int)logits.Shape[1], (int)logits.Shape[2]);
        var output = new SenseVoiceOutput(logits.Floats, rows, vocabulary, golden.PerItem("lengths"));
        var banned = golden.Flag("ban_emo_unk") ? folder.Tokenizer.Find("<|EMO_UNKNOWN|>") : null;
        var items = Enumerable.Range(0, output.Lengths.Count).Select(item => Describe(folder, output, (item, banned)));
        outputs.Json = new JsonArray([.. items]);
    }

    private JsonObject Describe(SenseVoiceFolder folder, SenseVoiceOutput output, (int Index, int? Banned) item)
    {
        var logits = output.ItemLogits(item.Index).Span;
        var ids = SenseVoiceDecoding.Decode(logits, output.Vocabulary, item.Banned);
        var text = folder.Tokenizer.Decode(ids);
        var described = new JsonObject { ["text"] = text };
        if (withTimes)
        {
            var times = new WordTimes(folder.Tokenizer, folder.Configuration.RowDuration);
            SenseVoiceGoldens.Describe(described, times.Find(text, logits, output.Vocabulary));
        }
        else
        {
            described["ids"] = SenseVoiceGoldens.Numbers(ids);
        }

        return described;
    }
}
