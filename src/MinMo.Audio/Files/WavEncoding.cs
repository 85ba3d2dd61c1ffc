namespace MinMo.Audio.Files;

/// <summary>How one sample of a WAV file is written.</summary>
internal enum WavEncoding
{
    Unsigned8,
    Signed16,
    Signed24,
    Signed32,
    Float32,
    Float64,
    ALaw,
    MuLaw,
}
