using MinMo.Abstractions.Engine;
using MinMo.Inference.Cascade.Language;
using MinMo.Inference.Device;
using MinMo.Inference.Lanes;
using MinMo.Models.Piper;

namespace MinMo.Inference.Cascade.Voice;

/// <summary>A voice that reads clauses of text: Piper.</summary>
internal sealed class ClauseVoice(PiperVoice voice, PiperScript script) : ICascadeVoice
{
    /// <inheritdoc />
    public int RateHz => voice.Configuration.SampleRate;

    /// <inheritdoc />
    public int BlockTokens => 0;

    /// <inheritdoc />
    public long BytesOfPlace => 0;

    /// <inheritdoc />
    public CascadePlace PlaceOf(int slot, LanePool lanes) => new(slot, lanes);

    /// <inheritdoc />
    public IReadOnlyDictionary<StepKind, IStepRunner> Runners(LanguageModel language)
        => new Dictionary<StepKind, IStepRunner>
        {
            [StepKind.Speak] = new SpeakRunner(new ClauseReader(voice, script)),
            [StepKind.Render] = new RenderRunner(),
            [StepKind.Hush] = new HushRunner(),
        };
}
