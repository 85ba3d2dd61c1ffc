using System.Globalization;
using MinMo.Benchmarks.Memory;
using MinMo.Models.Checkpoints;
using MinMo.Models.CosyVoice.Language;
using static TorchSharp.torch;

namespace MinMo.Benchmarks.CosyVoice;

/// <summary>What CosyVoice2's speech language model takes at its released size: every tensor of <c>llm.pt</c> with random
/// weights, so its speech is noise; time, memory and steps are those of the released model in float32.</summary>
internal static class LanguageCosts
{
    private const int Prompt = 64;
    private const int Positions = 512;

    /// <param name="lanes">Utterances at once, at most.</param>
    /// <param name="steps">Steps that are measured.</param>
    public static void Run(int lanes, int steps)
    {
        set_num_threads(1);
        var configuration = new SpeechLanguageConfiguration();
        using var weights = new RandomCheckpoint(configuration.Tensors());
        var (memory, began) = (ProcessMemory.Read().ResidentMegabytes, Environment.CpuUsage.TotalTime);
        using var model = SpeechLanguageModel.Load(configuration, weights, (lanes, Positions));
        Print($"{weights.Tensors.Count} tensors, {weights.Tensors.Values.Sum(static tensor => tensor.ElementCount)} elements");
        Print($"loaded in {(Environment.CpuUsage.TotalTime - began).TotalSeconds:F1} s of processor time, {ProcessMemory.Read().ResidentMegabytes - memory:F0} MB more resident");
        for (var count = 1; count <= lanes; count *= 2)
        {
            Print($"{count} at once: {Milliseconds(model, count, steps):F0} ms of processor time a step");
        }
    }

    private static double Milliseconds(SpeechLanguageModel model, int lanes, int steps)
    {
        SpeechRow[] prompt = [SpeechRow.Start, .. Enumerable.Range(1, Prompt - 2).Select(SpeechRow.Text), SpeechRow.TurnOfSpeech];
        model.Step([.. Enumerable.Range(0, lanes).Select(lane => new SpeechFeed(lane, 0, prompt))]);
        var began = Environment.CpuUsage.TotalTime;
        for (var step = 0; step < steps; step++)
        {
            model.Step([.. Enumerable.Range(0, lanes).Select(lane => new SpeechFeed(lane, Prompt + step, [SpeechRow.Speech(lane)]))]);
        }

        return (Environment.CpuUsage.TotalTime - began).TotalMilliseconds / steps;
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    /// <summary>Values as they are asked for; nothing is kept.</summary>
    private sealed class RandomCheckpoint(IEnumerable<(string Name, long[] Shape)> tensors) : ICheckpoint
    {
        private const float LargestValue = 0.05f;

        public string Location => "random weights";

        public IReadOnlyDictionary<string, TensorEntry> Tensors { get; } = tensors.ToDictionary(
            static tensor => tensor.Name,
            static tensor => new TensorEntry(
                tensor.Name, ElementType.Float32, [.. tensor.Shape], 0,
                tensor.Shape.Aggregate((long)sizeof(float), static (product, size) => product * size)),
            StringComparer.Ordinal);

        public void ReadFloat32(string name, Span<float> destination)
        {
            var state = (uint)name.Length;
            foreach (ref var value in destination)
            {
                state = (state * 1_664_525) + 1_013_904_223;
                value = (((state >> 8) / (float)(1 << 23)) - 1) * LargestValue;
            }
        }

        public void ReadBytes(string name, long offset, Span<byte> destination) => throw new NotSupportedException();

        public void Dispose()
        {
            // Nothing is open.
        }
    }
}
