using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using MinMo.Inference.Engine;
using MinMo.Models.Checkpoints.Gguf;
using MinMo.Models.Language;
using MinMo.Models.OnnxGraphs;
using MinMo.Models.OnnxSessions;
using MinMo.Models.Tokenization;

namespace MinMo.Inference.Cascade.Language;

/// <summary>A language model with its tokenizer, from a folder or a GGUF file.</summary>
/// <param name="Decoder">With one lane for every place, or two.</param>
/// <param name="Tokenizer">Its tokenizer.</param>
internal sealed record LanguageModel(IDecoderExecutor Decoder, BytePairTokenizer Tokenizer) : IDisposable
{
    /// <summary>Whether an adapter is merged in: what it was trained to say must not be hindered.</summary>
    public bool IsAdapted { get; private init; }

    /// <summary>Opens the model for CPUs; its graph is built once and found again in the cache.</summary>
    /// <param name="path">A folder in the Hugging Face layout, or a GGUF file.</param>
    /// <param name="cacheFolder">Where the graph is kept; need not exist.</param>
    /// <param name="options">Places, lanes, precision and threads.</param>
    /// <param name="adapterFolder">A low-rank adapter to merge into the weights before they are rounded; null for none.</param>
    /// <exception cref="Models.Checkpoints.CheckpointFormatException">The adapter does not fit the model.</exception>
    public static LanguageModel Open(string path, string cacheFolder, EngineOptions options, string? adapterFolder = null)
        => Open(path, cacheFolder, options, new Form(options.LanguagePrecision, options.LanesPerCall, adapterFolder));

    /// <summary>As <see cref="Open(string, string, EngineOptions, string?)"/>, with so many lanes for every place.</summary>
    public static LanguageModel Open(string path, string cacheFolder, EngineOptions options, int lanesPerCall)
        => Open(path, cacheFolder, options, new Form(options.LanguagePrecision, lanesPerCall, AdapterFolder: null));

    private static LanguageModel Open(string path, string cacheFolder, EngineOptions options, Form form)
    {
        using var checkpoint = DecoderCheckpoint.Open(path);
        var tokenizer = checkpoint.Weights is GgufDecoderCheckpoint gguf
            ? BytePairTokenizer.FromGguf(gguf.File)
            : BytePairTokenizer.Open(path);
        var adapted = form.AdapterFolder is null ? string.Empty : $"-{HashOf(form.AdapterFolder)}";
        var folder = new OnnxDecoderFolder(Path.Combine(
            cacheFolder, $"decoder-{form.Precision}-{Fingerprint(path)}{adapted}".ToLowerInvariant()));
        if (!folder.Holds(form.Precision))
        {
            Write(folder, checkpoint, form.Precision, form.AdapterFolder);
        }

        var trained = checkpoint.Configuration.ContextLength;
        var length = trained > 0 ? Math.Min(trained, options.LaneLength) : options.LaneLength;
        var sessions = new OnnxSessionSettings
        {
            IntraOpThreads = options.LanguageThreads,
            AllowSpinning = options.LanguageSpins,
        };
        return new LanguageModel(
            OnnxDecoder.Open(folder, options.Places * form.LanesPerCall, length, sessions), tokenizer)
        {
            IsAdapted = form.AdapterFolder is not null,
        };
    }

    /// <inheritdoc />
    public void Dispose() => Decoder.Dispose();

    private static void Write(
        OnnxDecoderFolder folder, DecoderCheckpoint checkpoint, WeightPrecision precision, string? adapterFolder)
    {
        if (adapterFolder is null)
        {
            folder.Write(checkpoint.Weights, checkpoint.Configuration, precision);
            return;
        }

        using var adapter = LoraAdapter.Open(adapterFolder);
        using var merged = adapter.MergeInto(checkpoint.Weights);
        folder.Write(merged, checkpoint.Configuration, precision);
    }

    // Adapters are small: their bytes name them.
    private static string HashOf(string adapterFolder)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in Directory.EnumerateFiles(adapterFolder, "adapter_*").Order(StringComparer.Ordinal))
        {
            hash.AppendData(File.ReadAllBytes(file));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }

    /// <summary>Names, sizes and times of the files: another model in the same place gets another graph.</summary>
    public static string Fingerprint(string path)
    {
        IEnumerable<FileInfo> files = Directory.Exists(path)
            ? new DirectoryInfo(path).EnumerateFiles().OrderBy(static file => file.Name, StringComparer.Ordinal)
            : [new FileInfo(path)];
        var text = new StringBuilder();
        foreach (var file in files)
        {
            text.Append(CultureInfo.InvariantCulture, $"{file.Name}|{file.Length}|{file.LastWriteTimeUtc.Ticks}\n");
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..16];
    }

    /// <summary>What a model becomes when it is opened.</summary>
    private sealed record Form(WeightPrecision Precision, int LanesPerCall, string? AdapterFolder);
}
