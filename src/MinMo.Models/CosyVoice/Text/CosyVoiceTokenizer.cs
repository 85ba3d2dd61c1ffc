using MinMo.Models.Checkpoints;
using MinMo.Models.Tokenization;

namespace MinMo.Models.CosyVoice.Text;

/// <summary>The text tokenizer of CosyVoice 2: Qwen2's, and tokens that steer the voice.</summary>
public static class CosyVoiceTokenizer
{
    /// <summary>Stands between an instruction and the text.</summary>
    public const string EndOfPrompt = "<|endofprompt|>";

    // cosyvoice.tokenizer.tokenizer.QwenTokenizer; their ids follow on the checkpoint's own in this order.
    private static readonly string[] Steering =
    [
        EndOfPrompt, "[breath]", "<strong>", "</strong>", "[noise]", "[laughter]", "[cough]", "[clucking]", "[accent]",
        "[quick_breath]", "<laughter>", "</laughter>", "[hissing]", "[sigh]", "[vocalized-noise]", "[lipsmack]", "[mn]",
    ];

    /// <summary>Reads the tokenizer of a CosyVoice 2 folder.</summary>
    /// <exception cref="CheckpointFormatException">A file is malformed.</exception>
    /// <exception cref="IOException">A file is missing.</exception>
    public static BytePairTokenizer Open(string folder)
    {
        var definition = VocabularyFiles.Read(Path.Combine(folder, CosyVoiceFiles.TextFolder));
        var next = Math.Max(
            definition.Tokens.Values.DefaultIfEmpty(-1).Max(), definition.AddedTokens.Select(token => token.Id).DefaultIfEmpty(-1).Max()) + 1;
        return new BytePairTokenizer(definition with
        {
            AddedTokens =
            [
                .. definition.AddedTokens,
                .. Steering.Select((text, place) => new AddedToken(next + place, text, IsSpecial: true)),
            ],
        });
    }
}
