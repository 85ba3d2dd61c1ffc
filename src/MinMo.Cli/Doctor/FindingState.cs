namespace MinMo.Cli.Doctor;

/// <summary>How a thing is.</summary>
internal enum FindingState
{
    /// <summary>As it should be.</summary>
    Ok,

    /// <summary>It works, but not as it could.</summary>
    Warning,

    /// <summary>Calls are not possible before it is put right.</summary>
    Failed,
}
