using MinMo.Abstractions.Engine;
using MinMo.Inference.Cascade.Language;
using MinMo.Inference.Cascade.Voice;
using MinMo.Inference.Device;
using MinMo.Inference.Lanes;

namespace MinMo.Inference.Cascade.SpeechTokens;

/// <summary>A voice that speaks a reply while it is thought, by speech tokens: CosyVoice 2.</summary>
internal sealed class TokenVoice(TokenVoiceModels models) : ICascadeVoice
{
    /// <inheritdoc />
    public int RateHz => models.RateHz;

    /// <inheritdoc />
    public int BlockTokens => models.Language.Configuration.BlockText;

    /// <inheritdoc />
    public long BytesOfPlace => models.BytesOfPlace;

    /// <inheritdoc />
    public CascadePlace PlaceOf(int slot, LanePool lanes) => new TokenVoicePlace(slot, lanes);

    /// <inheritdoc />
    public IReadOnlyDictionary<StepKind, IStepRunner> Runners(LanguageModel language)
        => new Dictionary<StepKind, IStepRunner>
        {
            [StepKind.Speak] = new SpeakRunner(models, language.Tokenizer),
            [StepKind.Render] = new RenderRunner(models),
            [StepKind.Hush] = new HushRunner(),
        };
}
