using CsCheck;
using MinMo.Abstractions.Calls;
using MinMo.Abstractions.Engine;
using MinMo.Abstractions.Settings;
using MinMo.Abstractions.Streams;
using MinMo.Conversation.Machine;
using MinMo.Gateways.Realtime.Conversation;
using MinMo.Protocols.Realtime.Commands;
using MinMo.Protocols.Realtime.Errors;
using MinMo.Protocols.Realtime.Events;
using MinMo.Protocols.Realtime.Items;
using MinMo.Protocols.Realtime.Session;
using MinMo.Testing.Scripting;

namespace MinMo.Gateways.Tests.Realtime;

/// <summary>Whatever clients say and callers do, in whatever order: a session tells a story that adds up.</summary>
public sealed class SessionInvariantTests
{
    private static readonly ClientCommand[] Commands =
    [
        new CreateResponseCommand(null),
        new CreateResponseCommand(new ResponseRequest { OutputModalities = ["text"] }),
        new CreateResponseCommand(new ResponseRequest { MaxOutputTokens = 2 }),
        new CancelResponseCommand(null),
        new CommitAudioCommand(),
        new ClearAudioCommand(),
        new TruncateItemCommand("item_call_2", 0, 300),
        new DeleteItemCommand("item_call_1"),
        new CreateItemCommand(new ConversationItem { Role = "user", Content = [new InputTextPart("hi")] }, null),
    ];

    private static readonly Gen<Move> Moves = Gen.OneOf(
        Gen.Int[1, 20].Select(frames => (Move)new Move.Speak(frames * 5)),
        Gen.Int[1, 20].Select(frames => (Move)new Move.BeSilent(frames * 5)),
        Gen.Int[20, 900].Select(ms => (Move)new Move.Pass(TimeSpan.FromMilliseconds(ms))),
        Gen.Int[0, Commands.Length - 1].Select(index => (Move)new Move.Say(Commands[index])));

    [Fact]
    public void Every_response_is_done_once_and_everything_added_is_done()
        => Moves.Array[1, 40].Sample(
            moves =>
            {
                var session = new PureSession();
                foreach (var move in moves)
                {
                    session.Make(move);
                }

                Check(session.Finish());
            },
            iter: 400);

    private static void Check(List<ServerEvent> events)
    {
        var open = new HashSet<string>();
        var openItems = new HashSet<string>();
        Assert.Equal(events.Count, events.Select(happened => happened.EventId).Distinct().Count());
        foreach (var happened in events)
        {
            switch (happened)
            {
                case ResponseCreatedEvent created:
                    Assert.Empty(open);
                    Assert.True(open.Add(created.Response.Id));
                    break;
                case OutputItemAddedEvent added:
                    Assert.True(openItems.Add(added.Item.Id!));
                    break;
                case OutputItemDoneEvent done:
                    Assert.True(openItems.Remove(done.Item.Id!));
                    break;
                case ResponseContentEvent content:
                    Assert.Contains(content.ResponseId, open);
                    break;
                case ResponseDoneEvent done:
                    Assert.Empty(openItems);
                    Assert.True(open.Remove(done.Response.Id));
                    break;
            }
        }

        Assert.Empty(open);
        CheckPairs(events);
        CheckTranscripts(events);
    }

    private static void CheckPairs(List<ServerEvent> events)
        => Assert.Equal(
            events.OfType<ItemAddedEvent>().Select(added => added.Item.Id).Order(),
            events.OfType<ItemDoneEvent>().Select(done => done.Item.Id).Order());

    private static void CheckTranscripts(List<ServerEvent> events)
    {
        foreach (var done in events.OfType<TranscriptDoneEvent>())
        {
            string told = string.Concat(events.OfType<TranscriptDeltaEvent>()
                .Where(delta => delta.ResponseId == done.ResponseId).Select(delta => delta.Delta));
            Assert.Equal(told, done.Transcript);
        }
    }

    internal abstract record Move
    {
        public sealed record Speak(int Frames) : Move;

        public sealed record BeSilent(int Frames) : Move;

        public sealed record Pass(TimeSpan Time) : Move;

        public sealed record Say(ClientCommand Command) : Move;
    }

    /// <summary>A session without sockets, threads and clocks on the real turn engine.</summary>
    private sealed class PureSession
    {
        private readonly ScriptedEngine _engine = new(new EngineScript
        {
            Stretches = ["tell me more", "stop it", "go on please"],
            Replies = ["This is a rather long answer, to be heard in full. Or not.", "All right."],
        });

        private readonly CallMachine _machine;
        private readonly Admission.Granted _place;
        private readonly SessionState _state;
        private readonly CommandDesk _desk;
        private readonly OutputNarrator _narrator;
        private readonly List<ServerEvent> _events = [];

        public PureSession()
        {
            var settings = new CallSettings();
            var call = new CallId("call");
            _place = (Admission.Granted)_engine.Open(new SessionRequest(call, settings));
            _machine = new CallMachine(call, settings);
            var configuration = new SessionConfiguration
            {
                Id = "sess",
                Model = "scripted",
                Audio = new SessionAudio(
                    new InputAudio { Format = new AudioFormat(AudioFormat.PcmType, 16_000), Transcription = new(null, null) },
                    new OutputAudio()),
            };
            _state = new SessionState(configuration, settings, TimeSpan.FromSeconds(2));
            _desk = new CommandDesk(_state);
            _narrator = new OutputNarrator(_state);
            Carry(_machine.Start());
        }

        public void Make(Move move)
        {
            switch (move)
            {
                case Move.Speak { Frames: var frames }:
                    Sound(frames, ScriptedCaller.FullSpeech);
                    break;
                case Move.BeSilent { Frames: var frames }:
                    Sound(frames, 0);
                    break;
                case Move.Pass { Time: var time }:
                    _narrator.Advance(time);
                    break;
                case Move.Say { Command: var command }:
                    _desk.Carry(ParseOutcome<ClientCommand>.Of(command));
                    break;
            }

            Deliver();
        }

        public List<ServerEvent> Finish()
        {
            _narrator.Abandon();
            Deliver();
            return _events;
        }

        private void Sound(int frames, short sample)
        {
            byte[] frame = new byte[640];
            for (int i = 0; i < frame.Length; i += 2)
            {
                BitConverter.TryWriteBytes(frame.AsSpan(i), sample);
            }

            for (int i = 0; i < frames; i++)
            {
                _desk.Carry(ParseOutcome<ClientCommand>.Of(new AppendAudioCommand(frame)));
                _narrator.Advance(TimeSpan.FromMilliseconds(20));
                Deliver();
            }
        }

        private void Deliver()
        {
            while (_state.Exchange.TryTakeInput(out var input))
            {
                Carry(_machine.Apply(new InputArrived(input!)));
            }

            while (_state.Exchange.TryTakeEvent(out var happened))
            {
                _events.Add(happened!);
            }
        }

        private void Carry(IReadOnlyList<CallAction> actions)
        {
            var waiting = new Queue<CallAction>(actions);
            while (waiting.TryDequeue(out var action))
            {
                var more = action switch
                {
                    OpenSession => _machine.Apply(new SessionOpened(_place)),
                    StartStep start => _machine.Apply(new StepEnded(start.Ticket, _engine.Execute(start.Step))),
                    _ => [],
                };
                if (action is EmitOutput { Output: not CallEnded } emit)
                {
                    _narrator.Narrate(emit.Output);
                }

                foreach (var next in more)
                {
                    waiting.Enqueue(next);
                }
            }
        }
    }
}
