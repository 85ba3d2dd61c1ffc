using System.Text.Json.Nodes;
using MinMo.Models.Checkpoints;
using MinMo.Models.CosyVoice;
using MinMo.Models.CosyVoice.Language;
using MinMo.Models.CosyVoice.Text;
using MinMo.Models.Language;

namespace MinMo.Models.Parity.CosyVoiceLanguage;

internal sealed class CosyVoiceContainerKind : IGoldenKind
{
    public string Name => "cosyvoice2-lm.container";

    public void Run(GoldenCase golden, GoldenOutputs outputs)
    {
        var folder = golden.RequireCheckpoint();
        var configuration = SpeechLanguageConfiguration.Read(folder);
        using var weights = CosyVoiceFiles.OpenWeights(folder, CosyVoiceFiles.LanguageModel);
        configuration.Check(weights);
        AddTensors(outputs, weights);
        outputs.AddJson("config", Settings(YamlSettings.Read(Path.Combine(folder, CosyVoiceFiles.Settings))));
        outputs.AddJson("model", Sizes(configuration.Decoder));
        outputs.AddJson("ids", Ids(configuration, folder));
    }

    private static void AddTensors(GoldenOutputs outputs, ICheckpoint weights)
    {
        TensorEntry[] entries = [.. weights.Tensors.Values.OrderBy(entry => entry.Name, StringComparer.Ordinal)];
        outputs.AddJson("names", entries.Select(entry => entry.Name));
        outputs.AddJson("shapes", entries.Select(entry => entry.Shape.ToArray()));
        outputs.AddJson("dtypes", entries.Select(entry => entry.Type.ToString().ToLowerInvariant()));
        outputs.AddJson("shared", entries
            .GroupBy(entry => entry.Offset)
            .Where(group => group.Count() > 1)
            .Select(group => group.Select(entry => entry.Name)));
        float[][] values = [.. entries.Select(entry => weights.ReadFloat32(entry.Name))];
        outputs.Add("sum", [entries.Length], Array.ConvertAll(values, tensor => (float)tensor.Sum(value => (double)value)));
        outputs.Add("weighted_sum", [entries.Length], Array.ConvertAll(
            values, tensor => (float)(tensor.Select((value, i) => (i + 1.0) * value).Sum() / tensor.Length)));
    }

    private static JsonObject Settings(YamlSettings yaml) => new()
    {
        ["sample_rate"] = yaml.Integer("sample_rate"),
        ["llm_input_size"] = yaml.Integer("llm.llm_input_size"),
        ["llm_output_size"] = yaml.Integer("llm.llm_output_size"),
        ["spk_embed_dim"] = yaml.Integer("flow.spk_embed_dim"),
        ["token_frame_rate"] = yaml.Integer("flow.input_frame_rate"),
        ["token_mel_ratio"] = yaml.Integer("flow.token_mel_ratio"),
        ["chunk_size"] = yaml.Integer("chunk_size"),
        ["num_decoding_left_chunks"] = yaml.Integer("flow.decoder.estimator.num_decoding_left_chunks"),
        ["speech_token_size"] = yaml.Integer("llm.speech_token_size"),
        ["mix_ratio"] = new JsonArray([.. yaml.Integers("llm.mix_ratio").Select(part => (JsonNode)part)]),
        ["top_p"] = yaml.Number("llm.sampling.top_p"),
        ["top_k"] = yaml.Integer("llm.sampling.top_k"),
        ["win_size"] = yaml.Integer("llm.sampling.win_size"),
        ["tau_r"] = yaml.Number("llm.sampling.tau_r"),
        ["pre_lookahead_len"] = yaml.Integer("flow.pre_lookahead_len"),
        ["estimator_static_chunk_size"] = yaml.Integer("flow.decoder.estimator.static_chunk_size"),
        ["feat_extractor"] = MelSettings(yaml),
    };

    private static JsonObject MelSettings(YamlSettings yaml)
    {
        string[] keywords = ["n_fft", "num_mels", "sampling_rate", "hop_size", "win_size", "fmin", "fmax"];
        var settings = new JsonObject { ["center"] = yaml.Flag("feat_extractor.center") };
        foreach (var keyword in keywords)
        {
            settings.Add(keyword, yaml.IsNull($"feat_extractor.{keyword}") ? null : yaml.Integer($"feat_extractor.{keyword}"));
        }

        return settings;
    }

    private static JsonObject Sizes(DecoderConfiguration decoder) => new()
    {
        ["hidden_size"] = decoder.HiddenSize,
        ["intermediate_size"] = decoder.FeedForwardSize,
        ["num_hidden_layers"] = decoder.LayerCount,
        ["num_attention_heads"] = decoder.HeadCount,
        ["num_key_value_heads"] = decoder.KeyValueHeadCount,
        ["vocab_size"] = decoder.VocabularySize,
        ["rms_norm_eps"] = decoder.NormEpsilon,
        ["rope_theta"] = decoder.Rotary.Theta,
    };

    private static JsonObject Ids(SpeechLanguageConfiguration configuration, string folder)
    {
        var tokenizer = CosyVoiceTokenizer.Open(folder);
        return new JsonObject
        {
            ["eos"] = configuration.EndOfSpeech,
            ["fill"] = configuration.Fill,
            ["stop"] = new JsonArray(configuration.EndOfSpeech, configuration.IdCount - 1),
            ["end_of_prompt"] = tokenizer.Find(CosyVoiceTokenizer.EndOfPrompt),
            ["text_tokens"] = tokenizer.Size,
        };
    }
}
