using MinMo.Inference.Cascade.Language;
using MinMo.Inference.Engine;
using MinMo.Inference.Speech;
using MinMo.Models.CosyVoice;
using MinMo.Models.CosyVoice.Flow;
using MinMo.Models.CosyVoice.Language;
using MinMo.Models.CosyVoice.Prompts;
using MinMo.Models.CosyVoice.Text;
using MinMo.Models.CosyVoice.Vocoder;
using MinMo.Models.Language;
using MinMo.Models.MelSpeech;
using MinMo.Models.OnnxSessions;
using MinMo.Models.Sampling;
using MinMo.Models.Tokenization;
using static TorchSharp.torch;

namespace MinMo.Inference.Cascade.SpeechTokens;

/// <summary>The models of a CosyVoice 2 folder and the voice that they imitate, ready for several calls.</summary>
internal sealed class TokenVoiceModels : IAsyncDisposable
{
    /// <summary>Positions of one reply, prompt, text and speech: a minute and more. One that is longer breaks off.</summary>
    internal const int LaneLength = 2_048;

    /// <summary>Mask chunks of one second that a frame sees behind it. The reference has no bound; at the released sizes a
    /// reply would then take 230 MB more with every second.</summary>
    internal const int LeftChunks = 2;

    private readonly OwnedParts _owned;
    private readonly TokenFlowStream _voice;
    private readonly SpeechPrompt _prompt;

    private TokenVoiceModels(OwnedParts owned, TokenFlow flow, SavedSpeaker speaker)
    {
        (_owned, Flow) = (owned, flow);
        _prompt = speaker.Transcript.Count == 0
            ? SpeechPrompt.None // speech without its words would be taken for that of the reply
            : new SpeechPrompt(speaker.Transcript, speaker.Audio.Tokens);
        _voice = owned.Add(Begin(flow, speaker.Audio));
        PromptFrames = (long)speaker.Audio.Tokens.Count * flow.Configuration.FramesPerToken;
    }

    /// <summary>Text to speech tokens, a lane for each place.</summary>
    public required SpeechLanguageModel Language { get; init; }

    /// <summary>Speech tokens to mel frames.</summary>
    public TokenFlow Flow { get; }

    /// <summary>Mel frames to samples.</summary>
    public required StreamedVocoder Vocoder { get; init; }

    /// <summary>Of the voice's text.</summary>
    public required BytePairTokenizer Tokenizer { get; init; }

    /// <summary>Frames of the prompt, which stand in front of every reply's.</summary>
    public long PromptFrames { get; }

    /// <summary>Samples per second.</summary>
    public int RateHz => Flow.Configuration.RateHz;

    /// <summary>Samples of a mel frame.</summary>
    public int FrameSamples => RateHz / (Flow.Configuration.TokensPerSecond * Flow.Configuration.FramesPerToken);

    /// <summary>Caches of one reply at their largest: the language model's lane, and what flow and vocoder remember once a
    /// reply is longer than what its frames see.</summary>
    public long BytesOfPlace
        => Language.BytesOfLane + BytesOfSpeech;

    /// <summary>What a reply in full flow remembers beside the language model's lane.</summary>
    public long BytesOfSpeech
        => Flow.Configuration.BytesOfStream!.Value // LeftChunks bounds it
            + Vocoder.Configuration.BytesOfStream
            + (FramePace.MostHeldFrames * Flow.Configuration.Bands * sizeof(float));

    /// <summary>Loads a folder. A recording <c>prompt.wav</c> with its words in <c>prompt.txt</c> is the voice that is imitated;
    /// without one the voice is nobody's.</summary>
    /// <param name="folder">In the layout of CosyVoice2-0.5B.</param>
    /// <param name="cacheFolder">Where the graph of the language model is kept.</param>
    /// <param name="options">Places, precision and threads.</param>
    /// <exception cref="Models.Checkpoints.CheckpointFormatException">A file is not what it should be.</exception>
    /// <exception cref="IOException">A file is missing.</exception>
    public static async Task<TokenVoiceModels> LoadAsync(string folder, string cacheFolder, EngineOptions options)
    {
        var owned = new OwnedParts();
        try
        {
            set_num_threads(options.VoiceThreads); // of the whole process
            var tokenizer = CosyVoiceTokenizer.Open(folder);
            var flow = owned.Add(TokenFlow.Load(folder, static sizes => sizes with { LeftChunks = LeftChunks }));
            return new TokenVoiceModels(owned, flow, Speaker(folder, tokenizer, flow.Configuration))
            {
                Language = owned.Add(OpenLanguage(folder, cacheFolder, options)),
                Vocoder = owned.Add(new StreamedVocoder(owned.Add(HiftVocoder.Load(folder)))),
                Tokenizer = tokenizer,
            };
        }
        catch
        {
            await owned.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Begins a reply.</summary>
    /// <param name="language">Tokenizer of the model that thinks it.</param>
    /// <param name="seed">The same seed and words give the same samples.</param>
    /// <param name="rate">How fast it is spoken, of the voice's own rate.</param>
    public SpokenReply Begin(BytePairTokenizer language, int seed, double rate = 1) => new()
    {
        Words = new ReplyWords(language, Tokenizer),
        Speech = new StreamedSpeech(Language.Configuration, _prompt),
        Sampler = new RepetitionAwareSampler(Language.Configuration.Sampling, new Random(seed).NextDouble),
        Frames = _voice.Fork(),
        Unheard = new UnheardFrames(new FramePace(rate)),
        Sound = new HiftStream((ulong)(uint)seed),
        AnnouncedFrames = PromptFrames,
    };

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _owned.DisposeAsync();

    private static SavedSpeaker Speaker(string folder, BytePairTokenizer tokenizer, TokenFlowConfiguration sizes)
    {
        if (!PromptRecording.IsIn(folder))
        {
            return new SavedSpeaker([], new PromptAudio { Speaker = new float[sizes.SpeakerWidth] });
        }

        var (audio, transcript) = PromptRecording.Hear(folder);
        return new SpeakingModes(tokenizer).Save(SpokenText.Normalize(transcript), audio);
    }

    private static SpeechLanguageModel OpenLanguage(string folder, string cacheFolder, EngineOptions options)
    {
        if (options.SpeaksInBFloat16)
        {
            return SpeechLanguageModel.Open(folder, options.Places, LaneLength, ScalarType.BFloat16);
        }

        var graph = new OnnxDecoderFolder(Path.Combine(
            cacheFolder,
            $"speech-{options.LanguagePrecision}-{LanguageModel.Fingerprint(Path.Combine(folder, CosyVoiceFiles.LanguageModel))}"
                .ToLowerInvariant()));
        var session = new OnnxSessionSettings { IntraOpThreads = options.VoiceThreads };
        return SpeechLanguageModel.Open(
            folder, graph, options.LanguagePrecision, written => OnnxDecoder.Open(written, options.Places, LaneLength, session));
    }

    /// <summary>The prompt, gone through as far as its chunks are whole: every reply is a fork of this.</summary>
    private static TokenFlowStream Begin(TokenFlow flow, PromptAudio audio)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();
        var stream = flow.Begin(new FlowPrompt(tensor(audio.Speaker.ToArray()))
        {
            Tokens = audio.Tokens,
            Mel = audio.Mel.Count == 0 ? null : stack([.. audio.Mel.Select(static frame => tensor(frame))], 1), // [bands, frames]
        });
        while (stream.IsReady)
        {
            flow.Step([stream]);
        }

        return stream;
    }
}
