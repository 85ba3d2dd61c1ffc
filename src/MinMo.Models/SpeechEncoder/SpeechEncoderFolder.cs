using System.Text.Json;
using MinMo.Models.Checkpoints;

namespace MinMo.Models.SpeechEncoder;

/// <summary>A speech encoder on disk: <c>encoder.json</c> and <c>encoder.safetensors</c>.</summary>
public static class SpeechEncoderFolder
{
    private const string ConfigurationFile = "encoder.json";
    private const string WeightsFile = "encoder.safetensors";

    /// <summary>Reads an encoder.</summary>
    /// <exception cref="CheckpointFormatException">A file is malformed, or weights and sizes do not fit.</exception>
    /// <exception cref="IOException">A file is missing.</exception>
    public static SpeechEncoderModel Read(string folder)
    {
        var path = Path.Combine(folder, ConfigurationFile);
        try
        {
            var configuration = JsonSerializer.Deserialize(
                File.ReadAllText(path), SpeechEncoderJson.Default.SpeechEncoderConfiguration)
                ?? throw new CheckpointFormatException(path, 0, "there is no configuration");
            var model = new SpeechEncoderModel(configuration);
            using var weights = SafetensorsFile.Open(Path.Combine(folder, WeightsFile));
            ModuleWeights.Load(model, weights);
            return model;
        }
        catch (JsonException exception)
        {
            throw new CheckpointFormatException(path, 0, exception.Message, exception);
        }
    }

    /// <summary>Writes an encoder, replacing one that is there.</summary>
    public static void Write(string folder, SpeechEncoderModel model, ElementType type = ElementType.Float32)
    {
        Directory.CreateDirectory(folder);
        File.WriteAllText(
            Path.Combine(folder, ConfigurationFile),
            JsonSerializer.Serialize(model.Configuration, SpeechEncoderJson.Default.SpeechEncoderConfiguration));
        ModuleWeights.Save(model, Path.Combine(folder, WeightsFile), type);
    }
}
