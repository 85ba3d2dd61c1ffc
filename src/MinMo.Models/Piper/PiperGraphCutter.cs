using Google.Protobuf;
using Onnx;

namespace MinMo.Models.Piper;

/// <summary>Cuts a voice's graph in two at the latent frames, so that speech can be streamed: the encoder runs once, the
/// decoder (HiFi-GAN, convolutional) in pieces. Both together give the whole graph's samples.</summary>
public static class PiperGraphCutter
{
    /// <summary>Beside the voice: ids to latent.</summary>
    public const string EncoderFile = "encoder.onnx";

    /// <summary>Beside the voice: latent to samples.</summary>
    public const string DecoderFile = "decoder.onnx";

    private const string CutNode = "/dec/conv_pre/Conv";
    private const string Latent = "latent";
    private const string Audio = "output";
    private const string Speaker = "sid";

    /// <summary>Writes <see cref="EncoderFile"/> and <see cref="DecoderFile"/>, complete with their weights.</summary>
    /// <param name="voiceFile">The whole voice.</param>
    /// <param name="folder">Where to write; the voice's own folder makes <see cref="PiperVoice"/> stream.</param>
    /// <exception cref="PiperFormatException">The graph is not that of a Piper voice, or has no such place to cut; it
    /// still runs whole.</exception>
    public static void Cut(string voiceFile, string folder)
    {
        var voice = Parse(voiceFile);
        var cut = voice.Graph.Node.FirstOrDefault(static node => node.Name == CutNode)
            ?? throw new PiperFormatException(voiceFile, $"no node '{CutNode}': this voice runs whole only");
        Rename(voice.Graph, cut.Input[0], Latent);
        var latent = DescribeLatent(LatentChannels(voice.Graph, cut, voiceFile));
        Write(Path.Combine(folder, EncoderFile), Part(voice, latent, stopAt: null));
        var audio = voice.Graph.Output.FirstOrDefault(static output => output.Name == Audio)
            ?? throw new PiperFormatException(voiceFile, $"no output '{Audio}'");
        var decoder = Part(voice, audio, stopAt: latent);
        var foreign = decoder.Graph.Input.FirstOrDefault(static input => input.Name is not (Latent or Speaker));
        if (foreign is not null)
        {
            throw new PiperFormatException(voiceFile, $"the decoder needs '{foreign.Name}': this voice runs whole only");
        }

        Write(Path.Combine(folder, DecoderFile), decoder);
    }

    private static ModelProto Parse(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            var model = ModelProto.Parser.ParseFrom(stream);
            return model.Graph is not null ? model : throw new PiperFormatException(path, "no graph");
        }
        catch (InvalidProtocolBufferException broken)
        {
            throw new PiperFormatException(path, $"not an ONNX file: {broken.Message}", broken);
        }
    }

    // The convolution's kernel is [out, in, width], in whichever initializer or restored weight it names.
    private static long LatentChannels(GraphProto graph, NodeProto convolution, string path)
    {
        var name = convolution.Input[1];
        for (var hops = 0; hops < graph.Node.Count; hops++)
        {
            var weight = graph.Initializer.FirstOrDefault(tensor => tensor.Name == name);
            if (weight is { Dims.Count: 3 })
            {
                return weight.Dims[1];
            }

            var maker = graph.Node.FirstOrDefault(node => node.Output.Contains(name));
            if (maker is null || maker.Input.Count == 0)
            {
                break;
            }

            name = maker.Input[0];
        }

        throw new PiperFormatException(path, $"the kernel of '{CutNode}' is not an initializer: this voice runs whole only");
    }

    private static void Rename(GraphProto graph, string from, string to)
    {
        foreach (var node in graph.Node)
        {
            for (var at = 0; at < node.Input.Count; at++)
            {
                node.Input[at] = node.Input[at] == from ? to : node.Input[at];
            }

            for (var at = 0; at < node.Output.Count; at++)
            {
                node.Output[at] = node.Output[at] == from ? to : node.Output[at];
            }
        }
    }

    /// <summary>What <paramref name="output"/> is made of, back to the graph's inputs or <paramref name="stopAt"/>.
    /// </summary>
    private static ModelProto Part(ModelProto voice, ValueInfoProto output, ValueInfoProto? stopAt)
    {
        var needed = new HashSet<string> { output.Name };
        var nodes = new List<NodeProto>();
        foreach (var node in voice.Graph.Node.Reverse())                    // a graph's nodes are in order of execution
        {
            if (node.Output.Any(name => name != stopAt?.Name && needed.Contains(name)))
            {
                nodes.Add(node);
                needed.UnionWith(Names(node));
            }
        }

        var part = voice.Clone();
        part.Graph.Node.Clear();
        part.Graph.Node.AddRange(nodes.AsEnumerable().Reverse());
        Keep(part.Graph.Initializer, tensor => needed.Contains(tensor.Name));
        Keep(part.Graph.Input, input => needed.Contains(input.Name));
        if (stopAt is not null)
        {
            part.Graph.Input.Add(stopAt);
        }

        part.Graph.Output.Clear();
        part.Graph.Output.Add(output);
        part.Graph.ValueInfo.Clear();
        return part;
    }

    // Bodies of If and Loop read names of the graph around them.
    private static IEnumerable<string> Names(NodeProto node) => node.Input.Concat(
        node.Attribute
            .SelectMany(static attribute => attribute.G is null ? attribute.Graphs : attribute.Graphs.Append(attribute.G))
            .SelectMany(static body => body.Node.SelectMany(Names).Concat(body.Output.Select(static value => value.Name))));

    private static void Keep<T>(Google.Protobuf.Collections.RepeatedField<T> items, Func<T, bool> wanted)
    {
        var kept = items.Where(wanted).ToList();
        items.Clear();
        items.AddRange(kept);
    }

    private static ValueInfoProto DescribeLatent(long channels)             // [1, channels, frames]
    {
        var shape = new TensorShapeProto();
        shape.Dim.Add(new TensorShapeProto.Types.Dimension { DimValue = 1 });
        shape.Dim.Add(new TensorShapeProto.Types.Dimension { DimValue = channels });
        shape.Dim.Add(new TensorShapeProto.Types.Dimension { DimParam = "frames" });
        var tensor = new TypeProto.Types.Tensor { ElemType = (int)TensorProto.Types.DataType.Float, Shape = shape };
        return new ValueInfoProto { Name = Latent, Type = new TypeProto { TensorType = tensor } };
    }

    private static void Write(string path, ModelProto model)
    {
        using var stream = File.Create(path);
        model.WriteTo(stream);
    }
}
