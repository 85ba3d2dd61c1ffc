using MinMo.Abstractions.Calls;
using MinMo.Abstractions.Settings;
using MinMo.Abstractions.Streams;
using MinMo.Gateways.Calls;

namespace MinMo.ClusterTrials.Failover;

/// <summary>A call in real time: the caller speaks without regard to the agent and plays what comes.</summary>
internal sealed class TrialCall(ICallLines lines, TimeProvider time, string name)
{
    private const int FrameSamples = 320;
    private static readonly TimeSpan Frame = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan ReportEvery = TimeSpan.FromMilliseconds(100);

    private readonly TrialPlayout _playout = new();

    public TrialCallResult Result { get; } = new();

    /// <summary>Makes the whole call.</summary>
    public async Task RunAsync(short[] audio)
    {
        var opening = await lines.OpenAsync(new CallId(name), new CallSettings(), CancellationToken.None);
        if (opening is not CallOpening.Opened { Line: var line })
        {
            Result.Ended = $"it was refused: {((CallOpening.Refused)opening).Refusal.Explanation}";
            return;
        }

        var taking = TakeAsync(line);
        await SpeakAsync(line, audio);
        Result.Ended ??= taking.IsCompleted ? "its line was closed" : null;
        await line.DisposeAsync();
        await taking;
    }

    private async Task SpeakAsync(ICallLine line, short[] audio)
    {
        long begin = time.GetTimestamp();
        using var timer = new PeriodicTimer(Frame, time);
        for (int sent = 0; sent < audio.Length && await timer.WaitForNextTickAsync();)
        {
            long due = (long)(time.GetElapsedTime(begin) / Frame) * FrameSamples;
            for (; sent < Math.Min(due, audio.Length); sent += FrameSamples)
            {
                await line.SendAsync(new AudioReceived(new CallPosition(sent), audio[sent..Math.Min(sent + FrameSamples, audio.Length)]));
                if (_playout.Play(Frame, ReportEvery) is { } report)
                {
                    await line.SendAsync(report);
                }
            }
        }
    }

    private async Task TakeAsync(ICallLine line)
    {
        await foreach (var output in line.Outputs.ReadAllAsync())
        {
            _playout.Take(output);
            Result.Take(output, time.GetTimestamp());
        }

        (Result.LongestGap, Result.LongestWait) = (_playout.LongestGap, _playout.LongestWait);
    }
}
