using Microsoft.ML.OnnxRuntime;

namespace MinMo.Models.OnnxSessions;

/// <summary>A graph that runs over pinned arrays in steps of few different shapes; what is bound is made once for each.
/// </summary>
internal sealed class GraphWindows : IDisposable
{
    /// <summary>Beyond this many shapes all are made anew.</summary>
    private const int MostWindows = 64;

    private readonly InferenceSession _session;
    private readonly Action<GraphWindow, int, int> _bind;
    private readonly RunOptions _options = new();
    private readonly Dictionary<(int Streams, int Rows), GraphWindow> _windows = [];

    /// <param name="session">Owned from here on.</param>
    /// <param name="bind">Binds everything for so many streams, with so many rows each.</param>
    public GraphWindows(InferenceSession session, Action<GraphWindow, int, int> bind) => (_session, _bind) = (session, bind);

    /// <summary>Runs a step.</summary>
    /// <param name="streams">Streams.</param>
    /// <param name="rows">Rows of each.</param>
    public void Run(int streams, int rows) => WindowOf(streams, rows).Run(_session, _options);

    public void Dispose()
    {
        Forget();
        _options.Dispose();
        _session.Dispose();
    }

    private GraphWindow WindowOf(int streams, int rows)
    {
        if (_windows.TryGetValue((streams, rows), out var window))
        {
            return window;
        }

        if (_windows.Count == MostWindows)
        {
            Forget();
        }

        window = new GraphWindow(_session);
        _windows.Add((streams, rows), window);
        try
        {
            _bind(window, streams, rows);
            return window;
        }
        catch
        {
            _windows.Remove((streams, rows));
            window.Dispose();
            throw;
        }
    }

    private void Forget()
    {
        foreach (var window in _windows.Values)
        {
            window.Dispose();
        }

        _windows.Clear();
    }
}
