using Orleans.Storage;

namespace MinMo.Grains.Tests;

/// <summary>A storage that reads nothing and whose writes never end.</summary>
internal sealed class HangingStorage : IGrainStorage
{
    private readonly TaskCompletionSource _written = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when the first write has begun.</summary>
    public Task Written => _written.Task;

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => Task.CompletedTask;

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        _written.TrySetResult();
        return new TaskCompletionSource().Task;
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => Task.CompletedTask;
}
