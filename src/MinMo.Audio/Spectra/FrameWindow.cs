namespace MinMo.Audio.Spectra;

/// <summary>The window laid over a frame before its transform; both are symmetric.</summary>
public enum FrameWindow
{
    /// <summary>0.54 − 0.46 cos(2πn / (N − 1)), as SenseVoice uses it.</summary>
    Hamming,

    /// <summary>(0.5 − 0.5 cos(2πn / (N − 1))) ^ 0.85, Kaldi's own.</summary>
    Povey,
}
