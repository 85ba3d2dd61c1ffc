using MinMo.Models.VoiceLanguage;
using MinMo.Training.Stages.Voice;
using static TorchSharp.torch;

namespace MinMo.Training.Tests.Stages.Voice;

public sealed class VoiceBatchTests
{
    [Fact]
    public void Rows_of_all_utterances_point_into_one_table()
    {
        using var scope = NewDisposeScope();
        using var model = new VoiceLanguageModel(new VoiceLanguageConfiguration { BlockUnits = 2, BlockTokens = 2 });

        var batch = new VoiceBatch([([70, 71, 72], [500, 501, 502]), ([80], [600])], model);

        // Table: start, turn, units 70 71 72 80, tokens 500 501 502 600.
        Assert.Equal([0L, 2, 3, 6, 7, 4, 1, 8, 0, 5, 1, 9, 0, 0, 0, 0], batch.Rows.data<long>().ToArray());
        Assert.Equal([2L, 3, 4, 6, 7, 10, 11], batch.Predictions.data<long>().ToArray());
        Assert.Equal([500L, 501, model.Fill, 502, model.EndOfSpeech, 600, model.EndOfSpeech], batch.Targets.data<long>().ToArray());
    }
}
