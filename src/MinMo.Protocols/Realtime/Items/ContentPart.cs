using System.Text.Json.Serialization;

namespace MinMo.Protocols.Realtime.Items;

/// <summary>A part of a message.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type")]
[JsonDerivedType(typeof(InputTextPart), "input_text")]
[JsonDerivedType(typeof(InputAudioPart), "input_audio")]
[JsonDerivedType(typeof(OutputTextPart), "output_text")]
[JsonDerivedType(typeof(OutputAudioPart), "output_audio")]
public abstract record ContentPart
{
    /// <summary>The words; null while they are not known.</summary>
    [JsonIgnore]
    public abstract string? Words { get; }
}

/// <summary>Text of the user or the system.</summary>
/// <param name="Text">The words.</param>
public sealed record InputTextPart(string Text) : ContentPart
{
    /// <inheritdoc />
    public override string? Words => Text;
}

/// <summary>A spoken turn of the user; the audio itself is not kept.</summary>
/// <param name="Transcript">The words. The key is always written: agents-js fails without it.</param>
public sealed record InputAudioPart(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? Transcript) : ContentPart
{
    /// <inheritdoc />
    public override string? Words => Transcript;
}

/// <summary>A written reply.</summary>
/// <param name="Text">The words.</param>
public sealed record OutputTextPart(string Text) : ContentPart
{
    /// <inheritdoc />
    public override string? Words => Text;
}

/// <summary>A spoken reply; the audio itself is not kept.</summary>
/// <param name="Transcript">The words.</param>
public sealed record OutputAudioPart(string Transcript) : ContentPart
{
    /// <inheritdoc />
    public override string? Words => Transcript;
}
