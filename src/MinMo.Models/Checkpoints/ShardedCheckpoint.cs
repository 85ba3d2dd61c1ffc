using System.Text.Json;

namespace MinMo.Models.Checkpoints;

/// <summary>Several safetensors files with an index that names the file of each tensor.</summary>
internal sealed class ShardedCheckpoint : ICheckpoint
{
    private readonly Dictionary<string, SafetensorsFile> _shards = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SafetensorsFile> _holders = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TensorEntry> _tensors = new(StringComparer.Ordinal);

    private ShardedCheckpoint(string index) => Location = index;

    public string Location { get; }

    public IReadOnlyDictionary<string, TensorEntry> Tensors => _tensors;

    /// <param name="index">Path of <c>model.safetensors.index.json</c>.</param>
    /// <exception cref="CheckpointFormatException">The index or a shard is malformed, or they disagree.</exception>
    public static ShardedCheckpoint Open(string index)
    {
        var checkpoint = new ShardedCheckpoint(index);
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(index));
            foreach (var pair in json.RootElement.GetProperty("weight_map").EnumerateObject())
            {
                checkpoint.Add(pair.Name, pair.Value.GetString() ?? string.Empty);
            }

            return checkpoint;
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            checkpoint.Dispose();
            throw new CheckpointFormatException(index, 0, exception.Message, exception);
        }
        catch
        {
            checkpoint.Dispose();
            throw;
        }
    }

    public void ReadFloat32(string name, Span<float> destination) => Holder(name).ReadFloat32(name, destination);

    public void ReadBytes(string name, long offset, Span<byte> destination)
        => Holder(name).ReadBytes(name, offset, destination);

    public void Dispose()
    {
        foreach (var shard in _shards.Values)
        {
            shard.Dispose();
        }
    }

    private SafetensorsFile Holder(string name)
    {
        this.Require(name);
        return _holders[name];
    }

    private void Add(string name, string fileName)
    {
        if (Path.GetFileName(fileName) != fileName || fileName.Length == 0)
        {
            throw new CheckpointFormatException(Location, 0, $"'{fileName}' is not a file beside the index");
        }

        var path = Path.Combine(Path.GetDirectoryName(Location) ?? string.Empty, fileName);
        if (!_shards.TryGetValue(fileName, out var shard))
        {
            if (!File.Exists(path))
            {
                throw new CheckpointFormatException(Location, 0, $"the shard '{fileName}' is missing");
            }

            shard = SafetensorsFile.Open(path);
            _shards.Add(fileName, shard);
        }

        _holders[name] = shard;
        _tensors[name] = shard.Require(name);
    }
}
