using Microsoft.ML.OnnxRuntime;
using MinMo.Models.Checkpoints;
using MinMo.Models.OnnxGraphs;
using MinMo.Models.OnnxSessions;
using MinMo.Models.SpeechEncoder;

namespace MinMo.Models.Duplex;

/// <summary>A duplex predictor over several calls at once: one graph of ONNX Runtime, on the CPU.</summary>
/// <remarks>Not safe for use by several threads.</remarks>
public sealed class DuplexPredictorLanes : IDisposable
{
    /// <summary>Rows that one run takes of a call at most; more go in pieces.</summary>
    private const int RowsPerRun = 16;

    private readonly DuplexConfiguration _sizes;
    private readonly SanmSteps _layer;
    private readonly GraphWindows _graph;
    private readonly long[] _lanes;
    private readonly float[] _hidden;
    private readonly long[] _speaking;
    private readonly float[] _likely;

    private DuplexPredictorLanes(DuplexConfiguration sizes, int lanes, InferenceSession session)
    {
        _sizes = sizes;
        var most = lanes * RowsPerRun;
        _layer = new SanmSteps(DuplexGraph.StackOf(sizes), lanes, (most, RowsPerRun));
        _lanes = GC.AllocateArray<long>(lanes, pinned: true);
        _hidden = GC.AllocateArray<float>(most * sizes.LanguageWidth, pinned: true);
        _speaking = GC.AllocateArray<long>(most, pinned: true);
        _likely = GC.AllocateArray<float>(most * DuplexPredictor.Classes, pinned: true);
        _graph = new GraphWindows(session, Bind);
    }

    /// <summary>What is reserved for each call, in bytes.</summary>
    public long BytesOfLane => DuplexGraph.StackOf(_sizes).BytesOfLane;

    /// <summary>Opens a predictor and reserves the state.</summary>
    /// <param name="folder">As <see cref="ModuleFolder"/> has written it.</param>
    /// <param name="graph">Where the graph is kept; made if it is not there.</param>
    /// <param name="lanes">Calls.</param>
    /// <param name="settings">Threads; null for one.</param>
    /// <exception cref="CheckpointFormatException">The weights do not fit the sizes.</exception>
    /// <exception cref="IOException">A file is missing or cannot be written.</exception>
    public static DuplexPredictorLanes Open(
        string folder, GraphFolder graph, int lanes, OnnxSessionSettings? settings = null)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var sizes = ModuleFolder.Configuration<DuplexConfiguration>(folder);
        graph.EnsureWritten(path =>
        {
            using var weights = ModuleFolder.Open(folder);
            DuplexGraph.Write(weights, sizes, path);
        });
        return (settings ?? new OnnxSessionSettings()).Open(
            graph.GraphFile, session => new DuplexPredictorLanes(sizes, lanes, session));
    }

    /// <summary>Forgets what a lane has seen.</summary>
    public void Reset(int lane) => _layer.Reset(lane);

    /// <summary>Adds rows to each of some calls.</summary>
    /// <param name="lanes">Calls, each once.</param>
    /// <param name="hidden">The language model's hidden states, <c>[n, t, language width]</c>.</param>
    /// <param name="speaking">Whether the agent holds the floor, <c>[n, t]</c>.</param>
    /// <returns>Probabilities at the last row of each call in the order of <see cref="DuplexClass"/>, <c>[n, 4]</c>; valid
    /// until the next step.</returns>
    public ReadOnlySpan<float> Step(ReadOnlySpan<int> lanes, ReadOnlySpan<float> hidden, ReadOnlySpan<bool> speaking)
    {
        var rows = speaking.Length / lanes.Length;
        for (var place = 0; place < lanes.Length; place++)
        {
            _lanes[place] = lanes[place];
        }

        var run = 0;
        for (var first = 0; first < rows; first += run)
        {
            run = Math.Min(RowsPerRun, rows - first);
            for (var place = 0; place < lanes.Length; place++)
            {
                Fill(place, run, hidden.Slice(((place * rows) + first) * _sizes.LanguageWidth, run * _sizes.LanguageWidth),
                    speaking.Slice((place * rows) + first, run));
            }

            Run(lanes, run);
        }

        return LastOf(lanes.Length, run);
    }

    /// <inheritdoc/>
    public void Dispose() => _graph.Dispose();

    private void Fill(int place, int rows, ReadOnlySpan<float> hidden, ReadOnlySpan<bool> speaking)
    {
        hidden.CopyTo(_hidden.AsSpan(place * hidden.Length));
        for (var row = 0; row < rows; row++)
        {
            _speaking[(place * rows) + row] = speaking[row] ? 1 : 0;
        }
    }

    private void Run(ReadOnlySpan<int> lanes, int rows)
    {
        _layer.WriteMasks(lanes, rows);
        _graph.Run(lanes.Length, rows);
        for (var place = 0; place < lanes.Length; place++)
        {
            _layer.Keep(lanes[place], place, rows);
        }
    }

    // The last row of each call, moved to the front.
    private ReadOnlySpan<float> LastOf(int calls, int rows)
    {
        for (var place = 0; place < calls; place++)
        {
            _likely.AsSpan((((place + 1) * rows) - 1) * DuplexPredictor.Classes, DuplexPredictor.Classes)
                .CopyTo(_likely.AsSpan(place * DuplexPredictor.Classes));
        }

        return _likely.AsSpan(0, calls * DuplexPredictor.Classes);
    }

    private void Bind(GraphWindow window, int calls, int rows)
    {
        var layer = _sizes.Layer;
        window.Input(DuplexGraph.Lanes, _lanes, calls);
        window.Constant(DuplexGraph.Split, [calls, rows, layer.Heads, layer.Width / layer.Heads], 4);
        window.Constant(
            DuplexGraph.Windows, SanmGraphRows.WindowsOf(rows, layer.MemoryKernel), rows, layer.MemoryKernel);
        window.Input(DuplexGraph.Hidden, _hidden, calls * rows, _sizes.LanguageWidth);
        window.Input(DuplexGraph.Speaking, _speaking, calls * rows);
        window.Output(DuplexGraph.Likely, _likely, calls * rows, DuplexPredictor.Classes);
        _layer.Bind(window, calls, rows);
    }
}
