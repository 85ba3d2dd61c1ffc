namespace MinMo.Training.Stages.Ear;

/// <summary>Utterances with their words. An index never changes its meaning; there may be more later.</summary>
public interface ISpokenExamples
{
    /// <summary>How many there are now.</summary>
    int Count { get; }

    /// <summary>The words: lower case, apostrophes, no other marks.</summary>
    string TextOf(int index);

    /// <summary>Length of an utterance in samples at 16 kHz.</summary>
    int SampleCountOf(int index);

    /// <summary>16 kHz mono; valid as long as the examples are.</summary>
    ReadOnlySpan<short> SamplesOf(int index);

    /// <summary>Names what the utterance measures when it is held out, e.g. <c>flite</c>.</summary>
    string GroupOf(int index);

    /// <summary>Nothing on the way to the microphone makes it hard: no telephone, little noise.</summary>
    bool IsClear(int index);

    /// <summary>Looks for utterances that were added since.</summary>
    void Refresh();
}
