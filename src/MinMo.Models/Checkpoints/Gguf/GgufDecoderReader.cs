namespace MinMo.Models.Checkpoints.Gguf;

/// <summary>Reads the sizes of a decoder from the metadata (keys as llama.cpp writes them).</summary>
internal sealed class GgufDecoderReader(GgufFile file)
{
    private const double DefaultTheta = 10_000;

    private readonly GgufEntries _entries = new(file);

    public GgufDecoderParameters Read()
    {
        var architecture = ReadArchitecture();
        var width = _entries.RequireSize($"{architecture}.embedding_length");
        var heads = _entries.RequireSize($"{architecture}.attention.head_count");
        return new GgufDecoderParameters
        {
            Architecture = architecture,
            Layers = _entries.RequireSize($"{architecture}.block_count"),
            Width = width,
            FeedForward = _entries.RequireSize($"{architecture}.feed_forward_length"),
            Heads = heads,
            KeyHeads = ReadKeyHeads(architecture, heads),
            HeadSize = ReadHeadSize(architecture, width, heads),
            NormEpsilon = _entries.RequirePositive($"{architecture}.attention.layer_norm_rms_epsilon"),
            RopeTheta = _entries.FindPositive($"{architecture}.rope.freq_base") ?? DefaultTheta,
            RopeScaling = ReadRopeScaling(architecture),
            Vocabulary = ReadVocabulary(),
            ContextLength = _entries.FindSize($"{architecture}.context_length"),
            IsTied = !file.Tensors.ContainsKey(GgufTensorNames.Head),
            HasRopeFactors = file.Tensors.ContainsKey(GgufTensorNames.RopeFactors),
        };
    }

    private string ReadArchitecture()
    {
        const string Key = "general.architecture";
        var architecture = _entries.RequireText(Key);
        if (architecture is not (GgufArchitecture.Llama or GgufArchitecture.Qwen2))
        {
            throw _entries.Error(Key, $"the architecture '{architecture}' is not supported");
        }

        var experts = $"{architecture}.expert_count";
        return _entries.FindCount(experts) is null or 0
            ? architecture
            : throw _entries.Error(experts, "mixtures of experts are not supported");
    }

    private int ReadKeyHeads(string architecture, int heads)
    {
        var key = $"{architecture}.attention.head_count_kv";
        var keyHeads = _entries.FindSize(key) ?? heads;
        return heads % keyHeads == 0
            ? keyHeads
            : throw _entries.Error(key, $"{heads} query heads cannot share {keyHeads} key heads");
    }

    private int ReadHeadSize(string architecture, int width, int heads)
    {
        var key = $"{architecture}.attention.key_length";
        var size = _entries.FindSize(key) ?? width / heads;
        if (size % 2 != 0 || size == 0)
        {
            throw _entries.Error(key, $"heads of size {size} cannot be rotated");
        }

        foreach (var other in (string[])[$"{architecture}.attention.value_length", $"{architecture}.rope.dimension_count"])
        {
            if (_entries.FindSize(other) is { } stated && stated != size)
            {
                throw _entries.Error(other, $"'{other}' is {stated}, the head size {size}");
            }
        }

        return size;
    }

    private GgufRopeScaling? ReadRopeScaling(string architecture)
    {
        var key = $"{architecture}.rope.scaling.type";
        return _entries.FindText(key) switch
        {
            null or "none" => null,
            "linear" or "yarn" => new GgufRopeScaling(
                _entries.RequireText(key),
                _entries.RequirePositive($"{architecture}.rope.scaling.factor"),
                _entries.FindSize($"{architecture}.rope.scaling.original_context_length")),
            var other => throw _entries.Error(key, $"the rotary scaling '{other}' is not supported"),
        };
    }

    private int ReadVocabulary()
    {
        var rows = file.Require(GgufTensorNames.Embedding).Shape[0];
        return rows <= int.MaxValue
            ? (int)rows
            : throw new CheckpointFormatException(file.Location, 0, $"an embedding of {rows} rows");
    }
}
