namespace MinMo.LoadTest.Shapes;

/// <summary>When one caller is there.</summary>
/// <param name="Caller">From 0.</param>
/// <param name="From">Since the begin of the run.</param>
/// <param name="To">Since the begin of the run.</param>
public readonly record struct CallerSpan(int Caller, TimeSpan From, TimeSpan To);
