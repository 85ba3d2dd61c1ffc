namespace MinMo.Cli.Measure;

/// <summary>Draws recordings by seed.</summary>
internal static class ClipDraw
{
    /// <summary>As many recordings as asked for, each once before any comes again; none of none.</summary>
    public static IReadOnlyList<SpeechClip> Shuffle(SpeechClip[] clips, int count, int seed)
    {
        var random = new Random(seed);
        var chosen = new List<SpeechClip>();
        while (chosen.Count < count && clips.Length > 0)
        {
            random.Shuffle(clips = [.. clips]);
            chosen.AddRange(clips.Take(count - chosen.Count));
        }

        return chosen;
    }
}
