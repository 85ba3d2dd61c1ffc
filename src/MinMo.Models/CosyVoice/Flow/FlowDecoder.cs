using TorchSharp.Utils;
using static TorchSharp.torch;

namespace MinMo.Models.CosyVoice.Flow;

/// <summary>What the public names put around the estimator.</summary>
internal sealed class FlowDecoder : nn.Module
{
    [ComponentName(Name = "estimator")]
    private readonly CausalEstimator _estimator;

    public FlowDecoder(EstimatorConfiguration configuration)
        : base(nameof(FlowDecoder))
    {
        _estimator = new CausalEstimator(configuration);
        RegisterComponents();
    }

    public CausalEstimator Estimator => _estimator;
}
