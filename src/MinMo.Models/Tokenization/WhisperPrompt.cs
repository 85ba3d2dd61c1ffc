using MinMo.Models.Whisper;

namespace MinMo.Models.Tokenization;

/// <summary>What the decoder is told before it writes.</summary>
/// <param name="Language">Code of the language, e.g. <c>en</c>; not used by English-only checkpoints.</param>
/// <param name="Task"><c>transcribe</c> or <c>translate</c>; not used by English-only checkpoints.</param>
/// <param name="Timestamps">Whether time stamps are wanted.</param>
/// <param name="Previous">What was said before, as context; empty for none. It may be text from outside.</param>
public sealed record WhisperPrompt(string Language, string Task, bool Timestamps, string Previous)
{
    /// <summary>The prompt's ids: <c>&lt;|startofprev|&gt;</c> and the end of the previous text if there is one, then
    /// start, language, task, and <c>&lt;|notimestamps|&gt;</c> unless time stamps are wanted.</summary>
    /// <param name="tokenizer">Of the checkpoint.</param>
    /// <param name="settings">Of the checkpoint.</param>
    /// <param name="targetPositions">The decoder's positions; half of them, less one, is kept for previous text.</param>
    /// <exception cref="ArgumentException">The checkpoint does not know the language or the task.</exception>
    public int[] ToIds(BytePairTokenizer tokenizer, WhisperGenerationSettings settings, int targetPositions)
    {
        var ids = new List<int>();
        var previous = Previous.Trim();
        if (previous.Length > 0)
        {
            ids.Add(settings.PreviousToken);
            var context = tokenizer.EncodeUntrusted(" " + previous);
            ids.AddRange(context.AsSpan(Math.Max(0, context.Length - ((targetPositions / 2) - 1))));
        }

        ids.Add(settings.StartToken);
        if (settings.IsMultilingual)
        {
            ids.Add(LanguageToken(settings));
            ids.Add(settings.Tasks.TryGetValue(Task, out var task)
                ? task
                : throw new ArgumentException($"the checkpoint does not know the task '{Task}'"));
        }

        if (!Timestamps)
        {
            ids.Add(settings.NoTimestampsToken);
        }

        return [.. ids];
    }

    private int LanguageToken(WhisperGenerationSettings settings)
    {
        foreach (var (code, id) in settings.Languages)
        {
            if (code == Language)
            {
                return id;
            }
        }

        throw new ArgumentException($"the checkpoint does not know the language '{Language}'");
    }
}
