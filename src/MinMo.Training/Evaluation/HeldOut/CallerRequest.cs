namespace MinMo.Training.Evaluation.HeldOut;

/// <summary>What a held-out caller is to say.</summary>
/// <param name="Text">Lower case, no punctuation, numbers as words.</param>
/// <param name="Voice">Of <see cref="HeldOutCallers.Voices"/>.</param>
/// <param name="Number">Of the call: its turns are said at one rate and pitch.</param>
public sealed record CallerRequest(string Text, int Voice, int Number)
{
    /// <summary>How it is heard.</summary>
    public CallerSound Sound { get; init; }

    /// <summary>How often the caller stops inside the sentence for 0.2 to 0.9 s, or hesitates.</summary>
    public int Pauses { get; init; }
}
