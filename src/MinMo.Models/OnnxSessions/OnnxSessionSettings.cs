using Microsoft.ML.OnnxRuntime;

namespace MinMo.Models.OnnxSessions;

/// <summary>How the small ONNX models run on the CPU. Their defaults keep one model from taking the cores of
/// another: one thread inside an operator, and no spinning while waiting.</summary>
public sealed record OnnxSessionSettings
{
    /// <summary>Threads that share one operator. Default: 1; a second thread is slower when the other core is
    /// busy, as it is while several calls run.</summary>
    public int IntraOpThreads { get; init; } = 1;

    /// <summary>Whether threads wait for the next operator and the next step by spinning. Default: no; for a model that
    /// decodes token by token it doubles the speed, and costs its cores while it waits.</summary>
    public bool AllowSpinning { get; init; }

    /// <summary>Opens a graph for somebody who owns it from then on.</summary>
    internal T Open<T>(string path, Func<InferenceSession, T> make)
    {
        var session = Open(path);
        try
        {
            return make(session);
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    internal InferenceSession Open(string path)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(IntraOpThreads, 1);
        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"The ONNX model '{path}' does not exist; install its weights.", path);
        }

        using var options = new SessionOptions
        {
            IntraOpNumThreads = IntraOpThreads,
            InterOpNumThreads = 1,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", AllowSpinning ? "1" : "0");
        options.AddSessionConfigEntry("session.inter_op.allow_spinning", "0");
        return new InferenceSession(path, options);
    }
}
