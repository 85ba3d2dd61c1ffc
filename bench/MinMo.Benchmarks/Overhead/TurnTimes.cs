namespace MinMo.Benchmarks.Overhead;

/// <summary>What turns took.</summary>
internal sealed class TurnTimes
{
    /// <summary>From each input until everything that it caused is done.</summary>
    public ListedTimes Inputs { get; } = new();

    /// <summary>From the input that decides to answer until the first sound of the reply.</summary>
    public ListedTimes FirstAudio { get; } = new();

    /// <summary>The longest input of a turn: the pause in which the reply is prepared, 1.5 s of it.</summary>
    public ListedTimes Preparation { get; } = new();
}
