using MinMo.Abstractions.Calls;
using MinMo.Abstractions.Settings;
using MinMo.Abstractions.Streams;
using MinMo.Cli.Talk;
using MinMo.Gateways.Calls;

namespace MinMo.Cli.Measure;

/// <summary>Lets the agent speak at length, plays a recording into its speech, and looks at what it does.</summary>
internal sealed class BargeInMeasurement(ICallLines lines, TimeProvider time)
{
    /// <summary>A request that is answered at length.</summary>
    private const string LongStory = "Tell me a long story about a sailor and the sea, please.";

    private static readonly TimeSpan SpeaksBefore = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LooksBehind = TimeSpan.FromSeconds(4);

    /// <summary>Plays one trial.</summary>
    /// <exception cref="TalkException">The call was refused or ended early.</exception>
    public async Task<BargeInResult> MeasureAsync(SpeechClip clip, CallSettings settings, CancellationToken cancellationToken)
    {
        await using var line = await TalkLine.OpenAsync(lines, "measure", settings, cancellationToken);
        using var recorder = new CallRecorder(path: null);
        var trial = new Trial(TalkRecording.Read(clip.Path));
        var call = new TalkCall(line, trial.Caller, time, settings.LockStep)
        {
            Prompted = trial.Prompt,
            Heard = trial.Follow,
            Recorded = recorder.Record,
        };
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        trial.Over = ending;
        try
        {
            await call.PlayAsync(ending.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The trial has seen enough.
        }

        return trial.Judge(clip, recorder.Agent);
    }

    private sealed class Trial(TalkRecording recording)
    {
        private static readonly CallPosition FirstPrompt = CallPosition.At(TimeSpan.FromMilliseconds(200));
        private static readonly CallPosition SecondPrompt = CallPosition.At(TimeSpan.FromMilliseconds(220));

        private CallPosition? _firstAudio;
        private CallPosition? _inserted;
        private ReplyOutcome? _outcome;
        private bool _held;

        public CallerTrack Caller { get; } = new([new TalkRecording("", new short[CallPosition.RateHz * 30], null)], overlap: true);

        public CancellationTokenSource? Over { get; set; }

        public CallInput? Prompt(CallPosition now)
        {
            if (now == FirstPrompt)
            {
                return new MessageAdded(new ItemId("story"), DialogueRole.User, LongStory, null, null);
            }

            if (now == SecondPrompt)
            {
                return new ReplyRequested(null, null, null, null);
            }

            if (_firstAudio is { } first && _inserted is null && now - first >= SpeaksBefore)
            {
                _inserted = now;
                Caller.Insert(recording);
            }

            if (_inserted is { } inserted && now - inserted >= LooksBehind)
            {
                Over?.Cancel();
            }

            return null;
        }

        public void Follow(CallOutput output)
        {
            switch (output)
            {
                case AudioProduced:
                    _firstAudio ??= output.At;
                    break;
                case PlayoutPaused:
                    _held = true;
                    break;
                case ReplyEnded ended:
                    _outcome ??= ended.Outcome;
                    break;
            }
        }

        public BargeInResult Judge(SpeechClip clip, IReadOnlyList<short> agent)
        {
            if (_inserted is not { } inserted)
            {
                return new BargeInResult(clip, Stopped: false, Held: false, null);
            }

            bool stopped = _outcome == ReplyOutcome.Interrupted;
            var onset = inserted + SpeechOnset.Of(recording.Samples);
            return new BargeInResult(clip, stopped, _held, stopped ? SilenceAfter(agent, onset) : null);
        }

        private static TimeSpan? SilenceAfter(IReadOnlyList<short> agent, CallPosition onset)
        {
            // Silent means 300 ms without a sample above -60 dBFS.
            int from = (int)(onset.Samples * AgentEar.RateHz / CallPosition.RateHz);
            int silent = 0;
            for (int i = from; i < agent.Count; i++)
            {
                silent = Math.Abs((int)agent[i]) > 32 ? 0 : silent + 1;
                if (silent == AgentEar.RateHz * 3 / 10)
                {
                    return TimeSpan.FromSeconds(Math.Max(0, (double)(i - silent + 1 - from) / AgentEar.RateHz));
                }
            }

            return null;
        }
    }
}
