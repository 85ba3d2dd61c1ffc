namespace MinMo.Models.Parity;

/// <summary>One kind of golden: which of our entry points to call, with what.</summary>
public interface IGoldenKind
{
    /// <summary><c>family.what</c>, as in <c>golden.json</c>.</summary>
    string Name { get; }

    /// <summary>Computes the outputs from inputs, parameters and checkpoint; sizes come from these alone. The caller keeps a
    /// dispose scope and no gradients.</summary>
    /// <param name="golden">What is asked.</param>
    /// <param name="outputs">Empty; gets what was computed.</param>
    void Run(GoldenCase golden, GoldenOutputs outputs);
}
