using System.Globalization;
using System.Text.RegularExpressions;

namespace MinMo.Models.Tests.CosyVoice;

/// <summary>Names and shapes of the tensors of a public file, <c>{a..b}</c> standing for a range of numbers.</summary>
internal static partial class PublicKeys
{
    /// <summary>Of the released <c>llm.pt</c> of CosyVoice2-0.5B.</summary>
    public static IReadOnlyDictionary<string, long[]> LanguageModel { get; } = Expand(
        """
        llm_embedding.weight [2, 896]
        llm.model.model.embed_tokens.weight [151936, 896]
        llm.model.model.layers.{0..23}.self_attn.q_proj.weight [896, 896]
        llm.model.model.layers.{0..23}.self_attn.q_proj.bias [896]
        llm.model.model.layers.{0..23}.self_attn.k_proj.weight [128, 896]
        llm.model.model.layers.{0..23}.self_attn.k_proj.bias [128]
        llm.model.model.layers.{0..23}.self_attn.v_proj.weight [128, 896]
        llm.model.model.layers.{0..23}.self_attn.v_proj.bias [128]
        llm.model.model.layers.{0..23}.self_attn.o_proj.weight [896, 896]
        llm.model.model.layers.{0..23}.mlp.gate_proj.weight [4864, 896]
        llm.model.model.layers.{0..23}.mlp.up_proj.weight [4864, 896]
        llm.model.model.layers.{0..23}.mlp.down_proj.weight [896, 4864]
        llm.model.model.layers.{0..23}.input_layernorm.weight [896]
        llm.model.model.layers.{0..23}.post_attention_layernorm.weight [896]
        llm.model.model.norm.weight [896]
        llm.model.lm_head.weight [151936, 896]
        llm_decoder.weight [6564, 896]
        llm_decoder.bias [6564]
        speech_embedding.weight [6564, 896]
        """);

    /// <summary>Expands such a list.</summary>
    public static IReadOnlyDictionary<string, long[]> Expand(string list)
    {
        var keys = new Dictionary<string, long[]>(StringComparer.Ordinal);
        foreach (var line in list.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var (name, shape) = (line[..line.IndexOf(' ', StringComparison.Ordinal)], Shape(line));
            foreach (var expanded in ExpandRange(name))
            {
                keys.Add(expanded, shape);
            }
        }

        return keys;
    }

    private static long[] Shape(string line)
        => [.. line[(line.IndexOf('[', StringComparison.Ordinal) + 1)..^1].Split(", ").Select(Parse)];

    private static IEnumerable<string> ExpandRange(string name)
    {
        if (Range().Match(name) is not { Success: true } range)
        {
            return [name];
        }

        var (first, last) = ((int)Parse(range.Groups[1].Value), (int)Parse(range.Groups[2].Value));
        return Enumerable.Range(first, last - first + 1)
            .SelectMany(number => ExpandRange(name[..range.Index] + number + name[(range.Index + range.Length)..]));
    }

    private static long Parse(string number) => long.Parse(number, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\{(\d+)\.\.(\d+)\}")]
    private static partial Regex Range();
}
