using TorchSharp.Modules;
using static TorchSharp.torch;

namespace MinMo.Training.Loop;

/// <summary>What one stage trains and on what; <see cref="TrainingLoop"/> does the rest.</summary>
public interface ITrainingTask : IDisposable
{
    /// <summary>The parameters that the optimizer changes; saved in checkpoints under their names.</summary>
    IReadOnlyList<(string Name, Parameter Value)> Trained { get; }

    /// <summary>Forward pass over one batch, which is chosen by seed and step alone, so that a stage that is resumed
    /// sees the same batches.</summary>
    /// <param name="step">From 0.</param>
    /// <param name="metrics">For measures beside the loss.</param>
    /// <returns>A scalar with a gradient.</returns>
    Tensor Loss(long step, StepMetrics metrics);

    /// <summary>Measures on held-out data, without gradients.</summary>
    /// <param name="metrics">Takes the measures.</param>
    void Evaluate(StepMetrics metrics);

    /// <summary>Writes the trained weights in the layout in which later stages and bundles read them.</summary>
    /// <param name="folder">Exists and is empty or holds an older version.</param>
    void Save(string folder);
}
