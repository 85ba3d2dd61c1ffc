using static TorchSharp.torch;

namespace MinMo.Training.Loop;

/// <summary>The nearest matrix whose singular values are about one, by Newton-Schulz iteration: the step of Muon
/// (Jordan 2024, "Muon: an optimizer for hidden layers in neural networks").</summary>
internal static class Orthogonal
{
    private const int Iterations = 5;
    private const double Linear = 3.4445; // coefficients of the quintic, from the same source
    private const double Cubic = -4.7750;
    private const double Quintic = 2.0315;
    private const double Negligible = 1e-12;

    /// <summary>Singular values between 0.7 and 1.2 in place of any.</summary>
    /// <param name="matrix"><c>[m, n]</c>.</param>
    /// <returns><c>[m, n]</c>.</returns>
    public static Tensor Of(Tensor matrix)
    {
        using var scope = NewDisposeScope();
        var isTall = matrix.shape[0] > matrix.shape[1];
        var x = isTall ? matrix.t() : matrix; // [a, b] with a <= b
        x = x / (x.norm() + 1e-12);
        x = x * x.abs().gt(Negligible); // the moments of silent units are denormal, which matrix products are slow on
        for (var iteration = 0; iteration < Iterations; iteration++)
        {
            var gram = x.mm(x.t());                                    // [a, a]
            var polynomial = gram.addmm(gram, gram, (float)Cubic, (float)Quintic); // [a, a]
            x = x.addmm(polynomial, x, (float)Linear, 1);              // [a, b]
        }

        return (isTall ? x.t() : x).MoveToOuterDisposeScope();
    }
}
