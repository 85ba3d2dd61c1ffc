using MinMo.Training.Loop;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MinMo.Training.Tests.Loop;

/// <summary>Fits y = 3x - 1.</summary>
internal sealed class LineTask : ITrainingTask
{
    private readonly Parameter _slope = new(zeros(1, 1).DetachFromDisposeScope());
    private readonly Parameter _offset = new(zeros(1).DetachFromDisposeScope());

    public int Steps { get; private set; }

    public Action? BeforeStep { get; init; }

    public (double Slope, double Offset) Line => (_slope.detach().ReadCpuSingle(0), _offset.detach().ReadCpuSingle(0));

    public IReadOnlyList<(string Name, Parameter Value)> Trained => [("slope", _slope), ("offset", _offset)];

    public Tensor Loss(long step, StepMetrics metrics)
    {
        BeforeStep?.Invoke();
        Steps++;
        using var generator = new Generator((ulong)step);
        var x = rand([16, 1], generator: generator); // [b, 1]
        var error = x.matmul(_slope) + _offset - ((x * 3) - 1);
        return error.square().mean();
    }

    public void Evaluate(StepMetrics metrics) => metrics.Add("distance", Math.Abs(Line.Slope - 3) + Math.Abs(Line.Offset + 1));

    public void Save(string folder) => File.WriteAllText(Path.Combine(folder, "line.txt"), $"{Line}");

    public void Dispose()
    {
        _slope.Dispose();
        _offset.Dispose();
    }
}
