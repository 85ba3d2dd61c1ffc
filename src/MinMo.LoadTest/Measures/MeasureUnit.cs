namespace MinMo.LoadTest.Measures;

/// <summary>What a measure is counted in.</summary>
public enum MeasureUnit
{
    /// <summary>Seconds; shown in ms.</summary>
    Seconds,

    /// <summary>0 to 1; shown in percent.</summary>
    Share,

    /// <summary>A rate for each minute.</summary>
    EachMinute,

    /// <summary>A number.</summary>
    Count,

    /// <summary>Seconds for each minute; shown in ms.</summary>
    SecondsEachMinute,
}
