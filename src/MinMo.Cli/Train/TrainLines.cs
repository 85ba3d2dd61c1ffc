using System.Globalization;
using MinMo.Training.Loop;

namespace MinMo.Cli.Train;

/// <summary>Progress as lines, where there is no terminal: one now and then, and the last of every stage.</summary>
/// <param name="output">Takes the lines.</param>
/// <param name="time">The clock.</param>
internal sealed class TrainLines(TextWriter output, TimeProvider time) : IProgress<TrainingProgress>
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(20);

    private long? _last;

    /// <inheritdoc/>
    public void Report(TrainingProgress value)
    {
        if (_last is { } last && time.GetElapsedTime(last) < Pause && value.Done < value.Total)
        {
            return;
        }

        _last = time.GetTimestamp();
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{time.GetLocalNow():HH:mm:ss} {value.Stage} {value.Done}/{value.Total} ({100.0 * value.Done / Math.Max(1, value.Total):F1} %)  {value.Measures}"));
    }
}
