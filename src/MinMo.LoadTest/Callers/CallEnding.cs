namespace MinMo.LoadTest.Callers;

/// <summary>How a call ended.</summary>
public enum CallEnding
{
    /// <summary>The caller said everything, or hung up when the run was over.</summary>
    HungUp,

    /// <summary>The engine or the network ended it.</summary>
    Broken,
}
