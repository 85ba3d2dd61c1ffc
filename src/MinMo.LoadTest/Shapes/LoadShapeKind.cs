namespace MinMo.LoadTest.Shapes;

/// <summary>How the number of callers changes over a run.</summary>
public enum LoadShapeKind
{
    /// <summary>All at once, to the end.</summary>
    Plateau,

    /// <summary>One after the other, evenly, until all are there at the end.</summary>
    Ramp,

    /// <summary>A quarter of them, all of them in the middle fifth, a quarter again.</summary>
    Spike,

    /// <summary>All at once; each stays in one call to the end.</summary>
    Soak,
}
