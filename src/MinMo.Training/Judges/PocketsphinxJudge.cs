using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using MinMo.Audio.Samples;

namespace MinMo.Training.Judges;

/// <summary>The recognizer of CMU Sphinx with its US English sounds, told the domain: a word list cut from its dictionary
/// and a bigram model of the domain's sentences. It costs 0.3 to 0.5 CPU seconds a sentence.</summary>
/// <remarks>Debian's packages pocketsphinx and pocketsphinx-en-us. It errs by itself: divide by what it makes of the
/// source voice.</remarks>
public sealed class PocketsphinxJudge : ISpeechJudge
{
    private const string Program = "pocketsphinx_batch";
    private const string Sounds = "/usr/share/pocketsphinx/model/en-us";
    private const int SampleRate = 16_000;

    // Its cepstral normalization and silence detection need something before and after the words.
    private const int Rim = SampleRate / 5;

    private readonly string _folder;

    private PocketsphinxJudge(string folder, IReadOnlySet<string> vocabulary)
    {
        _folder = folder;
        Vocabulary = vocabulary;
    }

    /// <inheritdoc />
    public string Name => "pocketsphinx en-us, domain words";

    /// <summary>The words that it can hear: those of the sentences which its dictionary has.</summary>
    public IReadOnlySet<string> Vocabulary { get; }

    /// <summary>Prepares the recognizer for a domain.</summary>
    /// <param name="folder">For word list, language model and clips.</param>
    /// <param name="sentences">Of the domain, but not those that will be judged; some thousands.</param>
    /// <exception cref="JudgeNotInstalledException">A package is missing.</exception>
    public static PocketsphinxJudge Prepare(string folder, IEnumerable<string> sentences)
    {
        ArgumentNullException.ThrowIfNull(sentences);
        var dictionary = Path.Combine(Sounds, "cmudict-en-us.dict");
        if (!File.Exists(dictionary))
        {
            throw new JudgeNotInstalledException("pocketsphinx", "apt-get install pocketsphinx pocketsphinx-en-us");
        }

        Directory.CreateDirectory(folder);
        string[][] words = [.. sentences.Select(SpokenWords.Of)];
        var vocabulary = CutDictionary(
            dictionary, words.SelectMany(static all => all).ToHashSet(), Path.Combine(folder, "words.dict"));
        var known = words.Select(sentence => sentence.Where(vocabulary.Contains).ToArray());
        using var arpa = File.CreateText(Path.Combine(folder, "words.lm"));
        new BigramModel(known, vocabulary).Write(arpa);
        return new PocketsphinxJudge(folder, vocabulary);
    }

    /// <inheritdoc />
    /// <exception cref="JudgeNotInstalledException">The program is missing.</exception>
    /// <exception cref="InvalidOperationException">The program failed.</exception>
    public async ValueTask<IReadOnlyList<string>> ListenAsync(
        IReadOnlyList<ReadOnlyMemory<float>> clips, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(clips);
        for (var at = 0; at < clips.Count; at++)
        {
            WriteClip(Path.Combine(_folder, $"{at}.raw"), clips[at].Span);
        }

        var list = Path.Combine(_folder, "clips.txt");
        await File.WriteAllLinesAsync(list, Enumerable.Range(0, clips.Count).Select(static at => $"{at}"), cancellationToken)
            .ConfigureAwait(false);
        var heard = Path.Combine(_folder, "heard.txt");
        await RunAsync(list, heard, cancellationToken).ConfigureAwait(false);
        var texts = new string[clips.Count];
        Array.Fill(texts, string.Empty);
        foreach (var line in await File.ReadAllLinesAsync(heard, cancellationToken).ConfigureAwait(false))
        {
            var end = line.LastIndexOf('(');                                // words (clip score)
            texts[int.Parse(line[(end + 1)..].Split(' ')[0], null)] = line[..end].Trim();
        }

        return texts;
    }

    private static HashSet<string> CutDictionary(string dictionary, HashSet<string> wanted, string cut)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        using var writer = File.CreateText(cut);
        foreach (var line in File.ReadLines(dictionary))
        {
            var word = line[..line.IndexOf(' ', StringComparison.Ordinal)];
            var variant = word.IndexOf('(', StringComparison.Ordinal);      // "read(2)" is another way to say "read"
            word = variant > 0 ? word[..variant] : word;
            if (wanted.Contains(word))
            {
                found.Add(word);
                writer.WriteLine(line);
            }
        }

        return found;
    }

    private static void WriteClip(string path, ReadOnlySpan<float> clip)
    {
        // Not digital zero, whose logarithm the recognizer cannot bear: one step of noise.
        var pcm = new short[clip.Length + (2 * Rim)];
        var random = new Random(1);
        foreach (ref var sample in pcm.AsSpan())
        {
            sample = (short)random.Next(-1, 2);
        }

        Pcm.ToInt16(clip, pcm.AsSpan(Rim));
        File.WriteAllBytes(path, MemoryMarshal.AsBytes(pcm.AsSpan()));
    }

    private async Task RunAsync(string list, string heard, CancellationToken cancellationToken)
    {
        string[] arguments =
        [
            "-hmm", Path.Combine(Sounds, "en-us"), "-dict", Path.Combine(_folder, "words.dict"),
            "-lm", Path.Combine(_folder, "words.lm"), "-adcin", "yes", "-cepdir", _folder, "-cepext", ".raw",
            "-ctl", list, "-hyp", heard, "-logfn", "/dev/null",
        ];
        using var process = Start(arguments);
        try
        {
            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw;
        }

        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"'{Program} {string.Join(' ', arguments)}' ended with {process.ExitCode}");
        }
    }

    private static Process Start(string[] arguments)
    {
        try
        {
            return Process.Start(new ProcessStartInfo(Program, arguments) { UseShellExecute = false })
                ?? throw new InvalidOperationException($"'{Program}' did not start");
        }
        catch (Win32Exception)
        {
            throw new JudgeNotInstalledException("pocketsphinx", "apt-get install pocketsphinx pocketsphinx-en-us");
        }
    }
}
