using MinMo.LoadTest.Speech;

namespace MinMo.LoadTest.Dialogues;

/// <summary>One thing that a scripted caller does; moves follow one another.</summary>
public abstract record DialogueMove;

/// <summary>The caller makes a sound.</summary>
/// <param name="Role">What it is meant as: a turn waits for the floor, everything else sounds into the agent's reply.</param>
/// <param name="Utterance">What is said.</param>
/// <param name="Delay">Of a turn: silence of both behind the agent's reply, or behind the start of the call. Of
/// everything else: time since the first sound of the agent's reply.</param>
/// <param name="LevelDecibels">Gain on the recording, in dB; bystanders are heard from further away.</param>
public sealed record SpeakMove(SpeechRole Role, Utterance Utterance, TimeSpan Delay, double LevelDecibels) : DialogueMove;

/// <summary>The caller says nothing for a while, whatever the agent does.</summary>
/// <param name="Time">How long.</param>
public sealed record WaitMove(TimeSpan Time) : DialogueMove;
