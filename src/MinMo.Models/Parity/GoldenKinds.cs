using System.Diagnostics.CodeAnalysis;
using MinMo.Audio.Spectra;
using MinMo.Models.Parity.Adaptor;
using MinMo.Models.Parity.Audio;
using MinMo.Models.Parity.CosyVoiceFlow;
using MinMo.Models.Parity.CosyVoiceHift;
using MinMo.Models.Parity.CosyVoiceLanguage;
using MinMo.Models.Parity.Decoders;
using MinMo.Models.Parity.Gguf;
using MinMo.Models.Parity.Piper;
using MinMo.Models.Parity.Qwen2;
using MinMo.Models.Parity.Safetensors;
using MinMo.Models.Parity.SenseVoice;
using MinMo.Models.Parity.Silero;
using MinMo.Models.Parity.SmartTurn;
using MinMo.Models.Parity.Tokenization;
using MinMo.Models.Parity.TorchFiles;
using MinMo.Models.Parity.Whisper;

namespace MinMo.Models.Parity;

/// <summary>Every kind of golden that this code can be judged by.</summary>
[SuppressMessage("Maintainability", "CA1506", Justification = "The one list that names every kind.")]
public static class GoldenKinds
{
    /// <summary>One of each kind, families in alphabetical order.</summary>
    public static IReadOnlyList<IGoldenKind> All { get; } =
    [
        // adaptor
        new AudioAdaptorKind(),

        // audio
        new FilterBankKind("audio.fbank", FrameWindow.Povey),
        new G711Kind(),
        new G722Kind(),
        new MatchaMelKind(),
        new ResampleKind(),
        new WhisperMelKind(),

        // cosyvoice2-flow
        new ChunkMaskKind(),
        new FlowConfigKind(),
        new FlowEncoderKind(),
        new FlowEstimatorKind(),
        new FlowFeedForwardKind(),
        new FlowKind(),
        new FlowNoiseKind(),
        new FlowScheduleKind(),
        new FlowSolverKind(),
        new FlowSpeakerKind(),
        new FlowStreamKind(),
        new FlowTimeEmbeddingKind(),
        new RelativeAttentionKind(),

        // cosyvoice2-hift
        new HiftDecodeKind(),
        new HiftFadeKind(),
        new HiftFundamentalKind(),
        new HiftInverseStftKind(),
        new HiftResidualBlockKind(),
        new HiftScheduleKind(),
        new HiftSourceKind(),
        new HiftStftKind(),
        new HiftStreamKind(),
        new HiftVocodeKind(),
        new HiftWeightKind(),

        // cosyvoice2-lm
        new CosyVoiceContainerKind(),
        new CosyVoiceTextKind(),
        new CosyVoiceTokenizerKind(),
        new PromptAlignmentKind(),
        new RepetitionAwareSamplingKind(),
        new SpeakingModeKind(),
        new SpeechBackboneKind(),
        new StreamedSpeechKind(),
        new WholeSpeechKind(),

        // gguf
        new ChatTemplateKind("gguf.chat"),
        new DetokenizeKind("gguf.detokenize"),
        new TokenizeKind("gguf.tokenizer"),
        new DecoderForwardKind("gguf.forward", GoldenDecoder.Torch),
        new DecoderChatKind("gguf.generate", GoldenDecoder.Torch),
        new GgufHostileKind(),
        new GgufHostileModelKind(),
        new GgufMetadataKind(),
        new GgufTensorsKind(),

        // llama
        new DecoderCachedForwardKind("llama.cached_forward", GoldenDecoder.Torch),
        new DecoderForwardKind("llama.forward", GoldenDecoder.Torch),
        new DecoderGenerateKind("llama.generate", GoldenDecoder.Torch),
        new DecoderLoraKind("llama.lora"),
        new DecoderForwardKind("llama.padded_forward", GoldenDecoder.Torch),
        new DecoderRopeKind("llama.rope"),

        // piper
        new PiperIdsKind(),
        new PiperPcmKind(),
        new PiperPhonemesKind(),
        new PiperStreamKind(),
        new PiperSynthesizeKind(),

        // qwen2
        new ChatTemplateKind("qwen2.chat_template"),
        new Qwen2SamplingKind(),
        new DetokenizeKind("qwen2.detokenize"),
        new DetokenizeStreamKind(),
        new TokenizeKind("qwen2.tokenize"),
        new DecoderCachedForwardKind("qwen2.cached_forward", GoldenDecoder.Torch),
        new DecoderChatKind("qwen2.chat", GoldenDecoder.Torch),
        new DecoderForwardKind("qwen2.forward", GoldenDecoder.Torch),
        new DecoderGenerateKind("qwen2.generate", GoldenDecoder.Torch),
        new DecoderLoraKind("qwen2.lora"),
        new DecoderForwardKind("qwen2.padded_forward", GoldenDecoder.Torch),
        new DecoderNormKind("qwen2.rms_norm"),
        new DecoderRopeKind("qwen2.rope"),

        // safetensors
        new SafetensorsHostileKind(),
        new SafetensorsLoadKind(),

        // sensevoice
        new FilterBankKind("sensevoice.fbank", FrameWindow.Hamming),
        new FrameStackingKind(),
        new RichTextKind(),
        new SenseVoiceAlignKind(),
        new SenseVoiceAttentionKind("sensevoice.attention", isWholeLayer: false),
        new SenseVoiceAttentionKind("sensevoice.layer", isWholeLayer: true),
        new SenseVoiceDecodeKind("sensevoice.decode", withTimes: false),
        new SenseVoiceDecodeKind("sensevoice.timestamps", withTimes: true),
        new SenseVoiceEncoderKind(),
        new SenseVoiceFrontEndKind(),
        new SenseVoiceModelKind(),
        new SenseVoiceNormalizationKind(),
        new SenseVoiceOnnxKind(),
        new SenseVoicePositionKind(),
        new SenseVoiceQueryKind(),
        new SenseVoiceRecognizeKind(folder => folder.OpenTorch()),
        new SentencePieceKind(),

        // silero
        new SileroChunkingKind(),
        new SileroSegmentsKind(),
        new SileroSequenceKind(),

        // smartturn
        new SmartTurnFeaturesKind(),
        new SmartTurnProbabilityKind(),

        // torchzip
        new TorchHostileKind(),
        new TorchLoadKind(),

        // whisper
        new WhisperBatchKind(),
        new WhisperCacheKind(),
        new WhisperDecoderKind(),
        new WhisperEncoderKind(),
        new WhisperGreedyKind(),
        new WhisperLanguageKind(),
        new WhisperLogMelKind(),
        new WhisperModelKind(),
        new WhisperPromptKind(),
        new WhisperRulesKind(),
        new WhisperTokenizerKind(),
        new WhisperTranscribeKind(),
    ];
}
