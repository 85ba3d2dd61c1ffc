namespace MinMo.Models.Language;

/// <summary>What a step computed. The buffers belong to the executor and are overwritten by its next step.</summary>
public sealed class StepOutputs
{
    private readonly int _vocabulary;
    private readonly int _hidden;
    private RowPlace[] _places = [];

    internal StepOutputs(DecoderConfiguration configuration)
    {
        _vocabulary = configuration.VocabularySize;
        _hidden = configuration.HiddenSize;
    }

    /// <summary>Logits of the demanded positions, <c>[rows, V]</c>; pinned.</summary>
    internal float[] LogitBuffer { get; private set; } = GC.AllocateArray<float>(1, pinned: true);

    /// <summary>Hidden states, <c>[positions, d]</c>; pinned.</summary>
    internal float[] HiddenBuffer { get; private set; } = GC.AllocateArray<float>(1, pinned: true);

    /// <summary>Logits of a row's last position, <c>[V]</c>.</summary>
    /// <exception cref="InvalidOperationException">The row demanded none.</exception>
    public ReadOnlySpan<float> LastLogits(int row) => Logits(row)[^_vocabulary..];

    /// <summary>Logits of the demanded positions of a row: <c>[V]</c> for the last one or <c>[positions, V]</c> for all.</summary>
    /// <exception cref="InvalidOperationException">The row demanded none.</exception>
    public ReadOnlySpan<float> Logits(int row)
    {
        var place = _places[row];
        return place.LogitCount > 0
            ? LogitBuffer.AsSpan(place.FirstLogit * _vocabulary, place.LogitCount * _vocabulary)
            : throw new InvalidOperationException($"row {row} demanded no logits");
    }

    /// <summary>Hidden states of a row after the final norm, <c>[positions, d]</c>.</summary>
    /// <exception cref="InvalidOperationException">The row demanded none.</exception>
    public ReadOnlySpan<float> HiddenStates(int row)
    {
        var place = _places[row];
        return place.HasHidden
            ? HiddenBuffer.AsSpan(place.FirstHidden * _hidden, place.HiddenCount * _hidden)
            : throw new InvalidOperationException($"row {row} demanded no hidden states");
    }

    internal void Lay(RowPlace[] places, int logitRows, int hiddenRows)
    {
        _places = places;
        LogitBuffer = Grown(LogitBuffer, checked(logitRows * _vocabulary));
        HiddenBuffer = Grown(HiddenBuffer, checked(hiddenRows * _hidden));
    }

    private static float[] Grown(float[] buffer, int length)
        => buffer.Length >= length ? buffer : GC.AllocateUninitializedArray<float>(length, pinned: true);
}
