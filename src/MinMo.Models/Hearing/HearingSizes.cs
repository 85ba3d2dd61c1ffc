using MinMo.Models.InputProjection;
using MinMo.Models.SpeechEncoder;

namespace MinMo.Models.Hearing;

/// <summary>Sizes of an encoder and the projector behind it, where each tick is one chunk of the encoder and gives one row.
/// </summary>
internal sealed record HearingSizes
{
    private const int EncoderRowsOfProjectorRow = 2;

    /// <exception cref="ArgumentException">They do not fit together, or do not run in ticks.</exception>
    public HearingSizes(SpeechEncoderConfiguration encoder, InputProjectorConfiguration projector)
    {
        if (encoder.ChunkRows != EncoderRowsOfProjectorRow || encoder.LookAheadRows < encoder.ChunkRows
            || encoder.LookAheadRows % encoder.ChunkRows != 0)
        {
            throw new ArgumentException(
                $"a tick is {EncoderRowsOfProjectorRow} encoder rows: chunks of {encoder.ChunkRows} with "
                + $"{encoder.LookAheadRows} rows of look-ahead do not go into ticks", nameof(encoder));
        }

        if ((encoder.StackedFrames + 1) / 2 > encoder.FrameStep)
        {
            throw new ArgumentException(
                $"rows of {encoder.StackedFrames} frames every {encoder.FrameStep} see beyond their own tick", nameof(encoder));
        }

        if (projector.Inputs != encoder.Width)
        {
            throw new ArgumentException(
                $"the projector takes rows of {projector.Inputs}, the encoder's have {encoder.Width}", nameof(projector));
        }

        (Encoder, Projector) = (encoder, projector);
        EncoderStack = StackOf(encoder);
        ProjectorStack = StackOf(projector);
    }

    public SpeechEncoderConfiguration Encoder { get; }

    public InputProjectorConfiguration Projector { get; }

    public SanmStack EncoderStack { get; }

    public SanmStack ProjectorStack { get; }

    /// <summary>The encoder's layers.</summary>
    public static SanmStack StackOf(SpeechEncoderConfiguration encoder)
        => new("encoder", encoder.Layer, encoder.LayerCount, encoder.Chunks);

    /// <summary>The projector's layers.</summary>
    public static SanmStack StackOf(InputProjectorConfiguration projector)
        => new("projector", projector.Layer, projector.LayerCount, projector.Chunks);

    /// <summary>What is kept of one stream, in bytes: the layers' rows and those under the two convolutions.</summary>
    public long BytesOfLane
        => EncoderStack.BytesOfLane + ProjectorStack.BytesOfLane
            + ((long)(Encoder.LookAheadRows + 1) * Encoder.Width * sizeof(float));

    /// <summary>Projector rows of a tick.</summary>
    public int RowsOfTick => Encoder.ChunkRows / EncoderRowsOfProjectorRow;
}
