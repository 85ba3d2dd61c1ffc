using Microsoft.ML.OnnxRuntime;

namespace MinMo.Models.Whisper;

/// <summary>Keys and values that the decoder reads of the audio, per layer <c>[heads, heard rows, head width]</c>, in
/// memory that outlives one utterance: what is silence already is not copied again.</summary>
internal sealed class AudioMemory
{
    private readonly float[][] _blocks;
    private readonly int _heads;
    private readonly int _headWidth;
    private int _soundingRows;
    private int _silenceKept;

    public AudioMemory(WhisperConfiguration sizes)
    {
        _heads = sizes.Decoder.Heads;
        _headWidth = sizes.Width / sizes.Decoder.Heads;
        _blocks = [.. Enumerable.Range(0, 2 * sizes.Decoder.Layers)
            .Select(_ => GC.AllocateUninitializedArray<float>(sizes.SourcePositions * sizes.Width, pinned: true))];
    }

    /// <summary>Rows in use.</summary>
    public int HeardRows { get; private set; }

    /// <summary>Keys of layer i at 2i, its values at 2i + 1.</summary>
    public IReadOnlyList<float[]> Blocks => _blocks;

    /// <summary>Takes over what the encoder gave, and silence behind it.</summary>
    /// <param name="encoded">In the order of <see cref="Blocks"/>, each <c>[1, heads, rows, head width]</c>.</param>
    /// <param name="rows">Rows of <paramref name="encoded"/>.</param>
    /// <param name="heardRows">Rows with the silence; more than <paramref name="rows"/> only if there is silence.</param>
    /// <param name="silence">The full window of silence.</param>
    public void Fill(IReadOnlyCollection<OrtValue> encoded, int rows, int heardRows, AudioMemory? silence)
    {
        // Behind the rows that sounded last time the silence still stands, if the layout is the same.
        var silentFrom = heardRows == _silenceKept ? Math.Min(_soundingRows, heardRows) : heardRows;
        var index = 0;
        foreach (var value in encoded)
        {
            Copy(value.GetTensorDataAsSpan<float>(), rows, 0, rows, index, heardRows);
            if (heardRows > rows)
            {
                Copy(silence!._blocks[index], silence.HeardRows, rows, Math.Max(rows, silentFrom), index, heardRows);
            }

            index++;
        }

        HeardRows = heardRows;
        _soundingRows = rows;
        _silenceKept = heardRows;
    }

    private void Copy(ReadOnlySpan<float> source, int sourceRows, int from, int to, int block, int heardRows)
    {
        for (var head = 0; head < _heads; head++)
        {
            source.Slice(((head * sourceRows) + from) * _headWidth, (to - from) * _headWidth)
                .CopyTo(_blocks[block].AsSpan(((head * heardRows) + from) * _headWidth));
        }
    }
}
