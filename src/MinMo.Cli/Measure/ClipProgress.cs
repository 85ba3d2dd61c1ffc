using Spectre.Console;

namespace MinMo.Cli.Measure;

/// <summary>A bar over recordings.</summary>
internal static class ClipProgress
{
    /// <summary>Measures one recording after the other.</summary>
    public static Task EachAsync(IAnsiConsole console, IReadOnlyCollection<SpeechClip> clips, Func<SpeechClip, Task> measure)
        => console.Progress().AutoRefresh(console.Profile.Capabilities.Interactive).StartAsync(async progress =>
        {
            var task = progress.AddTask("recordings", maxValue: clips.Count);
            foreach (var clip in clips)
            {
                await measure(clip);
                task.Increment(1);
            }
        });
}
