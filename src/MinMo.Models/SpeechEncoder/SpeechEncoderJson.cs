using System.Text.Json.Serialization;

namespace MinMo.Models.SpeechEncoder;

/// <summary>Generated reading and writing of the configuration.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(SpeechEncoderConfiguration))]
internal sealed partial class SpeechEncoderJson : JsonSerializerContext;
