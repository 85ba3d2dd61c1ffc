using System.Globalization;
using MinMo.Abstractions.Calls;
using MinMo.Audio.Files;
using MinMo.Audio.Samples;

namespace MinMo.Cli.Talk;

/// <summary>One recording of the caller, ready to be played into a call.</summary>
/// <param name="Path">Where it came from.</param>
/// <param name="Samples">Mono PCM at 16 kHz.</param>
/// <param name="StartsAt">When it is to start since the begin of the call; null starts it in turn.</param>
internal sealed record TalkRecording(string Path, short[] Samples, TimeSpan? StartsAt)
{
    /// <summary>Reads a WAV or FLAC file of any rate and channel count.</summary>
    /// <param name="argument">The path, with <c>@seconds</c> behind it for a start time of its own.</param>
    /// <exception cref="AudioFormatException">The file is no audio, or empty.</exception>
    public static TalkRecording Read(string argument)
    {
        var (path, startsAt) = Split(argument);
        var clip = AudioFile.Read(path);
        return new TalkRecording(path, Pcm.ToInt16(clip.ToMono(CallPosition.RateHz)), startsAt);
    }

    private static (string Path, TimeSpan? StartsAt) Split(string argument)
    {
        int at = argument.LastIndexOf('@');
        if (at > 0 && !File.Exists(argument)
            && double.TryParse(argument[(at + 1)..], NumberStyles.Float, CultureInfo.InvariantCulture, out double seconds)
            && seconds >= 0)
        {
            return (argument[..at], TimeSpan.FromSeconds(seconds));
        }

        return (argument, null);
    }
}
