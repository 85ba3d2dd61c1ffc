using static TorchSharp.torch;

namespace MinMo.Models.CosyVoice.Vocoder;

/// <summary>Renders utterances chunk by chunk: the last frames are rendered again with the next ones, the excitation of the
/// first time stands in for theirs, and their samples are faded over.</summary>
/// <remarks><c>CosyVoice2Model.token2wav</c>. What a chunk costs depends on its own frames alone. Chunks with equally many
/// frames run as one batch; others run by themselves, as zeros beside a shorter one would change its last samples.</remarks>
public sealed class StreamedVocoder : IDisposable
{
    /// <summary>Frames that are rendered again with the next chunk.</summary>
    public const int OverlapFrames = 8;

    private readonly HiftVocoder _vocoder;
    private readonly int _overlap;
    private readonly Tensor _window;

    /// <summary>Prepares the fade.</summary>
    /// <param name="vocoder">Stays the caller's.</param>
    public StreamedVocoder(HiftVocoder vocoder)
    {
        ArgumentNullException.ThrowIfNull(vocoder);
        (_vocoder, _overlap) = (vocoder, OverlapFrames * vocoder.Configuration.FrameSamples);
        _window = tensor(CrossFade.Window(_overlap)).DetachFromDisposeScope(); // [2 * overlap]
    }

    /// <summary>What renders a chunk.</summary>
    public HiftVocoder Vocoder => _vocoder;

    /// <summary>Sizes.</summary>
    public HiftConfiguration Configuration => _vocoder.Configuration;

    /// <summary>Renders the next frames of several utterances.</summary>
    /// <param name="chunks">What each brings. Streams change only when all has gone well.</param>
    /// <returns>The samples of each that later frames cannot change, <c>[n]</c>. As long as fewer than
    /// <see cref="OverlapFrames"/> frames of an utterance that goes on are there, they are only remembered.</returns>
    public IReadOnlyList<Tensor> Step(IReadOnlyList<HiftChunk> chunks)
    {
        ArgumentNullException.ThrowIfNull(chunks);
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        Tensor[] mels = [.. chunks.Select(static chunk => Joined(chunk))];                     // [bands, t] each
        var rendered = new (Tensor Wave, Tensor Source)[chunks.Count];
        var ready = Enumerable.Range(0, chunks.Count).Where(i => IsRendered(chunks[i], mels[i]));
        foreach (var group in ready.GroupBy(i => (mels[i].shape[1], chunks[i].Stream.Source is null)))
        {
            int[] rows = [.. group];
            var (waves, sources) = Render([.. rows.Select(i => chunks[i])], [.. rows.Select(i => mels[i])]);
            for (var row = 0; row < rows.Length; row++)
            {
                rendered[rows[row]] = (waves[row], sources[row]);
            }
        }

        return [.. chunks.Select((chunk, i) => Emit(chunk, mels[i], rendered[i]).MoveToOuterDisposeScope())];
    }

    /// <inheritdoc/>
    public void Dispose() => _window.Dispose();

    private static Tensor Joined(HiftChunk chunk)
        => chunk.Stream.Mel is { } before ? cat([before, chunk.Mel], 1) : chunk.Mel;

    private static bool IsRendered(HiftChunk chunk, Tensor mel)
        => chunk.Last ? mel.shape[1] > 0 : chunk.Stream.Source is not null || mel.shape[1] >= OverlapFrames;

    /// <returns>Faded samples, <c>[b, n]</c>, and excitations, <c>[b, 1, n]</c>.</returns>
    private (Tensor Waves, Tensor Sources) Render(HiftChunk[] chunks, Tensor[] mels)
    {
        var (sines, samples) = (_vocoder.Configuration.Sines, mels[0].shape[1] * _vocoder.Configuration.FrameSamples);
        var noise = stack([.. chunks.Select(chunk => chunk.Noise ?? chunk.Stream.Noise(samples, sines))]).to(mels[0].device);
        var goesOn = chunks[0].Stream.Source is not null;
        var begin = goesOn ? stack([.. chunks.Select(static chunk => chunk.Stream.Source!)]) : null;
        var (wave, source) = _vocoder.Render(stack(mels), noise, begin);
        if (goesOn)
        {
            wave = CrossFade.Over(wave, stack([.. chunks.Select(static chunk => chunk.Stream.Wave!)]), _window.to(wave.device));
        }

        return (wave, source);
    }

    private Tensor Emit(HiftChunk chunk, Tensor mel, (Tensor Wave, Tensor Source) rendered)
    {
        chunk.Stream.IsFinished = chunk.Last;
        if (rendered.Wave is not { } wave)
        {
            chunk.Stream.Wait(mel);
            return zeros(0);
        }

        var samples = wave.shape[0];
        if (chunk.Last)
        {
            return wave.clone();
        }

        chunk.Stream.Keep(
            mel.narrow(1, mel.shape[1] - OverlapFrames, OverlapFrames),
            rendered.Source.narrow(1, samples - _overlap, _overlap),
            wave.narrow(0, samples - _overlap, _overlap));
        return wave.narrow(0, 0, samples - _overlap).clone();
    }
}
