using System.Text.Json.Nodes;
using MinMo.Audio.Resampling;
using MinMo.Models.SenseVoice;

namespace MinMo.Models.Parity.SenseVoice;

/// <summary>The whole way from waves to text.</summary>
/// <param name="open">Opens the network of a folder: both executors must give the reference's numbers.</param>
internal sealed class SenseVoiceRecognizeKind(Func<SenseVoiceFolder, ISenseVoiceExecutor> open) : IGoldenKind
{
    public string Name => "sensevoice.recognize";

    public void Run(GoldenCase golden, GoldenOutputs outputs)
    {
        var folder = golden.ReadFolder();
        var executor = open(folder);
        using var recognizer = new SenseVoiceRecognizer(folder, executor); // disposes the executor
        SenseVoiceUtterance[] utterances =
            [.. Enumerable.Range(0, golden.Inputs.Count).Select(item => UtteranceOf(golden, item, folder.FrontEnd.RateHz))];
        var output = executor.Run(recognizer.Prepare(utterances));
        outputs.Add(
            "logits",
            [utterances.Length, output.Rows, output.Vocabulary],
            output.Logits,
            SenseVoiceGoldens.Within(output.Lengths, output.Rows, output.Vocabulary));
        outputs.Add("output_lengths", [utterances.Length], [.. output.Lengths.Select(length => (long)length)]);
        var items = utterances.Select((utterance, item) => Describe(recognizer.Read(utterance, output, item)));
        outputs.Json = new JsonArray([.. items]);
    }

    private static SenseVoiceUtterance UtteranceOf(GoldenCase golden, int item, int rate)
    {
        var stated = golden.Parameters.GetProperty("sample_rate").GetInt32();
        var samples = golden.Inputs[$"waveform.{item}"].Floats;
        return new SenseVoiceUtterance(
            stated == rate ? samples : Resampler.Resample(samples, stated, rate, ResampleFilter.Torchaudio),
            golden.Parameters.GetProperty("language").GetString()!,
            golden.Flag("use_itn"))
        {
            BansUnknownEmotion = golden.Flag("ban_emo_unk"),
            WantsWordTimes = golden.Flag("timestamps"),
        };
    }

    private static JsonObject Describe(SenseVoiceRecognition recognition)
    {
        var item = new JsonObject
        {
            ["ids"] = SenseVoiceGoldens.Numbers(recognition.Ids),
            ["text"] = recognition.Written,
            ["rich"] = RichText.Write(recognition.Written),
        };
        SenseVoiceGoldens.Describe(item, recognition.Words);
        return item;
    }
}
