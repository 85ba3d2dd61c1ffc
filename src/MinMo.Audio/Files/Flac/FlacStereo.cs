namespace MinMo.Audio.Files.Flac;

/// <summary>What the subframes of a frame stand for.</summary>
internal enum FlacStereo
{
    Independent,
    LeftSide,
    SideRight,
    MidSide,
}
