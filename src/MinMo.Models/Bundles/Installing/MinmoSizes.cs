using MinMo.Models.Duplex;
using MinMo.Models.InputProjection;
using MinMo.Models.OutputProjection;
using MinMo.Models.SpeechEncoder;

namespace MinMo.Models.Bundles.Installing;

/// <summary>Sizes of the parts that stand between an encoder, a language model and a voice, for any widths of those.
/// </summary>
/// <param name="Encoder">Width of the encoder's rows.</param>
/// <param name="Language">Width of the language model: 3,584 in the paper.</param>
/// <param name="Voice">Width of the voice language model: 896 in the paper.</param>
/// <param name="Vocabulary">Units of the language model.</param>
/// <param name="Blank">The unit of rows that say nothing.</param>
/// <remarks>
/// MinMo (arXiv 2501.06282), table 1, gives 170 M, 6 M and 18 M parameters and no inner widths. What it leaves free is
/// chosen so that the counts fit at its widths (encoder 1,280): the input projector's feed-forward parts are as wide as
/// the language model; the predictor is 2/7 of it wide (1,024), its feed-forward part five times that. The output
/// projector has nothing free. The unit bias of the input projector is ours and not in the paper's count.
/// </remarks>
public sealed record MinmoSizes(int Encoder, int Language, int Voice, int Vocabulary, int Blank)
{
    private const int HeadSize = 128;
    private const int DuplexHeadSize = 64;

    /// <summary>From the encoder's rows to the language model's.</summary>
    public InputProjectorConfiguration InputProjector => new()
    {
        Inputs = Encoder,
        Width = Language,
        HeadCount = Language / Enumerable.Range(1, HeadSize).Last(size => Language % size == 0),
        FeedForwardSize = Language,
        VocabularySize = Vocabulary,
        Blank = Blank,
    };

    /// <summary>From the language model to the voice.</summary>
    public OutputProjectionConfiguration OutputProjector => new() { LanguageWidth = Language, VoiceWidth = Voice };

    /// <summary>Whether to answer, to wait or to yield.</summary>
    public DuplexConfiguration DuplexPredictor
    {
        get
        {
            var heads = Math.Max(1, (int)Math.Round(Language * 2 / 7.0 / DuplexHeadSize));
            var width = heads * DuplexHeadSize;
            return new DuplexConfiguration
            {
                LanguageWidth = Language,
                Width = width,
                HeadCount = heads,
                FeedForwardSize = 5 * width,
            };
        }
    }

    /// <summary>Parameters of the input projector: convolution, layers, norm and unit bias.</summary>
    public long InputProjectorParameters
        => (3L * Encoder * Language) + Language + (InputProjector.LayerCount * Count(InputProjector.Layer)) + (2L * Language) + Vocabulary;

    /// <summary>Parameters of the output projector: one matrix.</summary>
    public long OutputProjectorParameters => 2L * Language * Voice;

    /// <summary>Parameters of the duplex predictor: input, floor, layer, norm and output.</summary>
    public long DuplexPredictorParameters
    {
        get
        {
            var width = (long)DuplexPredictor.Width;
            var output = (width + 1) * Duplex.DuplexPredictor.Classes;
            return ((Language + 1) * width) + (2 * width) + Count(DuplexPredictor.Layer) + (2 * width) + output;
        }
    }

    private static long Count(SanmLayerSizes sizes)
    {
        long width = sizes.Width;
        var norms = 2 * (sizes.Inputs + width);
        var attention = ((sizes.Inputs + 1) * 3 * width) + ((width + 1) * width) + (sizes.MemoryKernel * width);
        var feedForward = ((width + 1) * sizes.FeedForward) + ((sizes.FeedForward + 1) * width);
        return norms + attention + feedForward;
    }
}
