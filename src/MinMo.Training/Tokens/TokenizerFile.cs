using System.Text.Encodings.Web;
using System.Text.Json;

namespace MinMo.Training.Tokens;

/// <summary>Writes <c>tokenizer.json</c> in the layout of the Hugging Face tokenizers library.</summary>
internal static class TokenizerFile
{
    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static void Write(string path, BytePairPlan plan, IReadOnlyList<LearntMerge> merges)
    {
        var texts = Texts(plan, merges);
        using var stream = File.Create(path);
        using var json = new Utf8JsonWriter(stream, Options);
        json.WriteStartObject();
        json.WriteString("version", "1.0");
        json.WriteNull("truncation");
        json.WriteNull("padding");
        WriteAddedTokens(json, plan);
        json.WriteNull("normalizer");
        WriteByteLevel(json, "pre_tokenizer");
        json.WriteNull("post_processor");
        WriteByteLevel(json, "decoder");
        WriteModel(json, texts, merges);
        json.WriteEndObject();
    }

    private static string[] Texts(BytePairPlan plan, IReadOnlyList<LearntMerge> merges)
    {
        var bytes = plan.SpecialTokens.Count;
        var texts = new string[bytes + ByteSymbols.Count + merges.Count];
        for (var id = 0; id < bytes + ByteSymbols.Count; id++)
        {
            texts[id] = id < bytes ? plan.SpecialTokens[id] : ByteSymbols.Character(id - bytes).ToString();
        }
        foreach (var merge in merges)
        {
            texts[merge.Id] = texts[merge.Left] + texts[merge.Right];
        }
        return texts;
    }

    private static void WriteAddedTokens(Utf8JsonWriter json, BytePairPlan plan)
    {
        json.WriteStartArray("added_tokens");
        for (var id = 0; id < plan.SpecialTokens.Count; id++)
        {
            json.WriteStartObject();
            json.WriteNumber("id", id);
            json.WriteString("content", plan.SpecialTokens[id]);
            foreach (var option in (string[])["single_word", "lstrip", "rstrip", "normalized"])
            {
                json.WriteBoolean(option, false);
            }
            json.WriteBoolean("special", true);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteByteLevel(Utf8JsonWriter json, string name)
    {
        json.WriteStartObject(name);
        json.WriteString("type", "ByteLevel");
        json.WriteBoolean("add_prefix_space", false);
        json.WriteBoolean("trim_offsets", true);
        json.WriteBoolean("use_regex", true);
        json.WriteEndObject();
    }

    private static void WriteModel(Utf8JsonWriter json, string[] texts, IReadOnlyList<LearntMerge> merges)
    {
        json.WriteStartObject("model");
        json.WriteString("type", "BPE");
        json.WriteNull("dropout");
        json.WriteNull("unk_token");
        json.WriteBoolean("fuse_unk", false);
        json.WriteBoolean("byte_fallback", false);
        json.WriteStartObject("vocab");
        for (var id = 0; id < texts.Length; id++)
        {
            json.WriteNumber(texts[id], id);
        }
        json.WriteEndObject();
        json.WriteStartArray("merges");
        foreach (var merge in merges)
        {
            json.WriteStringValue($"{texts[merge.Left]} {texts[merge.Right]}");
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
