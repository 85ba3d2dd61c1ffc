using MinMo.Models.CosyVoice.Language;
using MinMo.Models.CosyVoice.Text;
using MinMo.Models.Tokenization;

namespace MinMo.Models.CosyVoice.Prompts;

/// <summary>The ways in which CosyVoice 2 is asked to speak: what each of them gives to the language model and to the flow.</summary>
/// <param name="tokenizer">From <see cref="CosyVoiceTokenizer"/>.</param>
public sealed class SpeakingModes(BytePairTokenizer tokenizer)
{
    private readonly SpokenText _text = new(tokenizer);

    /// <summary>Keeps a voice.</summary>
    /// <param name="transcript">The recording's words; no rule is applied to them.</param>
    /// <param name="audio">The recording.</param>
    public SavedSpeaker Save(string transcript, PromptAudio audio) => new(tokenizer.Encode(transcript), audio.Aligned());

    /// <summary>Imitates a recording whose words are known.</summary>
    public SpeakingPlan ZeroShot(SpeechRequest request, string transcript, PromptAudio audio)
    {
        var words = request.AppliesTextRules ? SpokenText.Normalize(transcript) : transcript;
        return ZeroShot(request, new SavedSpeaker(tokenizer.Encode(words), audio.Aligned()));
    }

    /// <summary>Imitates a voice that was kept.</summary>
    public SpeakingPlan ZeroShot(SpeechRequest request, SavedSpeaker speaker)
        => Plan(request, new SpeechPrompt(speaker.Transcript, speaker.Audio.Tokens), speaker.Audio);

    /// <summary>Imitates the sound of a recording, not its way of speaking: for text in another language.</summary>
    public SpeakingPlan CrossLingual(SpeechRequest request, PromptAudio audio)
        => Plan(request, SpeechPrompt.None, audio.Aligned());

    /// <summary>As an instruction says, with the sound of a recording.</summary>
    /// <param name="request">The text.</param>
    /// <param name="instruction">Left as it is; ends with <see cref="CosyVoiceTokenizer.EndOfPrompt"/>.</param>
    /// <param name="audio">The recording.</param>
    public SpeakingPlan Instruct(SpeechRequest request, string instruction, PromptAudio audio)
        => Plan(request, new SpeechPrompt(tokenizer.Encode(instruction), []), audio.Aligned());

    /// <summary>As the public code does with an instruction and a voice that was kept: the instruction is dropped, the voice's
    /// words stand in its place.</summary>
    public SpeakingPlan Instruct(SpeechRequest request, SavedSpeaker speaker)
        => Plan(request, new SpeechPrompt(speaker.Transcript, []), speaker.Audio);

    /// <summary>With a speaker that the models were trained on.</summary>
    /// <param name="request">The text.</param>
    /// <param name="speaker">Vector of the speaker, <c>[speaker width]</c>.</param>
    public SpeakingPlan Fixed(SpeechRequest request, IReadOnlyList<float> speaker)
        => Plan(request, SpeechPrompt.None, new PromptAudio { Speaker = speaker });

    /// <summary>Says what a recording says with the voice of another one.</summary>
    /// <param name="source">Speech tokens of what is said.</param>
    /// <param name="audio">The voice; passed on as it is.</param>
    public static SpeakingPlan Convert(IReadOnlyList<int> source, PromptAudio audio) => new([], audio) { Source = source };

    private SpeakingPlan Plan(SpeechRequest request, SpeechPrompt prompt, PromptAudio voice)
        => new(request.Text is { } text ? WholeCalls(request, text, prompt) : [StreamedCall(request, prompt)], voice);

    private LanguageCall[] WholeCalls(SpeechRequest request, string text, SpeechPrompt prompt)
        => [.. (request.AppliesTextRules ? _text.Split(text) : [text])
            .Select(piece => new LanguageCall(prompt, tokenizer.Encode(piece), IsStreamed: false))];

    private LanguageCall StreamedCall(SpeechRequest request, SpeechPrompt prompt)
        => new(prompt, request.Pieces.SelectMany(tokenizer.Encode), IsStreamed: true);
}
