namespace MinMo.Training.Evaluation.Sets;

/// <summary>Finds the audio that a list speaks of.</summary>
internal static class RecordingPath
{
    private static readonly string[] Endings = [".flac", ".wav"];

    /// <summary>Looks under the name that is given, and under it as WAV or FLAC.</summary>
    /// <param name="list">The list.</param>
    /// <param name="folders">Where the layout keeps audio, relative to the list.</param>
    /// <param name="name">What the list says, with or without an ending.</param>
    /// <exception cref="EvaluationSetException">There is no audio that can be read.</exception>
    public static string Find(string list, IReadOnlyList<string> folders, string name)
    {
        var home = Path.GetDirectoryName(list)!;
        foreach (var folder in folders)
        {
            var path = Path.Combine(home, folder, name);
            var readable = Endings.Contains(Path.GetExtension(path)) ? [path] : Array.Empty<string>();
            var found = readable.Concat(Endings.Select(ending => Path.ChangeExtension(path, ending)))
                .Concat(Endings.Select(ending => path + ending)).FirstOrDefault(File.Exists);
            if (found is not null)
            {
                return found;
            }

            if (File.Exists(path))
            {
                throw new EvaluationSetException(
                    $"'{path}' is neither WAV nor FLAC; convert it to a WAV of the same name, e.g. ffmpeg -i a.mp3 a.wav");
            }
        }

        throw new EvaluationSetException($"'{list}' lists '{name}', but there is no such recording");
    }
}
