using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace MinMo.Models.Checkpoints;

/// <summary>Values of a YAML file that lies beside a checkpoint, plain or HyperPyYAML. Entries are named by their keys,
/// joined by dots (<c>llm.sampling.top_p</c>); what a tag such as <c>!new:</c> would make is never made: its keywords are
/// entries like others.</summary>
/// <remarks><c>!ref</c> is resolved where it names entries of the top level, or products of them.</remarks>
public sealed class YamlSettings
{
    /// <summary>Characters of a file that no checkpoint's settings come near.</summary>
    private const int LongestFile = 4_000_000;

    private const int DeepestNesting = 64;

    private readonly string _path;
    private readonly YamlMappingNode _root;

    private YamlSettings(string path, YamlMappingNode root) => (_path, _root) = (path, root);

    /// <summary>Reads a file.</summary>
    /// <exception cref="CheckpointFormatException">It is missing, no YAML, or no mapping.</exception>
    public static YamlSettings Read(string path)
    {
        try
        {
            var text = File.ReadAllText(path);
            if (text.Length > LongestFile || NestingOf(text) > DeepestNesting)
            {
                throw new CheckpointFormatException(path, 0, "the file is too long or nested too deeply");
            }

            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            return stream.Documents is [{ RootNode: YamlMappingNode root }]
                ? new YamlSettings(path, root)
                : throw new CheckpointFormatException(path, 0, "the file is not one mapping");
        }
        catch (Exception exception) when (exception is YamlException or FileNotFoundException or DirectoryNotFoundException)
        {
            var position = exception is YamlException { Start.Index: var index } ? index : 0;
            throw new CheckpointFormatException(path, position, exception.Message, exception);
        }
    }

    /// <summary>Whether there is such an entry.</summary>
    public bool Has(string entry) => Find(entry) is not null;

    /// <summary>Whether an entry is absent or <c>null</c>.</summary>
    /// <exception cref="CheckpointFormatException">A reference leads nowhere.</exception>
    public bool IsNull(string entry)
        => Find(entry) is null or YamlScalarNode { Style: ScalarStyle.Plain, Value: null or "" or "null" or "~" or "Null" };

    /// <summary>A text.</summary>
    /// <exception cref="CheckpointFormatException">There is no such entry, or it is no text.</exception>
    public string Text(string entry) => Scalar(Require(entry), entry);

    /// <summary>An integer.</summary>
    /// <exception cref="CheckpointFormatException">There is no such entry, or it is no integer.</exception>
    public int Integer(string entry) => ToInteger(Require(entry), entry);

    /// <summary>A number.</summary>
    /// <exception cref="CheckpointFormatException">There is no such entry, or it is no number.</exception>
    public double Number(string entry)
        => double.TryParse(Scalar(Require(entry), entry), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Refuse(entry, "is no number");

    /// <summary>A truth value.</summary>
    /// <exception cref="CheckpointFormatException">There is no such entry, or it is none.</exception>
    public bool Flag(string entry) => Scalar(Require(entry), entry) switch
    {
        "True" or "true" or "TRUE" => true,
        "False" or "false" or "FALSE" => false,
        _ => throw Refuse(entry, "is neither true nor false"),
    };

    /// <summary>A list of integers.</summary>
    /// <exception cref="CheckpointFormatException">There is no such entry, or it is no such list.</exception>
    public IReadOnlyList<int> Integers(string entry) => [.. List(Require(entry), entry).Select(item => ToInteger(item, entry))];

    /// <summary>A list of lists of integers.</summary>
    /// <exception cref="CheckpointFormatException">There is no such entry, or it is no such list.</exception>
    public IReadOnlyList<IReadOnlyList<int>> IntegerLists(string entry)
        => [.. List(Require(entry), entry).Select(row => (IReadOnlyList<int>)[.. List(row, entry).Select(item => ToInteger(item, entry))])];

    private static int NestingOf(string text)
    {
        var parser = new Parser(new StringReader(text));
        var (depth, deepest) = (0, 0);
        while (depth <= DeepestNesting && parser.MoveNext())
        {
            depth += parser.Current?.NestingIncrease ?? 0;
            deepest = Math.Max(deepest, depth);
        }

        return deepest;
    }

    private YamlNode? Find(string entry)
    {
        YamlNode? node = _root;
        foreach (var key in entry.Split('.'))
        {
            node = node is YamlMappingNode mapping && mapping.Children.TryGetValue(new YamlScalarNode(key), out var child)
                ? child
                : null;
        }

        return node is null ? null : Resolve(node, entry, hops: 0);
    }

    private YamlNode Require(string entry) => Find(entry) ?? throw Refuse(entry, "is missing");

    private YamlNode Resolve(YamlNode node, string entry, int hops)
    {
        if (node is not YamlScalarNode { Tag: { IsEmpty: false, Value: "!ref" }, Value: { } expression })
        {
            return node;
        }

        if (hops == DeepestNesting)
        {
            throw Refuse(entry, "refers to itself");
        }

        var factors = expression.Split('*', StringSplitOptions.TrimEntries);
        YamlNode[] resolved = [.. factors.Select(factor => Resolve(Referred(factor, entry), entry, hops + 1))];
        return resolved is [var only]
            ? only
            : new YamlScalarNode(Product(resolved, entry).ToString("R", CultureInfo.InvariantCulture));
    }

    private YamlNode Referred(string factor, string entry)
    {
        if (double.TryParse(factor, NumberStyles.Float, CultureInfo.InvariantCulture, out _))
        {
            return new YamlScalarNode(factor);
        }

        return factor is ['<', .. var name, '>'] && _root.Children.TryGetValue(new YamlScalarNode(name), out var node)
            ? node
            : throw Refuse(entry, $"refers to '{factor}', which is not understood");
    }

    private double Product(YamlNode[] factors, string entry)
        => factors.Aggregate(1.0, (product, factor) => product * (
            double.TryParse(Scalar(factor, entry), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                ? number
                : throw Refuse(entry, "is a product of what are no numbers")));

    private int ToInteger(YamlNode node, string entry)
        => int.TryParse(
            Scalar(Resolve(node, entry, hops: 0), entry), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Refuse(entry, "is no integer");

    private string Scalar(YamlNode node, string entry)
        => node is YamlScalarNode { Value: { } value } ? value : throw Refuse(entry, "is no single value");

    private YamlSequenceNode List(YamlNode node, string entry)
        => node as YamlSequenceNode ?? throw Refuse(entry, "is no list");

    private CheckpointFormatException Refuse(string entry, string reason) => new(_path, 0, $"'{entry}' {reason}");
}
