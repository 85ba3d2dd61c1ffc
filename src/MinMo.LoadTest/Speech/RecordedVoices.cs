using System.Collections.Concurrent;
using MinMo.Audio.Files;

namespace MinMo.LoadTest.Speech;

/// <summary>Recordings of people in place of words: a turn is any recording of a turn, a back-channel any of a
/// back-channel. Safe for concurrent use.</summary>
public sealed class RecordedVoices : ICallerVoice
{
    private static readonly string[] Endings = [".wav", ".flac"];

    private static readonly (string Folder, SpeechRole Role)[] Folders =
    [
        ("turn", SpeechRole.Turn), ("barge-in", SpeechRole.BargeIn), ("back-channel", SpeechRole.BackChannel),
        ("background", SpeechRole.Background),
    ];

    private readonly Dictionary<SpeechRole, string[]> _paths;
    private readonly ConcurrentDictionary<string, float[]> _read = new();
    private readonly string _place;

    /// <param name="recordings">Role and file of each recording.</param>
    /// <param name="place">Where they lie, for complaints.</param>
    /// <exception cref="ArgumentException">There is none of a turn.</exception>
    public RecordedVoices(IEnumerable<(SpeechRole Role, string Path)> recordings, string place)
    {
        _place = place;
        _paths = recordings.GroupBy(static recording => recording.Role).ToDictionary(
            static group => group.Key,
            static group => group.Select(static recording => recording.Path).Order(StringComparer.Ordinal).ToArray());
        if (!_paths.ContainsKey(SpeechRole.Turn))
        {
            throw new ArgumentException(
                $"{place} has no recordings of turns: put .wav or .flac files there, or into its folder 'turn'");
        }
    }

    /// <summary>The recordings of a folder: those in its folders <c>turn</c>, <c>barge-in</c>, <c>back-channel</c> and
    /// <c>background</c>; those beside them are turns.</summary>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    /// <exception cref="ArgumentException">There are no turns in it.</exception>
    public static RecordedVoices Open(string folder)
    {
        var recordings = Audio(folder).Select(static path => (SpeechRole.Turn, path)).ToList();
        foreach (var (name, role) in Folders)
        {
            string below = Path.Combine(folder, name);
            recordings.AddRange(Directory.Exists(below) ? Audio(below).Select(path => (role, path)) : []);
        }

        return new RecordedVoices(recordings, folder);
    }

    /// <inheritdoc />
    /// <exception cref="ArgumentException">There are no recordings of the role.</exception>
    /// <exception cref="AudioFormatException">The recording cannot be read.</exception>
    public ValueTask<float[]> SpeakAsync(SpeechRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var role = request.Role == SpeechRole.BargeIn && !_paths.ContainsKey(SpeechRole.BargeIn) ? SpeechRole.Turn : request.Role;
        if (!_paths.TryGetValue(role, out var paths))
        {
            throw new ArgumentException($"{_place} has no recordings for the dialogues' {NameOf(role)}");
        }

        string path = paths[(int)((uint)request.Draw % (uint)paths.Length)];
        return ValueTask.FromResult(_read.GetOrAdd(path, static file => AudioFile.Read(file).ToMono(CallerSpeech.RateHz)));
    }

    /// <summary>Whether there is something for a role.</summary>
    public bool Has(SpeechRole role) => role == SpeechRole.BargeIn || _paths.ContainsKey(role);

    private static string NameOf(SpeechRole role) => Folders.First(folder => folder.Role == role).Folder + "s";

    private static IEnumerable<string> Audio(string folder)
        => Directory.EnumerateFiles(folder).Where(static path => Endings.Contains(Path.GetExtension(path)));
}
