using static TorchSharp.torch;

namespace MinMo.Models.CosyVoice.Flow;

/// <summary>One utterance on its way from speech tokens to mel frames: tokens that wait, and what the networks remember of
/// those that are done. Begun by <see cref="TokenFlow.Begin"/>, moved on by <see cref="TokenFlow.Step"/>.</summary>
/// <remarks>The prompt stands at the beginning; its frames are made, as later frames depend on them, but not given out.
/// A stream that has gone through its prompt can be kept and forked for each utterance of that voice.</remarks>
public sealed class TokenFlowStream : IDisposable
{
    private readonly TokenFlowConfiguration _configuration;
    private readonly List<int> _waiting;
    private bool _completed;

    internal TokenFlowStream(TokenFlowConfiguration configuration, FlowPrompt prompt, Tensor speaker, Tensor noise)
    {
        (_configuration, _waiting) = (configuration, []);
        Append([.. prompt.Tokens]);
        Speaker = speaker.clone().DetachFromDisposeScope();
        Noise = noise.alias().DetachFromDisposeScope();
        PromptMel = prompt.Mel?.alias().DetachFromDisposeScope();
        Encoder = new LayerMemory();
        Guided = Memories(configuration.Steps);
        Unguided = Memories(configuration.Steps);
    }

    private TokenFlowStream(TokenFlowStream origin)
    {
        using var scope = NewDisposeScope();
        (_configuration, _waiting, _completed) = (origin._configuration, [.. origin._waiting], origin._completed);
        Frames = origin.Frames;
        Speaker = origin.Speaker.alias().DetachFromDisposeScope();
        Noise = origin.Noise.alias().DetachFromDisposeScope();
        PromptMel = origin.PromptMel?.alias().DetachFromDisposeScope();
        Encoder = origin.Encoder.Fork();
        Guided = [.. origin.Guided.Select(static memory => memory.Fork())];
        Unguided = [.. origin.Unguided.Select(static memory => memory.Fork())];
    }

    /// <summary>Frames made so far, the prompt's included.</summary>
    public long Frames { get; private set; }

    /// <summary>Whether the next mask chunk can be made: all its tokens and those that it looks ahead to are there, or no
    /// more will come.</summary>
    public bool IsReady
        => _waiting.Count >= _configuration.ChunkTokens + _configuration.Encoder.LookAhead
            || (_completed && _waiting.Count > 0);

    /// <summary>Whether all frames have been made.</summary>
    public bool IsFinished => _completed && _waiting.Count == 0;

    /// <summary>Bytes of keys, values and ends of convolutions that are remembered.</summary>
    public long ByteSize
        => Encoder.ByteSize + Guided.Sum(static memory => memory.ByteSize) + Unguided.Sum(static memory => memory.ByteSize);

    /// <summary>Of the prompt, projected, <c>[bands]</c>.</summary>
    internal Tensor Speaker { get; }

    /// <summary><c>[bands, n]</c>.</summary>
    internal Tensor Noise { get; }

    /// <summary><c>[bands, frames]</c>; null for none.</summary>
    internal Tensor? PromptMel { get; }

    internal LayerMemory Encoder { get; }

    /// <summary>Of the estimator with conditions, at each step of the solver.</summary>
    internal IReadOnlyList<LayerMemory> Guided { get; }

    internal IReadOnlyList<LayerMemory> Unguided { get; }

    /// <summary>Tokens of the next mask chunk.</summary>
    internal int NextTokens => Math.Min(_configuration.ChunkTokens, _waiting.Count);

    /// <summary>The tokens of the next mask chunk, and behind them those that it looks ahead to, as far as they are known.
    /// </summary>
    internal IEnumerable<int> KnownTokens => _waiting.Take(NextTokens + _configuration.Encoder.LookAhead);

    /// <summary>Adds speech tokens at the end.</summary>
    /// <exception cref="InvalidOperationException">The stream was completed.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A token is beyond the vocabulary.</exception>
    public void Append(ReadOnlySpan<int> tokens)
    {
        if (_completed)
        {
            throw new InvalidOperationException("no tokens can follow: the stream was completed");
        }

        foreach (var token in tokens)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(token, _configuration.Vocabulary, nameof(tokens));
        }

        _waiting.AddRange(tokens);
    }

    /// <summary>Tells that no more tokens come: the last ones see nothing ahead of them.</summary>
    public void Complete() => _completed = true;

    /// <summary>A copy that goes on by itself.</summary>
    public TokenFlowStream Fork() => new(this);

    /// <inheritdoc/>
    public void Dispose()
    {
        Speaker.Dispose();
        Noise.Dispose();
        PromptMel?.Dispose();
        Encoder.Dispose();
        foreach (var memory in Guided.Concat(Unguided))
        {
            memory.Dispose();
        }
    }

    /// <summary>The prompt's frames among the next ones, zeros behind its end.</summary>
    /// <returns><c>[bands, count]</c>.</returns>
    internal Tensor Condition(long count)
    {
        using var scope = NewDisposeScope();
        var condition = zeros([Speaker.shape[0], count], Speaker.dtype, Speaker.device);
        var shared = SharedWithPrompt(count);
        if (shared > 0)
        {
            condition.narrow(1, 0, shared).copy_(PromptMel!.narrow(1, Frames, shared));
        }

        return condition.MoveToOuterDisposeScope();
    }

    /// <summary>How many of the next frames are the prompt's.</summary>
    internal long SharedWithPrompt(long count) => Math.Clamp((PromptMel?.shape[1] ?? 0) - Frames, 0, count);

    /// <summary>Makes the next mask chunk's tokens count as done.</summary>
    internal void Advance(long frames)
    {
        _waiting.RemoveRange(0, NextTokens);
        Frames += frames;
    }

    private static LayerMemory[] Memories(int steps) => [.. Enumerable.Range(0, steps).Select(static _ => new LayerMemory())];
}
