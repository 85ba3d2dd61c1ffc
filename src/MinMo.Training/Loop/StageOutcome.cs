namespace MinMo.Training.Loop;

/// <summary>How a run of a stage ended.</summary>
public enum StageOutcome
{
    /// <summary>The stage has come to its end.</summary>
    Done,

    /// <summary>The budget was spent or the user interrupted; the stage goes on from here next time.</summary>
    Stopped,
}
