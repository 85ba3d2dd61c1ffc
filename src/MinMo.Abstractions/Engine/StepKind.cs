namespace MinMo.Abstractions.Engine;

/// <summary>Kinds of steps; steps of one kind are batched over calls.</summary>
public enum StepKind
{
    /// <summary>Ticks of caller audio to speech or duplex evidence.</summary>
    Listen,

    /// <summary>The audio of the open turn to words.</summary>
    Recognize,

    /// <summary>The audio of the open turn to the probability that it is complete.</summary>
    Assess,

    /// <summary>Dialogue text into a lane (prefill).</summary>
    Append,

    /// <summary>Decoding of a few reply tokens.</summary>
    Think,

    /// <summary>Forgetting the end of a lane.</summary>
    Truncate,

    /// <summary>A copy of a lane, for listening while speaking.</summary>
    Fork,

    /// <summary>Reply text (or tokens with hidden states) to a block of speech to be rendered.</summary>
    Speak,

    /// <summary>The next PCM of a block of speech.</summary>
    Render,

    /// <summary>Dropping blocks of speech that nobody will hear.</summary>
    Hush,

    /// <summary>Saying that speculative work is needed after all.</summary>
    Confirm,
}
