using System.Text.Json.Serialization;

namespace MinMo.Training.Loop;

/// <summary>The files of stages.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(TrainingPlace))]
[JsonSerializable(typeof(StageSummary))]
internal sealed partial class TrainingJson : JsonSerializerContext;
