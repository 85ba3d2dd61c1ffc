using System.Text.Json.Serialization;

namespace MinMo.Models.Bundles;

/// <summary>How <c>bundle.json</c> and <c>part.json</c> are written.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    WriteIndented = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(BundleManifest))]
[JsonSerializable(typeof(BundlePart))]
internal sealed partial class BundleJson : JsonSerializerContext;
