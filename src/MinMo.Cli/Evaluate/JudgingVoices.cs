using MinMo.Models.Bundles;
using MinMo.Training.Corpora.Speech;
using MinMo.Training.Corpora.Speech.Speakers;
using MinMo.Training.Corpora.Text;
using MinMo.Training.Judges;

namespace MinMo.Cli.Evaluate;

/// <summary>The agent's source voice, and recognizers that nobody here trained; opened when first asked for.</summary>
internal sealed class JudgingVoices(Surroundings surroundings, TimeProvider time) : IAsyncDisposable
{
    private const int DomainSeed = 77;
    private const int DomainSentences = 4_000;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("minmo-eval-");
    private PiperSpeaker? _piper;
    private ISpeechJudge? _ears;
    private PocketsphinxJudge? _pocketsphinx;

    /// <summary>Speaks as the agent's voice was recorded for its training.</summary>
    /// <exception cref="BundleNotInstalledException">The bundle that brings the voice is not installed.</exception>
    public AgentCorpus Source()
        => new(_piper ??= PiperSpeaker.Open(Cascade().VoiceFolder, time), [], DomainSeed);

    /// <summary>The ears of the cascade, in our own code: Whisper-tiny, unless other parts were composed to it.</summary>
    /// <exception cref="BundleNotInstalledException">The bundle that brings the weights is not installed.</exception>
    /// <exception cref="JudgeNotInstalledException">The weights are missing.</exception>
    /// <exception cref="MinMo.Models.Checkpoints.CheckpointFormatException">The weights are malformed.</exception>
    public ISpeechJudge Ears()
    {
        var bundle = Cascade();
        return _ears ??= bundle.EarsFormat == BundlePartFormat.SenseVoice
            ? SenseVoiceJudge.Open(bundle.EarsFolder)
            : WhisperJudge.Open(bundle.EarsFolder, _folder.FullName);
    }

    /// <summary>CMU Sphinx with the domain's words.</summary>
    /// <exception cref="JudgeNotInstalledException">It is missing.</exception>
    public PocketsphinxJudge Pocketsphinx()
        => _pocketsphinx ??= PocketsphinxJudge.Prepare(
            Path.Combine(_folder.FullName, "pocketsphinx"),
            AgentSentences.Write(DomainSeed, DomainSentences, heldOut: false).Concat(Vocabulary.Words));

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        (_ears as IDisposable)?.Dispose();
        if (_piper is not null)
        {
            await _piper.DisposeAsync();
        }

        _folder.Delete(recursive: true);
    }

    private CascadeBundle Cascade() => (CascadeBundle)surroundings.Store.Resolve(LiteEnglish.Name);
}
