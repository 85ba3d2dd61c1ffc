using System.Collections.Concurrent;
using MinMo.Abstractions.Engine;
using MinMo.Inference.Device;
using MinMo.Inference.Planning;

namespace MinMo.Inference.Tests.Scripting;

/// <summary>
/// Executes think steps on <see cref="ScriptedPlace"/>s: one slice a requested token, each multiplying the sum by 31
/// and adding the lane's slot. A seed of <see cref="Poison"/> throws.
/// </summary>
internal sealed class ScriptedRunner : IStepRunner
{
    public const int Poison = 666;

    private readonly TaskCompletionSource _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _held = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _holding;

    public ConcurrentQueue<Step[]> Batches { get; } = [];

    public int WarmUps { get; private set; }

    public bool WarmUpFails { get; init; }

    /// <summary>Told how many steps a batch had, before it ends.</summary>
    public Action<int>? Executed { get; init; }

    /// <summary>Makes the next batch wait for <see cref="Open"/>.</summary>
    public void Hold() => _holding = true;

    /// <summary>Completes when a batch waits at the gate.</summary>
    public Task Held => _held.Task;

    public void Open()
    {
        _holding = false;
        _gate.SetResult();
    }

    public void WarmUp()
    {
        WarmUps++;
        if (WarmUpFails)
        {
            throw new InvalidOperationException("no such kernel");
        }
    }

    public void Execute(IReadOnlyList<StepWork> batch)
    {
        Batches.Enqueue([.. batch.Select(static work => work.Step)]);
        if (_holding)
        {
            _held.TrySetResult();
            _gate.Task.GetAwaiter().GetResult();
        }

        if (batch.Any(static work => work.Step is ThinkStep { Sampling.Seed: Poison }))
        {
            throw new InvalidOperationException("poisoned");
        }

        foreach (var work in batch)
        {
            Slice(work);
        }

        Executed?.Invoke(batch.Count);
    }

    private static void Slice(StepWork work)
    {
        if (work.Step is not ThinkStep think)
        {
            work.Result = new HushResult();
            return;
        }

        var place = (ScriptedPlace)work.Place;
        place.Sum = unchecked((place.Sum * 31) + think.Lane.Slot + 1);
        var tokens = (work.Progress as List<ReplyToken>) ?? [];
        tokens.Add(new ReplyToken(new LanePosition(tokens.Count + 1), $"{place.Sum}"));
        work.Progress = tokens;
        if (tokens.Count == think.MaximumTokens)
        {
            work.Result = new ThinkResult([.. tokens], ReplyEnd.Open);
        }
    }
}
