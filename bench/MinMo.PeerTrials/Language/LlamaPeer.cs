using LLama;
using LLama.Common;
using LLama.Native;
using MinMo.Benchmarks.Decoding;

namespace MinMo.PeerTrials.Language;

/// <summary>llama.cpp on a .gguf file, by LLamaSharp: all lanes in one context, each a sequence of its own.</summary>
internal sealed class LlamaPeer : IDecodingPeer
{
    private readonly LLamaWeights _weights;
    private readonly LLamaContext _context;
    private readonly LLamaBatch _batch = new();
    private readonly int[] _lengths;
    private readonly int[] _logitRows;

    /// <param name="model">A .gguf file.</param>
    /// <param name="threads">Threads.</param>
    /// <param name="settings">Lanes and their length.</param>
    public LlamaPeer(string model, int threads, ContestSettings settings)
    {
        var lanes = settings.Lanes.Max();
        var parameters = new ModelParams(model)
        {
            ContextSize = (uint)(lanes * settings.Length),
            SeqMax = (uint)lanes,
            Threads = threads,
            BatchThreads = threads,
            GpuLayerCount = 0,
        };
        _weights = LLamaWeights.LoadFromFile(parameters);
        _context = _weights.CreateContext(parameters);
        _lengths = new int[lanes];
        _logitRows = new int[lanes];
    }

    public string Name => "llama.cpp";

    public void Prefill(int lane, int[] tokens)
    {
        Truncate(lane, 0);
        _batch.Clear();
        for (var index = 0; index < tokens.Length; index++)
        {
            Add(lane, tokens[index], wantsLogits: index == tokens.Length - 1);
        }

        Run();
    }

    public void Decode(int[] tokens, int past)
    {
        _batch.Clear();
        for (var lane = 0; lane < tokens.Length; lane++)
        {
            Truncate(lane, past);
            Add(lane, tokens[lane], wantsLogits: true);
        }

        Run();
    }

    public ReadOnlySpan<float> Logits(int lane) => _context.NativeHandle.GetLogitsIth(_logitRows[lane]);

    public void Dispose()
    {
        _context.Dispose();
        _weights.Dispose();
    }

    private void Truncate(int lane, int length)
    {
        if (_lengths[lane] > length)
        {
            _context.NativeHandle.MemorySequenceRemove((LLamaSeqId)lane, length, int.MaxValue);
            _lengths[lane] = length;
        }
    }

    private void Add(int lane, int token, bool wantsLogits)
    {
        if (wantsLogits)
        {
            _logitRows[lane] = _batch.TokenCount;
        }

        _batch.Add(token, _lengths[lane]++, (LLamaSeqId)lane, wantsLogits);
    }

    private void Run()
    {
        var result = _context.Decode(_batch);
        if (result != DecodeResult.Ok)
        {
            throw new InvalidOperationException($"llama.cpp could not decode {_batch.TokenCount} tokens: {result}");
        }
    }
}
