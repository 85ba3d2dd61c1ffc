using Microsoft.Extensions.Options;

namespace MinMo.Inference.Engine;

/// <summary>Checks the ranges of <see cref="EngineOptions"/>; generated from their attributes.</summary>
[OptionsValidator]
internal sealed partial class EngineOptionsValidator : IValidateOptions<EngineOptions>;
