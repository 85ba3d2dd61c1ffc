namespace MinMo.LoadTest.Speech;

/// <summary>What a sound of the caller's side is meant as; decides what the agent should do about it.</summary>
public enum SpeechRole
{
    /// <summary>To be answered.</summary>
    Turn,

    /// <summary>Said into the agent's reply, to be yielded to and answered.</summary>
    BargeIn,

    /// <summary>Said into the agent's reply, to be ignored: "uh huh".</summary>
    BackChannel,

    /// <summary>Somebody else, or noise, to be ignored.</summary>
    Background,
}
