using System.Globalization;
using System.Text;

namespace MinMo.Models.Checkpoints.TorchFiles;

/// <summary>The records of a torch file, all in one folder of the archive.</summary>
internal sealed class TorchArchive
{
    private const int FirstVersion = 1;
    private const int LastVersion = 10; // of PyTorch's container format

    private readonly MappedFile _file;
    private readonly Dictionary<string, ZipRecord> _records;
    private readonly string _folder;

    /// <exception cref="CheckpointFormatException">It is no torch file, or one of another kind.</exception>
    public TorchArchive(MappedFile file)
    {
        _file = file;
        _records = new ZipArchiveReader(file).Read();
        var first = _records.Keys.FirstOrDefault() ?? throw Refuse("the archive is empty");
        _folder = first[..(first.IndexOf('/', StringComparison.Ordinal) + 1)];
        if (_folder.Length < 2 || _records.Keys.Any(name => !name.StartsWith(_folder, StringComparison.Ordinal)))
        {
            throw Refuse("the records are not all in one folder");
        }

        CheckVersion();
        CheckByteOrder();
        if (Find("constants.pkl") is not null)
        {
            throw Refuse("a TorchScript archive: it holds code");
        }
    }

    /// <summary>The record of that name, inside the folder.</summary>
    /// <returns>Null if there is none.</returns>
    public ZipRecord? Find(string name) => _records.TryGetValue(_folder + name, out var record) ? record : null;

    private void CheckVersion()
    {
        var text = TextOf("version") ?? throw Refuse("the record 'version' is missing");
        if (!int.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            || version is < FirstVersion or > LastVersion)
        {
            throw Refuse($"the version is none of {FirstVersion} to {LastVersion}");
        }
    }

    private void CheckByteOrder()
    {
        if (TextOf("byteorder") is { } order && order != "little")
        {
            throw Refuse("the byte order is not 'little'");
        }
    }

    /// <summary>A short text; a longer record is none.</summary>
    private string? TextOf(string name)
    {
        const int Longest = 64;
        return Find(name) is not { } record ? null
            : record.Length <= Longest ? Encoding.Latin1.GetString(_file.Slice(record.Offset, record.Length))
            : string.Empty;
    }

    private CheckpointFormatException Refuse(string reason) => new(_file.Path, 0, reason);
}
