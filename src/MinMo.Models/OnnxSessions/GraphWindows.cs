using Microsoft.ML.OnnxRuntime;

namespace MinMo.Models.OnnxSessions;

/// <summary>A graph that runs over pinned arrays in few kinds of steps, each told by two numbers (streams and rows, or a slot and
/// lanes from there on); what is bound is made once for each.</summary>
internal sealed class GraphWindows : IDisposable
{
    /// <summary>Beyond this many kinds all are made anew.</summary>
    private const int MostWindows = 64;

    private readonly InferenceSession _session;
    private readonly Action<GraphWindow, int, int> _bind;
    private readonly RunOptions _options = new();
    private readonly Dictionary<(int, int), GraphWindow> _windows = [];

    /// <param name="session">Owned from here on.</param>
    /// <param name="bind">Binds what stays the same in all steps of a kind.</param>
    public GraphWindows(InferenceSession session, Action<GraphWindow, int, int> bind) => (_session, _bind) = (session, bind);

    /// <summary>Runs a step of which everything is bound.</summary>
    public void Run(int first, int second) => Run(Of(first, second));

    /// <summary>Runs a step.</summary>
    /// <param name="window">From <see cref="Of"/>, with the rest bound.</param>
    public void Run(GraphWindow window) => _session.RunWithBinding(_options, window.Binding);

    /// <summary>What is bound for a kind of steps; valid until the next call.</summary>
    public GraphWindow Of(int first, int second)
    {
        if (_windows.TryGetValue((first, second), out var window))
        {
            return window;
        }

        if (_windows.Count == MostWindows)
        {
            Forget();
        }

        window = new GraphWindow(_session);
        try
        {
            _bind(window, first, second);
        }
        catch
        {
            window.Dispose();
            throw;
        }

        _windows.Add((first, second), window);
        return window;
    }

    public void Dispose()
    {
        Forget();
        _options.Dispose();
        _session.Dispose();
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
