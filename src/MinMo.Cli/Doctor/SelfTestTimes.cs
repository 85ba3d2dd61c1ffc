namespace MinMo.Cli.Doctor;

/// <summary>How long each part of the self-test took.</summary>
/// <param name="Listen">Speech detection over the whole question.</param>
/// <param name="Recognize">The question to words.</param>
/// <param name="Think">The words to the first clause of the answer.</param>
/// <param name="Speak">That clause to its first samples.</param>
/// <param name="FirstAudio">From the question's words to the answer's first samples, nothing of it done in advance.</param>
internal sealed record SelfTestTimes(TimeSpan Listen, TimeSpan Recognize, TimeSpan Think, TimeSpan Speak, TimeSpan FirstAudio);
