using System.Globalization;
using MinMo.Models.Checkpoints;
using MinMo.Models.CosyVoice;
using MinMo.Models.CosyVoice.Flow;
using MinMo.Models.CosyVoice.Language;
using MinMo.Models.CosyVoice.Prompts;
using MinMo.Models.CosyVoice.Speakers;
using MinMo.Models.CosyVoice.SpeechTokens;
using MinMo.Models.CosyVoice.Text;
using MinMo.Models.CosyVoice.Vocoder;

namespace MinMo.Models.Bundles.Installing;

/// <summary>Checks that a folder is a whole CosyVoice 2. Weights are not read; those of flow and vocoder meet their sizes when
/// the part is loaded.</summary>
internal static class CosyVoiceInspection
{
    /// <exception cref="CheckpointFormatException">A file is missing, malformed, or does not fit the others.</exception>
    /// <exception cref="IOException">A file is missing.</exception>
    public static PartFacts Inspect(string folder)
    {
        var language = SpeechLanguageConfiguration.Read(folder);
        using var languageWeights = CosyVoiceFiles.OpenWeights(folder, CosyVoiceFiles.LanguageModel);
        using var flowWeights = CosyVoiceFiles.OpenWeights(folder, TokenFlow.WeightsFile);
        using var vocoderWeights = CosyVoiceFiles.OpenWeights(folder, HiftVocoder.WeightsFile);
        language.Check(languageWeights);
        if (CosyVoiceTokenizer.Open(folder).Size > language.Decoder.VocabularySize)
        {
            throw new CheckpointFormatException(folder, 0, "the tokenizer has more tokens than the language model");
        }

        var yaml = YamlSettings.Read(Path.Combine(folder, CosyVoiceFiles.Settings));
        var flow = TokenFlowConfiguration.Read(yaml, flowWeights);
        _ = HiftConfiguration.Read(yaml);
        RequireHearing(folder);
        var parameters = new[] { languageWeights, flowWeights, vocoderWeights }.Sum(Elements);
        return new(
            string.Create(
                CultureInfo.InvariantCulture,
                $"CosyVoice 2, {parameters / 1e6:0.#} M parameters, blocks of {language.BlockText} : {language.BlockSpeech}, ")
            + (PromptRecording.IsIn(folder) ? "imitates prompt.wav" : "no prompt.wav: nobody's voice"),
            flow.RateHz);
    }

    // Only a recording needs them.
    private static void RequireHearing(string folder)
    {
        string[] needed = [SpeakerEncoder.FileName, OnnxSpeechTokenizer.FileName];
        if (PromptRecording.IsIn(folder) && needed.FirstOrDefault(name => !File.Exists(Path.Combine(folder, name))) is { } missing)
        {
            throw new CheckpointFormatException(folder, 0, $"to imitate {PromptRecording.AudioFileName}, {missing} is needed");
        }
    }

    // The output layer of text is the embedding once more.
    private static long Elements(ICheckpoint weights)
        => weights.Tensors.Values.Where(static tensor => !tensor.Name.EndsWith("lm_head.weight", StringComparison.Ordinal))
            .Sum(static tensor => tensor.ElementCount);
}
