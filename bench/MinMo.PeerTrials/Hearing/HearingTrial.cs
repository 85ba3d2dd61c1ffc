using System.Diagnostics;
using System.Globalization;
using MinMo.Audio.Files;
using MinMo.Models.OnnxGraphs;
using MinMo.Models.OnnxSessions;
using MinMo.Models.Whisper;
using Whisper.net;

namespace MinMo.PeerTrials.Hearing;

/// <summary>Our recognizer beside whisper.cpp on the same checkpoint and the same recordings, in one run.</summary>
internal static class HearingTrial
{
    private const int RateHz = 16_000;
    private const int WindowSamples = 29 * RateHz;

    public static async Task RunAsync(TrialOptions options)
    {
        var turns = Recordings(options).ToList();
        var windows = turns.SelectMany(static turn => turn).Chunk(WindowSamples).Where(static part => part.Length == WindowSamples).ToList();
        var cache = Directory.CreateTempSubdirectory("minmo-peers-");
        try
        {
            var file = Path.Combine(cache.FullName, "whisper.bin");
            GgmlWhisperFile.Write(options.Model, file);
            using var factory = WhisperFactory.FromPath(file);
            var peers = Peers(options, cache.FullName, factory);
            Console.WriteLine(
                $"{Environment.ProcessorCount} processors, {options.Threads} threads; seconds of audio a second, best of {options.Rounds}");
            await CompareAsync($"{turns.Count} turns", peers, turns, options.Rounds);
            if (windows.Count > 0)
            {
                await CompareAsync($"{windows.Count} windows of 29 s", peers, windows, options.Rounds);
            }

            foreach (var peer in peers)
            {
                await peer.DisposeAsync();
            }
        }
        finally
        {
            cache.Delete(recursive: true);
        }
    }

    private static IHearingPeer[] Peers(TrialOptions options, string cache, WhisperFactory factory)
    {
        OwnPeer Own(string name, WeightPrecision precision)
        {
            var folder = Directory.CreateDirectory(Path.Combine(cache, name.Replace(' ', '-')));
            var session = new OnnxSessionSettings { IntraOpThreads = options.Threads };
            return new OwnPeer(name, WhisperRecognizer.OpenOnnx(options.Model, folder.FullName, precision, session));
        }

        return
        [
            Own("8 bit", WeightPrecision.Int8),
            Own("float32", WeightPrecision.Float32),
            new WhisperCppPeer("whisper.cpp", factory, options.Threads, shortens: false),
            new WhisperCppPeer("the same, short", factory, options.Threads, shortens: true),
        ];
    }

    private static IEnumerable<float[]> Recordings(TrialOptions options)
    {
        var files = Directory.EnumerateFiles(options.Recordings!, "*.*", SearchOption.AllDirectories)
            .Where(static file => Path.GetExtension(file) is ".wav" or ".flac").Order(StringComparer.Ordinal).Take(options.Clips);
        foreach (var file in files)
        {
            var samples = AudioFile.Read(file).ToMono(RateHz);
            yield return samples.Length > WindowSamples ? samples[..WindowSamples] : samples;
        }
    }

    private static async Task CompareAsync(string what, IHearingPeer[] peers, List<float[]> clips, int rounds)
    {
        var seconds = clips.Sum(static clip => (double)clip.Length / RateHz);
        var best = new double[peers.Length];
        var texts = new string[peers.Length][];
        for (var round = 0; round < rounds; round++)
        {
            for (var peer = 0; peer < peers.Length; peer++)
            {
                (texts[peer], var rate) = await MeasureAsync(peers[peer], clips, seconds);
                best[peer] = Math.Max(best[peer], rate);
            }
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}, {seconds:F1} s of audio"));
        for (var peer = 0; peer < peers.Length; peer++)
        {
            var same = texts[peer].Zip(texts[0]).Count(static pair => Words(pair.First).SequenceEqual(Words(pair.Second)));
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"  {peers[peer].Name,-16}{best[peer],8:F1}   {peers[0].Name} to it {best[0] / best[peer],6:F2}   same words in {same} of {clips.Count}"));
        }
    }

    private static async Task<(string[] Texts, double Rate)> MeasureAsync(IHearingPeer peer, List<float[]> clips, double seconds)
    {
        var texts = new string[clips.Count];
        var began = Stopwatch.GetTimestamp();
        for (var clip = 0; clip < clips.Count; clip++)
        {
            texts[clip] = await peer.RecognizeAsync(clips[clip]);
        }

        return (texts, seconds / Stopwatch.GetElapsedTime(began).TotalSeconds);
    }

    private static string[] Words(string text) => text.ToUpperInvariant()
        .Split([' ', '.', ',', '!', '?', '-', '\n'], StringSplitOptions.RemoveEmptyEntries);
}
