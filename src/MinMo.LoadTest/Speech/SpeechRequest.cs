namespace MinMo.LoadTest.Speech;

/// <summary>What a voice is asked to say.</summary>
/// <param name="Role">What it is meant as.</param>
/// <param name="Text">The words.</param>
/// <param name="Voice">Which of its voices, counted from 0; any number.</param>
/// <param name="Draw">Different for different sayings of one run; decides between recordings, not at random.</param>
public sealed record SpeechRequest(SpeechRole Role, string Text, int Voice, int Draw);
