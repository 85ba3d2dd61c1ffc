using MinMo.Models.Checkpoints;
using MinMo.Models.CosyVoice.Language;
using MinMo.Models.Language;
using MinMo.Models.OnnxGraphs;
using MinMo.Models.OnnxSessions;
using MinMo.Models.Parity;
using MinMo.Models.Parity.CosyVoiceLanguage;
using MinMo.Models.Sampling;
using MinMo.Testing.Goldens;
using static TorchSharp.torch;

namespace MinMo.Models.Tests.CosyVoice;

public sealed class SpeechLanguageModelTests : IDisposable
{
    private const int Positions = 256;

    // As of the goldens of Qwen2 in bfloat16: fused attention alone moves those by a fifth of it.
    private const double BFloat16Tolerance = 8e-2;

    private static readonly string Folder = GoldenFolders.Of("cosyvoice2-lm", "checkpoints", "tiny-a");

    private readonly string _graphs = Directory.CreateTempSubdirectory("speech-language-").FullName;

    public void Dispose() => Directory.Delete(_graphs, recursive: true);

    [Fact]
    public void Every_tensor_of_the_released_checkpoint_has_a_place_and_none_is_left_over()
    {
        using var weights = ReleasedKeys.Read("llm.keys");
        var elements = weights.Tensors.Values.Sum(static tensor => tensor.ElementCount);
        var places = new SpeechLanguageConfiguration().Tensors().ToArray();

        new SpeechLanguageConfiguration().Check(weights);

        Assert.Equal((295, 641_938_468), (weights.Tensors.Count, elements));
        Assert.Equal(
            weights.Tensors.Keys.Order(StringComparer.Ordinal),
            places.Select(static place => place.Name).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("backbone-a")]
    [InlineData("backbone-a-chunks")]
    [InlineData("backbone-b")]
    public void In_bfloat16_it_stays_within_eight_hundredths_of_the_largest_value(string name)
    {
        var golden = GoldenCase.Load(GoldenFolders.Of("cosyvoice2-lm", name), weightsRoot: null);

        var outputs = new GoldenOutputs();
        new SpeechBackboneKind(ScalarType.BFloat16).Run(golden, outputs);

        Assert.InRange(ErrorOf("hidden"), 1e-4, BFloat16Tolerance); // less would not be bfloat16
        Assert.InRange(ErrorOf("logits"), 1e-4, BFloat16Tolerance);

        double ErrorOf(string output)
        {
            var expected = golden.Outputs[output].Floats;
            return expected.Zip(outputs.Tensors[output].Floats, static (e, a) => Math.Abs(e - a)).Max() / expected.Max(Math.Abs);
        }
    }

    [Fact]
    public void A_lane_in_bfloat16_takes_half_the_memory()
    {
        using var exact = SpeechLanguageModel.Open(Folder, lanes: 1, Positions);
        using var half = SpeechLanguageModel.Open(Folder, lanes: 1, Positions, ScalarType.BFloat16);

        Assert.Equal(exact.BytesOfLane, 2 * half.BytesOfLane);
    }

    [Fact]
    public void Several_utterances_at_once_give_what_each_gives_alone()
    {
        using var together = SpeechLanguageModel.Open(Folder, lanes: 3, Positions);
        using var alone = SpeechLanguageModel.Open(Folder, lanes: 1, Positions);
        var configuration = together.Configuration;

        SpeechDecoding[] Utterances() =>
        [
            new WholeSpeech(configuration, [14, 384, 139, 7], new SpeechPrompt([190, 394], [7, 26, 25])),
            Streamed(configuration, [.. Enumerable.Range(30, 12)], SpeechPrompt.None),
            Streamed(configuration, [60, 61, 62], new SpeechPrompt([1, 2, 3, 4, 5, 6], [3, 1, 4, 1, 5])),
        ];

        var expected = Array.ConvertAll(Utterances(), utterance => Run(alone, [utterance])[0]);

        Assert.Equal(expected, Run(together, Utterances()));
        Assert.All(expected, static speech => Assert.NotEmpty(speech));
    }

    [Fact]
    public void A_lane_is_used_again_without_a_trace()
    {
        using var model = SpeechLanguageModel.Open(Folder, lanes: 1, Positions);
        SpeechDecoding Utterance() => new WholeSpeech(model.Configuration, [14, 384, 139], SpeechPrompt.None);
        var first = Run(model, [Utterance()]);
        Run(model, [new WholeSpeech(model.Configuration, [9, 8], SpeechPrompt.None)]);

        Assert.Equal(first, Run(model, [Utterance()]));
    }

    [Fact]
    public void The_graph_for_processors_scores_like_the_reference()
    {
        using var reference = SpeechLanguageModel.Open(Folder, lanes: 2, Positions);
        using var graph = SpeechLanguageModel.Open(
            Folder,
            new OnnxDecoderFolder(Path.Combine(_graphs, "graph")),
            WeightPrecision.Float32,
            folder => OnnxDecoder.Open(folder, lanes: 2, Positions, new OnnxSessionSettings()));
        SpeechFeed[] feeds =
        [
            new(0, 0, [SpeechRow.Start, SpeechRow.Text(14), SpeechRow.Text(384), SpeechRow.TurnOfSpeech, SpeechRow.Speech(3)]),
            new(1, 0, [SpeechRow.Start, SpeechRow.Text(21)]),
        ];
        var (expected, actual) = (reference.Step(feeds), graph.Step(feeds));

        Assert.Equal(expected.Logits(0), actual.Logits(0), Near);
        Assert.Equal(expected.Logits(1), actual.Logits(1), Near);
    }

    [Fact]
    public void A_checkpoint_with_a_tensor_that_has_no_place_is_refused()
    {
        using var weights = ReleasedKeys.Read("llm.keys");
        weights.Rename("llm.model.lm_head.weight", "llm_decoder.extra"); // the one that need not be there

        Assert.Throws<CheckpointFormatException>(() => new SpeechLanguageConfiguration().Check(weights));
    }

    [Fact]
    public void A_checkpoint_of_other_sizes_is_refused()
    {
        using var weights = ReleasedKeys.Read("llm.keys");

        Assert.Throws<CheckpointFormatException>(() => new SpeechLanguageConfiguration { SpeechTokens = 28 }.Check(weights));
    }

    private static bool Near(float expected, float actual) => Math.Abs(expected - actual) < 1e-4;

    private static StreamedSpeech Streamed(SpeechLanguageConfiguration configuration, int[] text, SpeechPrompt prompt)
    {
        var speech = new StreamedSpeech(configuration, prompt);
        foreach (var id in text)
        {
            speech.Append([id]);
        }

        speech.Complete();
        return speech;
    }

    /// <summary>Speech tokens of utterances that go on side by side until all are finished, each with draws of its own.</summary>
    private static int[][] Run(SpeechLanguageModel model, SpeechDecoding[] utterances)
    {
        var past = new int[utterances.Length];
        var samplers = Array.ConvertAll(
            utterances,
            utterance => new RepetitionAwareSampler(model.Configuration.Sampling, new Random(utterance.Rows.Count).NextDouble));
        while (utterances.Any(IsGoingOn))
        {
            int[] due = [.. Enumerable.Range(0, utterances.Length).Where(lane => IsGoingOn(utterances[lane]))];
            var scores = model.Step([.. due.Select(lane => new SpeechFeed(lane, past[lane], utterances[lane].Rows))]);
            for (var i = 0; i < due.Length; i++)
            {
                var (lane, speech) = (due[i], utterances[due[i]]);
                past[lane] += speech.Rows.Count;
                var chosen = samplers[lane].Next(Speakable(model, scores.LogProbabilities(i, speech.MustGoOn)), speech.Generated);
                speech.Accept(speech.ForcedId ?? chosen);
            }
        }

        return Array.ConvertAll(utterances, utterance => utterance.Speech.ToArray());
    }

    private static bool IsGoingOn(SpeechDecoding speech) => speech.IsDue && speech.Generated.Count < 60;

    /// <summary>Random weights would soon choose an id that may not stand where it is.</summary>
    private static float[] Speakable(SpeechLanguageModel model, float[] scores)
    {
        scores.AsSpan(model.Configuration.SpeechTokens).Fill(float.NegativeInfinity);
        return scores;
    }
}
