using MinMo.Models.Checkpoints;
using MinMo.Models.OnnxSessions;

namespace MinMo.Models.Language;

/// <summary>The decoder on the CPU as one graph of ONNX Runtime, with float32 or 8-bit weights.</summary>
/// <remarks>
/// A step whose rows have one position each runs once for every window of neighbouring lanes; a lane inside a window that
/// has no row gets a position behind its end, which its next row overwrites. Longer rows run lane by lane, in pieces.
/// </remarks>
public sealed class OnnxDecoder : IDecoderExecutor
{
    /// <summary>Positions of one piece of a long row: bounds the memory of the attention scores.</summary>
    private const int LongestPiece = 256;

    private readonly EmbeddingTable _embedding;
    private readonly LaneLengths _lengths;
    private readonly OnnxLaneCache _cache;
    private readonly OnnxDecoderBindings _bindings;
    private readonly StepOutputs _outputs;

    private OnnxDecoder(OnnxDecoderFolder folder, int lanes, int maximumLength, OnnxSessionSettings settings)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(lanes, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(maximumLength, 1);
        MaximumLength = maximumLength;
        Configuration = folder.ReadConfiguration();
        _lengths = new LaneLengths(Configuration, lanes, maximumLength);
        _outputs = new StepOutputs(Configuration);

        // One position more than promised: lanes without a row get theirs behind a full lane's end.
        _cache = new OnnxLaneCache(Configuration, lanes, maximumLength + 1);
        _embedding = folder.OpenEmbedding();
        try
        {
            _bindings = new OnnxDecoderBindings(settings.Open(folder.GraphFile), Configuration, _cache, maximumLength + 1);
        }
        catch
        {
            _embedding.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public DecoderConfiguration Configuration { get; }

    /// <inheritdoc/>
    public int LaneCapacity => _lengths.Lanes;

    /// <inheritdoc/>
    public int MaximumLength { get; }

    /// <summary>All processors, and threads that spin between operators and steps: half the time of a step at one lane.</summary>
    public static OnnxSessionSettings DefaultSettings
        => new() { IntraOpThreads = Environment.ProcessorCount, AllowSpinning = true };

    /// <summary>Loads a decoder and reserves the caches.</summary>
    /// <param name="folder">Complete (<see cref="OnnxDecoderFolder.Write"/>).</param>
    /// <param name="lanes">Slots.</param>
    /// <param name="maximumLength">Positions of each lane.</param>
    /// <param name="settings">Threads; null for <see cref="DefaultSettings"/>.</param>
    /// <exception cref="CheckpointFormatException">The folder is not complete or of another format.</exception>
    /// <exception cref="OverflowException">One layer's keys are more than 2^31 numbers.</exception>
    public static OnnxDecoder Open(
        OnnxDecoderFolder folder, int lanes, int maximumLength, OnnxSessionSettings? settings = null)
        => new(folder, lanes, maximumLength, settings ?? DefaultSettings);

    /// <inheritdoc/>
    public StepOutputs Step(ReadOnlySpan<LaneRow> rows)
    {
        _lengths.Check(rows);
        var plan = new OnnxStepPlan(rows, _lengths, LongestPiece);
        _outputs.Lay(plan.Places, plan.LogitCount, plan.PositionCount);
        var firstLogit = 0;
        foreach (var run in plan.Runs)
        {
            firstLogit += Run(run, rows, firstLogit);
        }

        _lengths.Commit(rows);
        return _outputs;
    }

    /// <inheritdoc/>
    public void CopyLane(int from, int to, int length)
    {
        _lengths.Copy(from, to, length);
        if (from != to)
        {
            _cache.Copy(from, to, length);
        }
    }

    /// <inheritdoc/>
    public void Embed(ReadOnlySpan<int> tokens, Span<float> destination)
    {
        for (var i = 0; i < tokens.Length; i++)
        {
            _embedding.Copy(tokens[i], destination.Slice(i * Configuration.HiddenSize, Configuration.HiddenSize));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _bindings.Dispose();
        _embedding.Dispose();
    }

    /// <returns>How many logits the run wrote.</returns>
    private int Run(OnnxRun run, ReadOnlySpan<LaneRow> rows, int firstLogit)
    {
        var inputs = _bindings.Inputs;
        inputs.Begin(run.Lanes, run.Width);
        for (var lane = 0; lane < run.Lanes; lane++)
        {
            var row = run.Rows[lane] < 0 ? null : rows[run.Rows[lane]];
            inputs.SetPast(lane, row is null ? _lengths[run.FirstSlot + lane] : row.Past + run.Start);
            if (row is not null)
            {
                Fill(inputs.Embeddings(lane), row, run);
                inputs.AddLogits(lane, LogitsOf(row, run));
            }
        }

        _bindings.Run(run, _outputs, firstLogit);
        return inputs.LogitCount;
    }

    private void Fill(Span<float> destination, LaneRow row, OnnxRun run)
    {
        if (row.Embeddings.IsEmpty)
        {
            Embed(row.Tokens.Span.Slice(run.Start, run.Width), destination);
        }
        else
        {
            row.Embeddings.Span.Slice(run.Start * Configuration.HiddenSize, destination.Length).CopyTo(destination);
        }
    }

    private int LogitsOf(LaneRow row, OnnxRun run)
        => row.Demand.HasFlag(RowDemand.AllLogits) ? run.Width
            : row.Demand.HasFlag(RowDemand.LastLogits) && run.Start + run.Width == _lengths.CountOf(row) ? 1
            : 0;
}
