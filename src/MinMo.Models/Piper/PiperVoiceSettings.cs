using MinMo.Models.OnnxSessions;

namespace MinMo.Models.Piper;

/// <summary>How a voice is loaded.</summary>
public sealed record PiperVoiceSettings
{
    /// <summary>Threads of each run.</summary>
    public OnnxSessionSettings Sessions { get; init; } = new();

    /// <summary>Use the whole graph even if the cut one is installed: nothing is heard before all is computed.</summary>
    public bool WholeGraph { get; init; }
}
